"""A refusal in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from belegg.method.errors import Refused


def parts(refused: Refused) -> tuple[str, str]:
    """Return (why, what to do), translated and filled in. Words among the params (a role, a kind) are translated too."""
    params = {name: gettext(value) if isinstance(value, str) and value else value for name, value in refused.params.items()}

    def say(template: str) -> str:
        if not template:
            return ""
        return gettext(template) % params if params else gettext(template).replace("%%", "%")

    return say(refused.why), say(refused.do)


def in_words(refused: Refused) -> str:
    return " ".join(part for part in parts(refused) if part)
