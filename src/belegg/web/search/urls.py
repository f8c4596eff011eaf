from django.urls import path

from belegg.web.search import views

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/export.<str:suffix>", views.export, name="search_export"),
]
