"""Where an export goes, as a request says it, and the question asked before it goes: the same for every door that hands out a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from belegg.apps.privacy import leaving as acts
from belegg.apps.privacy.leaving import Destination
from belegg.web.base.doors import StudyRequest


def destination_of(request: StudyRequest) -> Destination:
    """Return the target and reason a request names; a target is remembered for the study until another is named.

    A reason is written in the journal, so a link on somebody else's page may not bring one along.
    """
    said = request.POST if request.method == "POST" else request.GET
    target = said.get("target", "").strip()
    reason = said.get("reason", "") if request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin") else ""
    if target:
        remember(request, target)
    return Destination(target or remembered(request), reason, request.member)


def remembered(request: HttpRequest) -> str:
    """Return where exports of the study of the request last went, "" where nobody has said, or the place is none any more."""
    study = request.study  # type: ignore[attr-defined]
    place = request.session.get(f"target:{study.key}", "")
    return place if place in {one.id for one in acts.scheme_of(study).targets} else ""


def remember(request: StudyRequest, target: str) -> None:
    """Keep where exports of a study go; "" forgets it, so that the study's usual place counts. Raises Refused("unknown_target")."""
    if not target:
        request.session.pop(f"target:{request.study.key}", None)
        return
    acts.scheme_of(request.study).target(target)
    request.session[f"target:{request.study.key}"] = target


def let_leave(request: StudyRequest, what: str, *contents: str) -> None:
    """Ask whether something may leave. Raises as `privacy.leaving.check_leaving`."""
    acts.check_leaving(request.study, what, contents, destination_of(request))


def leaving(what: str, *contents: str) -> Callable:
    """Ask before a view hands out a file that holds these contents; stands below `study_page`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inside(request: StudyRequest, *args, **kwargs) -> HttpResponse:
            let_leave(request, what, *contents)
            return view(request, *args, **kwargs)

        return inside

    return decorate


def places(request: HttpRequest) -> dict:
    """Return the places a study's data may go to and the one that is chosen, for a form."""
    study = request.study  # type: ignore[attr-defined]
    now = remembered(request) or acts.chosen(study)["target"]
    found = [
        {"id": one.id, "title": acts.titled(one.title), "highest": acts.titled(one.highest.title), "chosen": one.id == now}
        for one in acts.scheme_of(study).targets
    ]
    return {"targets": found}
