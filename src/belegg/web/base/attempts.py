"""Trying an act from a form: what the rules refuse stands in the form, beside what the person wrote, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.forms import Form

from belegg.method.errors import Refused
from belegg.web.base.middleware import STATUS
from belegg.web.base.refusals import in_words

# Refusals that no change of the form could answer: they stay pages of their own.
NOT_FOR_FORMS = {"not_allowed", "not_found", "gone"}


class Attempt(NamedTuple):
    """`done`: the act is done and gave `made`. Else the form is shown with `status`; `conflict`: someone changed the thing meanwhile."""

    done: bool
    made: Any
    status: int
    conflict: bool = False


def attempt(form: Form, act: Callable[[dict], object], at: str | None = None) -> Attempt:
    """Do `act(cleaned data)` when the form holds; a refusal is written at the field `at` (None: above the form)."""
    if not form.is_bound:
        return Attempt(False, None, 200)
    if not form.is_valid():
        return Attempt(False, None, 422)
    try:
        return Attempt(True, act(form.cleaned_data), 302)
    except Refused as refused:
        if refused.code in NOT_FOR_FORMS:
            raise
        conflict = refused.code == "changed_since"
        form.add_error(None if conflict else at, in_words(refused))
        return Attempt(False, None, STATUS.get(refused.code, 422), conflict)
