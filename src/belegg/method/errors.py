"""Refused: the one exception meant for people.

Everything that cannot be done for a reason a person can act on raises it. Doors (pages, commands) show it as it is; anything else that
is raised is a fault of ours.
"""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Mark `message` for the translation catalogues and return it unchanged (the pure floors know no Django)."""
    return message


class Refused(Exception):
    """What is not possible, why, and what to do.

    `code` is a stable id for scripts; `why` and `do` are English %-format templates over `params`, so that a door can translate the
    template before it fills it in.
    """

    def __init__(self, code: str, why: str, do: str = "", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.why = why
        self.do = do
        self.params = params

    def __reduce__(self):  # so that another process can refuse too
        return _refused, (self.code, self.why, self.do, self.params)

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate=lambda message: message) -> str:
        """Return "why do" as one text, each template passed through `translate` before it is filled in."""
        parts = [
            translate(part) % self.params if self.params else translate(part).replace("%%", "%") for part in (self.why, self.do) if part
        ]
        return " ".join(parts)


def _refused(code: str, why: str, do: str, params: dict[str, object]) -> Refused:
    return Refused(code, why, do, **params)
