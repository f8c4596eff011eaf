"""Verbs on codings: put a passage under a code, change its borders or its code, take it away.

`looked` holds the act of having looked; `codebook` the codes themselves.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from belegg.apps.coding.codebook import new_code
from belegg.apps.coding.derive import Facts, Passages, turn_rows
from belegg.apps.coding.models import Code, Coding, Round, Voice
from belegg.apps.coding.rounds import round_or_last
from belegg.apps.coding.rules import check_as_seen, check_change, check_passage, gone
from belegg.apps.sources.models import Text
from belegg.apps.sources.rules import check_current
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Memo
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.anchors import passage_hash
from belegg.method.errors import Refused, gettext_noop


class Passage(NamedTuple):
    text: Text
    start: int
    end: int


def mark_passage(
    text: Text, code: Code, start: int, end: int, *, by: Member, round: Round | None = None, words: str | None = None
) -> Coding:
    """Put a passage under a code and return the coding; the same coding once more answers with the one that is there.

    Without `round` the last round is meant. `words` are the passage as the caller saw it, checked where given.
    """
    check_may(by, "code")
    check_same_study(by, text, code, round)
    check_passage(text, start, end, words)
    round = round or round_or_last(by)
    coding = make_coding(text, code, start, end, round, by)
    with journal.act(by.study, by=by, verb="coding.mark", about=f"coding:{coding.key}", code=code.name, text=text.source.title) as doing:
        check_current(text)
        return _existing(coding) or _write(doing, coding)


def mark_with_new_code(
    text: Text,
    name: str,
    start: int,
    end: int,
    *,
    by: Member,
    round: Round | None = None,
    words: str | None = None,
    parent: Code | None = None,
) -> Coding:
    """Make a code and put a passage under it, in one act.

    Raises Refused("code_exists") or Refused("no_name").
    """
    check_may(by, "code")
    check_same_study(by, text, parent, round)
    check_passage(text, start, end, words)
    round = round or round_or_last(by)
    with journal.act(by.study, by=by, verb="coding.mark_new", about="coding:", code=name.strip(), text=text.source.title) as doing:
        check_current(text)
        code = doing.create(new_code(by.study, name, parent=parent))
        coding = make_coding(text, code, start, end, round, by)
        doing.about = f"coding:{coding.key}"
        return _write(doing, coding)


def mark_passages(passages: Iterable[Passage], code: Code, *, by: Member, round: Round | None = None) -> list[Coding]:
    """Put many passages under a code in one act (the hits of a search); those already under it are left as they are.

    Returns the codings that are new.
    """
    check_may(by, "code")
    check_same_study(by, code, round)
    passages = checked_passages(passages, by)
    round = round or round_or_last(by)
    with journal.act(by.study, by=by, verb="coding.mark_many", about=f"code:{code.key}", code=code.name, n=0) as doing:
        return _write_many(doing, passages, code, round, by)


def mark_passages_with_new_code(passages: Iterable[Passage], name: str, *, by: Member, round: Round | None = None) -> list[Coding]:
    """Make a code and put many passages under it, in one act.

    Raises Refused("code_exists") or Refused("no_name").
    """
    check_may(by, "code")
    check_same_study(by, round)
    passages = checked_passages(passages, by)
    round = round or round_or_last(by)
    with journal.act(by.study, by=by, verb="coding.mark_many_new", about="code:", code=name.strip(), n=0) as doing:
        code = doing.create(new_code(by.study, name))
        doing.about, doing.params["code"] = f"code:{code.key}", code.name
        return _write_many(doing, passages, code, round, by)


def checked_passages(passages: Iterable[Passage], by: Member) -> list[Passage]:
    passages = [Passage(*passage) for passage in passages]
    check_same_study(by, *{passage.text.pk: passage.text for passage in passages}.values())
    for passage in passages:
        check_passage(*passage)
    return passages


def _write_many(doing: journal.Act, passages: list[Passage], code: Code, round: Round, by: Member) -> list[Coding]:
    known = {passage.text.pk: passage.text for passage in passages}
    for text in known.values():
        check_current(text)
    ready = {pk: Passages(text.body.text, turn_rows(text)) for pk, text in known.items()}
    there = set(Coding.objects.filter(text__in=known, code=code, coder=by, round=round).values_list("text_id", "start", "end"))
    fresh = {(text.pk, start, end): Passage(text, start, end) for text, start, end in passages if (text.pk, start, end) not in there}
    made, now = [], timezone.now()
    for passage in fresh.values():
        coding = make_coding(*passage[:1], code, *passage[1:], round, by, ready[passage.text.pk])
        coding.time = now
        made.append(coding)
    doing.params["n"] = len(made)
    doing.create_many(made)
    doing.create_many([Voice(coding=coding, person_id=person) for coding in made for person in coding.further_voices])
    return made


def unmark(coding: Coding, *, by: Member, seen: tuple[int, int] | None = None, why: str = "") -> None:
    """Take a coding away. Memos on it stay, on its source: what someone wrote is not lost with a coding.

    Raises Refused("changed_since") when it is gone or moved.
    """
    check_change(coding, by)
    with journal.act(
        by.study, by=by, verb="coding.unmark", about=f"coding:{coding.key}", why=why, code=coding.code.name, text=coding.text.source.title
    ) as doing:
        coding = fresh_coding(coding, seen)
        memos = list(Memo.objects.filter(study=by.study, target=f"coding:{coding.key}"))
        doing.update_many(memos, target=f"source:{coding.text.source.key}")
        doing.delete_many(Voice.objects.filter(coding=coding))
        doing.delete(coding)


def reshape(coding: Coding, start: int, end: int, *, by: Member, words: str | None = None, seen: tuple[int, int] | None = None) -> Coding:
    """Move the borders of a coding.

    Raises Refused("already_coded") when the same coder has this passage under the code, Refused("changed_since").
    """
    check_change(coding, by)
    check_passage(coding.text, start, end, words)
    with journal.act(
        by.study, by=by, verb="coding.reshape", about=f"coding:{coding.key}", code=coding.code.name, text=coding.text.source.title
    ) as doing:
        coding = fresh_coding(coding, seen)
        check_current(coding.text)
        check_alone(coding, start=start, end=end)
        facts = Passages(coding.text.body.text, turn_rows(coding.text)).facts(start, end)
        doing.update(coding, start=start, end=end, sha256=passage_hash(coding.text.body.text[start:end]), **derived(facts))
        write_voices(doing, coding, facts)
        return coding


def write_voices(doing: journal.Act, coding: Coding, facts: Facts) -> None:
    voices = {voice.person_id: voice for voice in Voice.objects.filter(coding=coding)}
    doing.delete_many([voice for person, voice in voices.items() if person not in facts.persons[1:]])
    doing.create_many([Voice(coding=coding, person_id=person) for person in facts.persons[1:] if person not in voices])


def recode(coding: Coding, code: Code, *, by: Member, seen: tuple[int, int] | None = None) -> Coding:
    """Put a coding under another code.

    Raises Refused("already_coded") when the passage is under that code already, Refused("changed_since").
    """
    check_change(coding, by)
    check_same_study(by, code)
    with journal.act(
        by.study,
        by=by,
        verb="coding.recode",
        about=f"coding:{coding.key}",
        was=coding.code.name,
        code=code.name,
        text=coding.text.source.title,
    ) as doing:
        coding = fresh_coding(coding, seen)
        check_alone(coding, code=code)
        return doing.update(coding, code=code)


def new_key() -> str:
    return f"c-{secrets.token_hex(6)}"


def make_coding(text: Text, code: Code, start: int, end: int, round: Round, by: Member, passages: Passages | None = None) -> Coding:
    """Return an unsaved coding with everything derived; `further_voices` are the informants after the first."""
    facts = (passages or Passages(text.body.text, turn_rows(text))).facts(start, end)
    coding = Coding(
        study=by.study, key=new_key(), text=text, start=start, end=end, sha256=passage_hash(text.body.text[start:end]),
        code=code, coder=by, round=round, time=timezone.now(), **derived(facts),
    )  # fmt: skip
    coding.further_voices = facts.persons[1:]
    return coding


def derived(facts: Facts) -> dict:
    return {
        "turn_first": facts.turn_first,
        "turn_last": facts.turn_last,
        "words": facts.words,
        "informant_words": facts.informant_words,
        "speaker_id": facts.persons[0] if facts.persons else None,
    }


def _write(doing: journal.Act, coding: Coding) -> Coding:
    doing.create(coding)
    doing.create_many([Voice(coding=coding, person_id=person) for person in coding.further_voices])
    return coding


def _same(coding: Coding, **changed):
    where = {name: getattr(coding, name) for name in ("text", "start", "end", "code", "coder", "round")}
    return Coding.objects.filter(**{**where, **changed})


def _existing(coding: Coding) -> Coding | None:
    return _same(coding).first()


def check_alone(coding: Coding, **changed) -> None:
    if _same(coding, **changed).exclude(pk=coding.pk).exists():
        raise Refused(
            "already_coded",
            gettext_noop("This passage is under this code already."),
            gettext_noop("Take one of the two codings away."),
        )


def fresh_coding(coding: Coding, seen: tuple[int, int] | None) -> Coding:
    """Return the coding as it stands now, inside the lock."""
    now = Coding.objects.select_related("text__body", "text__source", "code", "coder", "round").filter(pk=coding.pk).first()
    if now is None:
        raise gone()
    check_as_seen(now, seen)
    return now
