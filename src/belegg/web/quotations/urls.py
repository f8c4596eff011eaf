from django.urls import path

from belegg.web.quotations import views

urlpatterns = [
    path("quotations/", views.quotations, name="quotations"),
    path("quotations/export.<str:suffix>", views.export, name="quotations_export"),
]
