"""Pseudonymising a text: a new version in which the chosen words are replaced, a log of it, and the way back.

The log keeps where each replaced word stood in the version before, never the word: as long as that version is there the word can be put
back, and when a text is sealed there is one place less to destroy. Its keyed hash tells equal words.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.sources.actions.versions import Outcome, checked, write_version
from belegg.apps.sources.deciding import Decided, check_open, choices_of
from belegg.apps.sources.dependants import ON_NEW_VERSION, ON_SEALED, ON_SOURCE_DELETED, Carry, Dependant, Report
from belegg.apps.sources.models import Layer, NameDecision, Replacement, Source, Text, WordUse
from belegg.apps.sources.rules import check_current
from belegg.apps.sources.sealed_words import keyed_hash
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.anchors import Edit, Span
from belegg.method.errors import Refused, gettext_noop
from belegg.method.names import fold
from belegg.method.replacing import check_consistent, edits_of


def pseudonymise(text: Text, chosen: Sequence[Decided] | None = None, *, by: Member, why: str = "") -> Text:
    """Make the publishable version of a text with the chosen words replaced (None: what was decided), and return it.

    What hangs on the text comes along; the version before stays. Raises Refused("nothing_chosen"), Refused("not_current"),
    Refused("text_sealed"), and as `replacing.edits_of` and `replacing.check_consistent`.
    """
    check_may(by, "edit")
    decided = as_decided(text) if chosen is None else list(chosen)
    check_same_study(by, text, *(one.person for one in decided))
    check_open(text)
    choices = choices_of(decided)
    check_consistent(choices, standing(text))
    edits = checked(text, edits_of(text.body.text, choices))
    if not edits:
        raise Refused("nothing_chosen", gettext_noop("No word is chosen to be replaced."), gettext_noop("Decide on some first."))
    params = {"title": text.source.title, "n": len(edits)}
    with journal.act(text.study, by=by, verb="text.pseudonymise", about=f"text:{text.key}", why=why, **params) as doing:
        check_current(text)
        doing.delete_many(NameDecision.objects.filter(text=text, use=WordUse.REPLACE))
        new = write_version(doing, text, edits, Layer.PSEUDONYMISED, None)
        doing.params["text"] = new.text.key
        doing.about = f"text:{new.text.key}"
        log(doing, text, new, decided)
    return new.text


def as_decided(text: Text) -> list[Decided]:
    rows = NameDecision.objects.filter(text=text, use=WordUse.REPLACE).select_related("person").order_by("start")
    return [Decided(row.start, row.end, row.use, row.replacement, row.rule, row.person) for row in rows]


def standing(text: Text) -> list[tuple[str, str]]:
    """Return (person, replacement) of what is replaced in the study already: one person stands by one name in all texts."""
    rows = Replacement.objects.filter(study=text.study, reversed__isnull=True, person__isnull=False)
    return list(dict.fromkeys(rows.order_by("pk").values_list("person__key", "replacement")))


def log(doing: Act, old: Text, new: Outcome, decided: Sequence[Decided]) -> None:
    """Note each replacement with its place in the version before and in the new one."""
    body, now, grown = old.body.text, timezone.now(), 0
    by_place = {(one.start, one.end): one for one in decided}
    rows = []
    for edit in new.edits:
        one = by_place.get((edit.start, edit.end)) or covered(edit, decided)
        start = edit.start + grown
        grown += len(edit.text) - (edit.end - edit.start)
        rows.append(
            Replacement(
                study=old.study, text=new.text, start=start, end=start + len(edit.text), was=old, was_start=edit.start, was_end=edit.end,
                sha256=keyed_hash(old.study, fold(body[edit.start : edit.end])), replacement=edit.text, rule=one.rule[:30],
                person=one.person, by=doing.by, time=now,
            )
        )  # fmt: skip
    doing.create_many(rows)


def covered(edit: Edit, decided: Sequence[Decided]) -> Decided:
    """Return the decision an edit was made for, where accents beside it have made it wider."""
    return next(one for one in decided if edit.start <= one.start and one.end <= edit.end)


def reverse(text: Text, replacements: Sequence[Replacement], *, by: Member, why: str = "") -> Text:
    """Put the original words back, in a new version, and return it.

    Where nothing stays replaced the new version is a working one again. Raises Refused("nothing_chosen"), Refused("not_current"),
    Refused("text_sealed"), Refused("original_gone").
    """
    check_may(by, "edit")
    check_same_study(by, text, *replacements)
    check_open(text)
    rows = [row for row in replacements if row.text_id == text.pk and row.reversed is None]
    if not rows:
        raise Refused("nothing_chosen", gettext_noop("No word is chosen to be put back."), gettext_noop("Choose some in the list."))
    edits = checked(text, [Edit(row.start, row.end, original(row)) for row in rows])
    params = {"title": text.source.title, "n": len(rows)}
    with journal.act(text.study, by=by, verb="text.put_back", about=f"text:{text.key}", why=why, **params) as doing:
        check_current(text)
        doing.update_many(rows, reversed=timezone.now())
        remain = Replacement.objects.filter(text=text, reversed__isnull=True).exists()
        new = write_version(doing, text, edits, Layer.PSEUDONYMISED if remain else layer_before(text), None)
        doing.params["text"] = new.text.key
        doing.about = f"text:{new.text.key}"
    return new.text


def original(row: Replacement) -> str:
    """Return the words that were replaced, as they stand in the version before."""
    was = row.was
    words = was.body.text[row.was_start : row.was_end] if was is not None else ""
    if not words:
        raise Refused(
            "original_gone",
            gettext_noop("The words that stood here are not kept any more."),
            gettext_noop("They can't be put back; correct the text by hand."),
        )
    return words


def layer_before(text: Text) -> str:
    """Return the layer a text had before it was pseudonymised."""
    at: Text | None = text
    while at is not None and at.layer == Layer.PSEUDONYMISED:
        at = at.parent
    return at.layer if at is not None else Layer.CORRECTED


def carry_replacements(doing: Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move the log to the next version; what was corrected over stays with the version it was made in."""
    rows = list(Replacement.objects.filter(text=old, reversed__isnull=True).order_by("pk"))
    moved = carry([Span(row.start, row.end) for row in rows]).moved
    body = new.body.text
    kept = {n: span for n, span in moved.items() if body[span.start : span.end] == rows[n].replacement}
    doing.update_each((rows[n], {"text_id": new.pk, "start": span.start, "end": span.end}) for n, span in kept.items())
    return Report(gettext_noop("replacements"), len(kept))


