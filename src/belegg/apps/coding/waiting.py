"""Codings and the act of having looked, when their text gets a new version: they move along, or wait until somebody decides."""

from __future__ import annotations

from django.db.models import QuerySet

from belegg.apps.coding.codings import check_alone, derived, fresh_coding, unmark, write_voices
from belegg.apps.coding.derive import Passages, turn_rows
from belegg.apps.coding.models import Coding, Looked, Voice
from belegg.apps.coding.rules import can_change, check_change, check_passage
from belegg.apps.sources.carrying import carry_rows
from belegg.apps.sources.dependants import Carry, Report, SpanKind
from belegg.apps.sources.models import Text
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Study
from belegg.method.anchors import Span, passage_hash
from belegg.method.errors import gettext_noop

CODINGS, LOOKED = gettext_noop("codings"), gettext_noop("coded through")


def carry_codings(doing: journal.Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move the codings of a text; what they say of turns, words and voices is derived anew."""
    passages = Passages(new.body.text, turn_rows(new))
    rows = list(Coding.objects.filter(text=old).select_related("code").order_by("pk"))
    heard: dict[int, tuple[int, ...]] = {}

    def values(row: Coding, span: Span) -> dict[str, object]:
        facts = passages.facts(span.start, span.end)
        heard[row.pk] = facts.persons[1:]
        return derived(facts)

    once = ("code_id", "coder_id", "round_id")
    report = carry_rows(
        doing, old, new, carry, rows, kind="coding", label=CODINGS, title=lambda row: row.code.name, once=once, values=values
    )
    renew_voices(doing, new, heard)
    return report


def renew_voices(doing: journal.Act, text: Text, heard: dict[int, tuple[int, ...]]) -> None:
    """Let the further voices of codings (by their number) be these people."""
    there: dict[int, list[Voice]] = {}
    for voice in Voice.objects.filter(coding__text=text).order_by("pk"):
        there.setdefault(voice.coding_id, []).append(voice)
    gone: list[Voice] = []
    come: list[Voice] = []
    for coding, persons in heard.items():
        voices = there.get(coding, [])
        if [voice.person_id for voice in voices] != list(persons):
            gone += voices
            come += [Voice(coding_id=coding, person_id=person) for person in persons]
    doing.delete_many(gone)
    doing.create_many(come)


def carry_looked(doing: journal.Act, old: Text, new: Text, carry: Carry) -> Report:
    """Move what was said of having looked: it was said of the source's words, and a correction does not unsay it."""
    rows = list(Looked.objects.filter(text=old).order_by("pk"))
    return Report(LOOKED, doing.update_many(rows, text=new))


def waiting_codings(study: Study) -> QuerySet[Coding]:
    """Return the codings that lie on an earlier version of their text."""
    return Coding.objects.filter(study=study, text__current=False).select_related("text__source", "text__body", "code", "coder", "round")


def place_coding(coding: Coding, start: int, end: int, *, by: Member, words: str | None = None, why: str = "") -> Coding:
    """Put a coding that waits on words of the current text, chosen by a person.

    Raises Refused("already_coded") when the same coder has these words under the code already, Refused("changed_since").
    """
    check_change(coding, by)
    params = {"code": coding.code.name, "text": coding.text.source.title}
    with journal.act(by.study, by=by, verb="coding.place", about=f"coding:{coding.key}", why=why, **params) as doing:
        coding = fresh_coding(coding, (coding.start, coding.end))
        text = Text.objects.select_related("body").get(source=coding.text.source_id, current=True)
        check_passage(text, start, end, words)
        check_alone(coding, text=text, start=start, end=end)
        facts = Passages(text.body.text, turn_rows(text)).facts(start, end)
        sha = passage_hash(text.body.text[start:end])
        doing.update(coding, text=text, start=start, end=end, sha256=sha, **derived(facts))
        write_voices(doing, coding, facts)
        return coding


def drop_coding(coding: Coding, *, by: Member, why: str = "") -> None:
    """Let a coding that waits go, knowingly; memos on it stay, on its source."""
    unmark(coding, by=by, why=why)


CODING_KIND = SpanKind("coding", CODINGS, waiting_codings, lambda coding: coding.code.name, place_coding, drop_coding, can_change)
