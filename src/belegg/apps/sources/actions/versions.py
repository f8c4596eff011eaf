"""A text corrected after it was coded: a new version, and everything that hangs on the old one carried over in the same act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from belegg.apps.sources import index
from belegg.apps.sources.actions.add import keep_body
from belegg.apps.sources.carrying import plain_turns, write_marks, write_turns
from belegg.apps.sources.dependants import ON_NEW_VERSION, Report
from belegg.apps.sources.models import Layer, Source, Text
from belegg.apps.sources.rules import check_current, check_turns_cover
from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.anchors import Edit, apply_edits, carry_edits
from belegg.method.editing import carry_turns, settled
from belegg.method.errors import Refused, gettext_noop
from belegg.method.transcript import Turn as PlainTurn


@dataclass(frozen=True)
class Outcome:
    """A new version and what became of everything that hung on the one before."""

    text: Text
    edits: tuple[Edit, ...]
    reports: tuple[Report, ...]

    @property
    def moved(self) -> int:
        return sum(report.moved for report in self.reports)

    @property
    def left(self) -> list:
        """Return what stays on the old version until somebody decides."""
        return [each for report in self.reports for each in report.left]

    @property
    def changed(self) -> list:
        """Return what has moved and holds other words now."""
        return [each for report in self.reports for each in report.changed]


def new_version(
    text: Text,
    edits: Iterable[Edit | tuple[int, int, str]],
    *,
    by: Member,
    why: str,
    layer: str | None = None,
    turns: Sequence[PlainTurn] | None = None,
) -> Text:
    """Make a new version of a text and return it; codings, parts and all that hangs on the old one move in the same act.

    `edits` are (start, end, replacement) in code points of the old text, in any order, not overlapping. A name replaced inside a speaker's
    label is replaced in the turn too. Without `turns` the turns of the old text move along; with them (in places of the new text, `person`
    the number of a row) labels and borders are as given. Without `layer` the new version is a corrected one, or pseudonymised like the old.

    Raises Refused("nothing_changed"), Refused("text_emptied"), Refused("not_current"), Refused("edits-overlap"), Refused("edit_outside").
    """
    return carried_version(text, edits, by=by, why=why, layer=layer, turns=turns).text


def carried_version(
    text: Text,
    edits: Iterable[Edit | tuple[int, int, str]],
    *,
    by: Member,
    why: str,
    layer: str | None = None,
    turns: Sequence[PlainTurn] | None = None,
) -> Outcome:
    """Do what `new_version` does, and tell what became of everything."""
    check_may(by, "edit")
    check_same_study(by, text)
    edits = checked(text, edits)
    with journal.act(text.study, by=by, verb="text.version", about=f"text:{text.key}", why=why, title=text.source.title) as doing:
        check_current(text)
        outcome = write_version(doing, text, edits, layer, turns)
        doing.about = f"text:{outcome.text.key}"
        doing.params |= {"text": outcome.text.key, "moved": outcome.moved, "waiting": len(outcome.left)}
    return outcome


def preview_version(
    text: Text, edits: Iterable[Edit | tuple[int, int, str]], *, by: Member, turns: Sequence[PlainTurn] | None = None
) -> Outcome:
    """Tell what a new version would do, and leave everything as it is: it is made, looked at and taken back before anybody can see it."""
    waiting = index.WAITING.set(set())  # the words of a version nobody keeps need not be indexed
    try:
        with transaction.atomic():
            outcome = carried_version(text, edits, by=by, why="", turns=turns)
            transaction.set_rollback(True)
    finally:
        index.WAITING.reset(waiting)
    text.current = True
    return outcome


def checked(text: Text, edits: Iterable[Edit | tuple[int, int, str]]) -> list[Edit]:
    """Return the edits as they will be made: in order, their words in the form in which words are stored."""
    made = [Edit(*edit) for edit in edits]
    for edit in made:
        if not 0 <= edit.start <= edit.end <= text.length:
            raise Refused(
                "edit_outside",
                gettext_noop("There are no characters %(start)s to %(end)s in this text."),
                gettext_noop("Open the text again; it may have a new version."),
                start=edit.start,
                end=edit.end,
            )
    return settled(text.body.text, made)


def write_version(doing: journal.Act, text: Text, edits: Sequence[Edit], layer: str | None, turns: Sequence[PlainTurn] | None) -> Outcome:
    """Write the new text with its turns and marks, and move everything, inside an act."""
    old_body, new_body = text.body.text, apply_edits(text.body.text, edits)
    old_turns = plain_turns(text)
    turns = carry_turns(old_body, new_body, old_turns, edits) if turns is None else list(turns)
    if not edits and turns == old_turns and layer in (None, text.layer):
        raise Refused("nothing_changed", gettext_noop("Nothing has been changed."), gettext_noop("Change some words, or leave the page."))
    if not new_body.strip():
        raise Refused(
            "text_emptied",
            gettext_noop("A text without any words can't be kept."),
            gettext_noop("Delete the source if it should go altogether."),
        )
    check_turns_cover(new_body, turns)
    doing.update(text, current=False)
    new = Text(
        study=text.study, key=next_version_key(text.source), source=text.source, layer=layer or layer_after(text), parent=text,
        body=keep_body(new_body), length=len(new_body), language=text.language, made=timezone.now(), by=doing.by, why=doing.why,
        sealed=text.sealed,
    )  # fmt: skip
    doing.create(new)
    write_turns(doing, new, turns)
    write_marks(doing, text, new, edits)

    def carry(spans):
        return carry_edits(edits, spans)

    return Outcome(new, tuple(edits), tuple(move(doing, text, new, carry) for move in ON_NEW_VERSION))


def layer_after(text: Text) -> str:
    return Layer.PSEUDONYMISED if text.layer == Layer.PSEUDONYMISED else Layer.CORRECTED


def next_version_key(source: Source) -> str:
    """Return the next "int-1-v2": one above the highest ever used, since a version that was undone may have been cited."""
    keys = list(Text.objects.filter(study=source.study_id, key__startswith=f"{source.key}-v").values_list("key", flat=True))
    about = JournalEntry.objects.filter(study=source.study_id, about__startswith=f"text:{source.key}-v")
    keys += [each.removeprefix("text:") for each in about.values_list("about", flat=True)]
    pattern = re.compile(re.escape(source.key) + r"-v(\d{1,6})")
    numbers = [int(found[1]) for key in keys if (found := pattern.fullmatch(key))]
    return f"{source.key}-v{max([1, *numbers]) + 1}"