def carry_decisions(doing: Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move decisions to the next version; where the words have changed they are to be decided again."""
    rows = list(NameDecision.objects.filter(text=old).order_by("pk"))
    moved = carry([Span(row.start, row.end) for row in rows]).moved
    before, after = old.body.text, new.body.text
    kept = {n: span for n, span in moved.items() if after[span.start : span.end] == before[rows[n].start : rows[n].end]}
    doing.update_each((rows[n], {"text_id": new.pk, "start": span.start, "end": span.end}) for n, span in kept.items())
    return Report(gettext_noop("decisions on names"), len(kept))


def repoint_names(doing: Act, gone: Person, kept: Person) -> None:
    """Give replacements and decisions of one person to another, when the two turn out to be the same."""
    for model in (Replacement, NameDecision):
        doing.update_many(model.objects.filter(person=gone), person=kept)


def of_source(source: Source) -> int:
    return Replacement.objects.filter(text__source=source).count() + NameDecision.objects.filter(text__source=source).count()


def delete_of_source(doing: Act, source: Source) -> None:
    doing.delete_many(Replacement.objects.filter(text__source=source))
    doing.delete_many(NameDecision.objects.filter(text__source=source))


def forget_originals(doing: Act, source: Source) -> None:
    """Forget where the originals stood: the versions they stood in go when a text is sealed."""
    doing.update_many(Replacement.objects.filter(text__source=source), was=None, was_start=0, was_end=0)


def enter() -> None:
    """Enter what these do when a text has a new version, a source goes, or two people are one; called when the app starts."""
    ON_NEW_VERSION.extend([carry_replacements, carry_decisions])
    ON_SOURCE_DELETED.append(Dependant(gettext_noop("replacements of names"), of_source, delete_of_source, is_work=False))
    ON_SEALED.append(forget_originals)
    ON_PEOPLE_MERGED.append(repoint_names)
