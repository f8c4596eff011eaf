from django.urls import path

from belegg.web.reading import api, views

urlpatterns = [
    path("texts/<slug:text>/", views.text, name="text"),
    path("texts/<slug:text>/round/", views.choose_round, name="choose_round"),
    path("texts/<slug:text>/looked/", api.looked, name="looked_api"),
    path("texts/<slug:text>/part/", api.part, name="part_api"),
    path("texts/<slug:text>/answer/", api.answer, name="answer_api"),
    path("texts/<slug:text>/codings/", api.codings, name="codings_api"),
    path("texts/<slug:text>/codings/<slug:coding>/", api.coding, name="coding_api"),
    path("texts/<slug:text>/codings/<slug:coding>/memo/", api.memo, name="coding_memo"),
]
