from django.urls import path

from belegg.web.documents import views

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/new/", views.new, name="new_document"),
    path("documents/paste/", views.paste, name="paste_documents"),
    path("documents/export.<slug:suffix>", views.export, name="export_documents"),
    path("documents/<slug:key>/", views.document, name="document"),
    path("documents/<slug:key>/delete/", views.delete, name="delete_document"),
    path("sources/<slug:key>/register/", views.register, name="register_source"),
]
