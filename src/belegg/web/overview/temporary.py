"""Addresses of rooms that are being built: removed when each has its own urls.py."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from belegg.web.base.doors import study_page

NAMES = {
    "sources": "sources/", "add_sources": "sources/add/", "source": "sources/<slug:key>/", "text": "texts/<slug:key>/",
    "codes": "codes/", "code": "codes/<slug:key>/", "compare": "compare/",
    "framework": "framework/", "journal": "journal/",
}  # fmt: skip


def page(name: str):
    @study_page("read", room=name)
    def view(request: HttpRequest, **_) -> HttpResponse:
        return render(request, "overview/later.html", {"title": name, "purpose": name})

    return view


urlpatterns = [path(f"studies/<slug:study>/{pattern}", page(name), name=name) for name, pattern in NAMES.items()]
