from django.urls import path

from belegg.web.search import uses, views

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/uses/", uses.uses, name="uses"),
    path("search/uses.<str:suffix>", uses.export, name="export_uses"),
    path("search/export.<str:suffix>", views.export, name="search_export"),
]
