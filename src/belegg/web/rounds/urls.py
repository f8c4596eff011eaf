from django.urls import path

from belegg.web.rounds import views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/export.<slug:suffix>", views.export, name="export_rounds"),
    path("rounds/<slug:key>/", views.change, name="change_round"),
    path("rounds/<slug:key>/move/", views.move, name="move_round"),
    path("rounds/<slug:key>/delete/", views.delete, name="delete_round"),
]
