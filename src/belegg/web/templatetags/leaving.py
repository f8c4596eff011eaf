"""What an export is, shown beside its button."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from belegg.apps.privacy import leaving as acts
from belegg.method.data_classes import may_hold
from belegg.web.base.leaving import places, remembered

register = template.Library()


@register.inclusion_tag("base/_leaving.html", takes_context=True)
def leaving(context, *contents: str | Iterable[str]) -> dict:
    """Show the data class of an export that holds these contents (words, or lists of them), and where it goes."""
    request = context["request"]
    held = {name for part in contents for name in ([part] if isinstance(part, str) else part)}
    judged = acts.judge(request.study, held)
    now = remembered(request) or acts.chosen(request.study)["target"]
    fits = not now or may_hold(acts.scheme_of(request.study).target(now), judged)
    return {
        "study": request.study, "request": request, "csrf_token": context.get("csrf_token"), "data_class": acts.titled(judged.data_class.title),
        "meaning": acts.titled(judged.data_class.meaning), "because": acts.reason_of(judged), "fits": fits, **places(request),
    }  # fmt: skip
