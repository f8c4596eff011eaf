from django.urls import path

from belegg.web.people import views

urlpatterns = [
    path("people/<slug:key>/identity/", views.identity, name="identity"),
    path("people/<slug:key>/identity/set/", views.set_identity, name="set_identity"),
]
