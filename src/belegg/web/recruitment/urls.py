from django.urls import path

from belegg.web.recruitment import views

urlpatterns = [
    path("recruitment/", views.recruitment, name="recruitment"),
    path("recruitment/export.<slug:suffix>", views.export, name="export_contacts"),
    path("recruitment/frame/", views.frame, name="recruitment_frame"),
    path("contacts/new/", views.new, name="new_contact"),
    path("contacts/<slug:key>/", views.contact, name="contact"),
    path("contacts/<slug:key>/delete/", views.delete, name="delete_contact"),
    path("contacts/<slug:key>/forget/", views.forget, name="forget_contact"),
]
