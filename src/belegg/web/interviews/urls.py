from django.urls import path

from belegg.web.interviews import views

urlpatterns = [
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/new/", views.new_interview, name="new_interview"),
    path("interviews/export.<slug:suffix>", views.export, name="export_interviews"),
    path("interviews/asked/", views.asked, name="asked"),
    path("interviews/<slug:key>/", views.interview, name="interview"),
    path("interviews/<slug:key>/skip/", views.skip, name="skip_question"),
    path("interviews/<slug:key>/delete/", views.delete, name="delete_interview"),
]
