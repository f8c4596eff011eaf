from django.urls import path

from belegg.web.sources import adding, definitions, source, views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/add/", adding.add_sources, name="add_sources"),
    path("sources/add/waiting/", adding.waiting_list, name="waiting_list"),
    path("sources/add/import/", adding.import_all, name="import_all"),
    path("sources/add/<str:sha>/", adding.waiting, name="waiting"),
    path("sources/add/<str:sha>/import/", adding.import_one, name="import_waiting"),
    path("sources/add/<str:sha>/leave-out/", adding.leave_out, name="leave_out"),
    path("sources/<slug:key>/", source.source, name="source"),
    path("sources/<slug:key>/change/", source.change, name="change_source"),
    path("sources/<slug:key>/original/", source.original, name="original"),
    path("sources/<slug:key>/delete/", source.delete, name="delete_source"),
    path("texts/<slug:key>/turns/", source.turns, name="text_turns"),
    path("texts/<slug:key>/speaker/", source.speaker, name="text_speaker"),
    path("texts/<slug:key>/definitions/", definitions.definitions, name="text_definitions"),
    path("texts/<slug:key>/answers/", source.answers, name="text_answers"),
    path("texts/<slug:key>/parts/", source.parts, name="text_parts"),
]
