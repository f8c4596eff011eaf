from django.urls import path

from belegg.web.memos import views

urlpatterns = [
    path("memos/", views.memos, name="memos"),
    path("memos/new/", views.new_memo, name="new_memo"),
    path("memos/export.<slug:suffix>", views.export, name="export_memos"),
    path("memos/<slug:key>/", views.memo, name="memo"),
    path("memos/<slug:key>/change/", views.change, name="change_memo"),
    path("memos/<slug:key>/delete/", views.delete, name="delete_memo"),
]
