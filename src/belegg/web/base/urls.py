from django.urls import path
from django.views.i18n import set_language

from belegg.web.base import views

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("studies/<slug:study>/undo/", views.undo, name="undo"),
    path("studies/<slug:study>/redo/", views.redo, name="redo"),
]
