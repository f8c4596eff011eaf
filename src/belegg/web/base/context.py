"""What the frame of every page shows: study, rooms, what would be undone, languages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from belegg.apps.study import journal
from belegg.web.base.doors import studies_of
from belegg.web.base.words import ROOMS, say_entry


def frame(request: HttpRequest) -> dict:
    context = {
        "languages": settings.LANGUAGES,
        "language_now": get_language(),
        "local_mode": settings.LOCAL_MODE,
        "study": None,
        "member": None,
    }
    study, member = getattr(request, "study", None), getattr(request, "member", None)
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return context
    context["studies"] = studies_of(request.user)
    if study is None or member is None:
        return context
    undo, redo = journal.next_undo(member), journal.next_redo(member)
    return {
        **context,
        "study": study,
        "member": member,
        "rooms": rooms(study, getattr(request, "room", "")),
        "undo": {"label": say_entry(undo), "url": reverse("undo", args=[study.key])} if undo else None,
        "redo": {"label": say_entry(redo), "url": reverse("redo", args=[study.key])} if redo else None,
    }


def rooms(study, current: str) -> list[dict]:
    return [
        {
            "key": room.key,
            "letter": room.letter,
            "label": str(room.label),
            "url": reverse(room.url, args=[study.key]),
            "current": room.key == current,
        }
        for room in ROOMS
    ]
