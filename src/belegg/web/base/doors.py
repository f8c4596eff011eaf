"""Decorators of the rooms: who may come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from belegg.apps.study.models import Member, Study, User
from belegg.apps.study.rules import can, check_may


class SignedInRequest(HttpRequest):
    """A request behind `login_required`."""

    user: User


class StudyRequest(SignedInRequest):
    """A request inside a study, as `study_page` hands it on."""

    study: Study
    member: Member
    room: str


def study_page(right: str = "read", room: str = "") -> Callable:
    """Open a view to members of the study named in the address, with `request.study`, `request.member` and `request.room` set.

    Who is not a member gets "not found": what one may not see does not exist. A member without the right is refused. Actions check again:
    this is the door, not the rule.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def inside(request: StudyRequest, study: str, *args, **kwargs) -> HttpResponse:
            member = Member.objects.select_related("study").filter(study__key=study, user=request.user).first()
            if member is None or not can(member, "read"):
                raise Http404
            request.study, request.member, request.room = member.study, member, room
            check_may(member, right)
            return view(request, *args, **kwargs)

        return inside

    return decorate


def studies_of(user) -> list[Study]:
    """Return the studies an account is a member of, by title."""
    if not user.is_authenticated:
        return []
    return list(Study.objects.filter(pk__in=Member.objects.filter(user=user).exclude(role="").values("study")).order_by("title"))
