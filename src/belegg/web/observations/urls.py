from django.urls import path

from belegg.web.observations import views

urlpatterns = [
    path("observations/", views.observations, name="observations"),
    path("observations/new/", views.new, name="new_observation"),
    path("observations/export.<slug:suffix>", views.export, name="export_observations"),
    path("observations/<slug:key>/", views.observation, name="observation"),
    path("observations/<slug:key>/change/", views.change, name="change_observation"),
    path("observations/<slug:key>/note/", views.note, name="observation_note"),
    path("observations/<slug:key>/delete/", views.delete, name="delete_observation"),
]
