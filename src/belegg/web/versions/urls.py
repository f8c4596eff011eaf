from django.urls import path

from belegg.web.versions import editing, views, waiting

urlpatterns = [
    path("texts/<slug:key>/edit/", editing.edit, name="edit_text"),
    path("texts/<slug:key>/seal/", views.seal, name="seal_text"),
    path("sources/<slug:key>/versions/", views.versions, name="versions"),
    path("sources/<slug:key>/versions/compare/", views.compare, name="compare_versions"),
    path("sources/<slug:key>/waiting/", waiting.waiting, name="waiting_spans"),
    path("sources/<slug:key>/waiting/<slug:kind>/<slug:row>/", waiting.decide, name="decide_span"),
]
