"""Addresses. Each room lists its own in web/ROOM/urls.py; a study's rooms lie below /studies/KEY/."""

from django.urls import include, path

urlpatterns = [
    path("", include("belegg.web.base.urls")),
    path("", include("belegg.web.accounts.urls")),
    path("", include("belegg.web.overview.urls")),
    path("", include("belegg.web.checking.open_urls")),
    path("studies/<slug:study>/", include("belegg.web.journal.urls")),
    path("studies/<slug:study>/", include("belegg.web.reading.urls")),
    path("studies/<slug:study>/", include("belegg.web.field.urls")),
    path("studies/<slug:study>/", include("belegg.web.guides.urls")),
    path("studies/<slug:study>/", include("belegg.web.observations.urls")),
    path("studies/<slug:study>/", include("belegg.web.interviews.urls")),
    path("studies/<slug:study>/", include("belegg.web.people.urls")),
    path("studies/<slug:study>/", include("belegg.web.erasure.urls")),
    path("studies/<slug:study>/", include("belegg.web.promises.urls")),
    path("studies/<slug:study>/", include("belegg.web.recruitment.urls")),
    path("studies/<slug:study>/", include("belegg.web.consents.urls")),
    path("studies/<slug:study>/", include("belegg.web.checking.urls")),
    path("studies/<slug:study>/", include("belegg.web.plan.urls")),
    path("studies/<slug:study>/", include("belegg.web.recordings.urls")),
    path("studies/<slug:study>/", include("belegg.web.memos.urls")),
    path("studies/<slug:study>/", include("belegg.web.names.urls")),
    path("studies/<slug:study>/", include("belegg.web.rounds.urls")),
    path("studies/<slug:study>/", include("belegg.web.quotations.urls")),
    path("studies/<slug:study>/", include("belegg.web.search.urls")),
    path("studies/<slug:study>/", include("belegg.web.documents.urls")),
    path("studies/<slug:study>/", include("belegg.web.sources.urls")),
    path("studies/<slug:study>/", include("belegg.web.versions.urls")),
    path("studies/<slug:study>/", include("belegg.web.codes.urls")),
    path("studies/<slug:study>/", include("belegg.web.compare.urls")),
]
