"""Verbs on the codebook: add a code."""

from __future__ import annotations

from belegg.apps.coding.models import Code
from belegg.apps.study import journal
from belegg.apps.study.actions import free_key, slug
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.errors import Refused, gettext_noop


def add_code(study: Study, name: str, *, parent: Code | None = None, colour: str | None = None, by: Member) -> Code:
    """Add a code, last among its siblings. Who codes may add codes.

    Raises Refused("no_name") or Refused("code_exists").
    """
    check_may(by, "code")
    check_same_study(by, parent)
    with journal.act(study, by=by, verb="code.add", about="code:", name=name.strip()) as doing:
        code = new_code(study, name, parent=parent, colour=colour)
        doing.about = f"code:{code.key}"
        return doing.create(code)


def new_code(study: Study, name: str, *, parent: Code | None = None, colour: str | None = None) -> Code:
    """Return an unsaved code with a free key, a colour (its parent's, or the palette's next) and the last place; called inside an act."""
    name = " ".join(name.split())
    if not name:
        raise Refused("no_name", gettext_noop("A code needs a name."), gettext_noop("Write one; it can be changed later."))
    codes = Code.objects.filter(study=study)
    # Compared here and not in the database: SQLite folds only A-Z, and Å is the same letter as å.
    if name.casefold() in {known.casefold() for known in codes.values_list("name", flat=True)}:
        raise Refused(
            "code_exists",
            gettext_noop("There is already a code called '%(name)s'."),
            gettext_noop("Use it, or choose another name."),
            name=name,
        )
    top = codes.filter(parent=None).count()
    last = codes.order_by("-position").values_list("position", flat=True).first()
    return Code(
        study=study, key=free_key(codes, slug(name, "code")), parent=parent, name=name[:200],
        colour=colour or (parent.colour if parent else f"c{top % 12 + 1}"), position=(last or 0) + 1,
    )  # fmt: skip
