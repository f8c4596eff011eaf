"""Reads of codings that pages and commands share: the codings of a text, what changed since, the codebook in order, what has been looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField, F, QuerySet, Sum, Value
from django.db.models.functions import Concat, Length

from belegg.apps.coding.models import Code, Coding, Looked, Round
from belegg.apps.sources.models import Text
from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry, JournalHead, JournalPayload, Member, Memo, Study

# More acts than this since the page last asked: answering with everything is cheaper than reading the journal.
MOST_ACTS_READ = 40
# Nor is an act over a hundred thousand rows (a merged code, a loaded folder) read to find the few that lie in one text.
MOST_BYTES_READ = 500_000
# How many of a coder's last codings are looked at for the codes used last.
LAST_CODINGS = 200
# Tables whose rows give the page the names it shows, and what has been looked at.
NAMES = {"coding.Code", "coding.Round", "coding.Looked", "study.Member"}


class CodeRow(NamedTuple):
    """A code in tree order with how deep it stands."""

    code: Code
    depth: int


class CodingRow(NamedTuple):
    """A coding as the reading page needs it; `coder` and `round` are keys."""

    key: str
    start: int
    end: int
    code: str
    coder: str
    round: str
    memos: int


class Changes(NamedTuple):
    """What has changed in a text's codings. `names`: codes, rounds or members too; `full`: `codings` are all there are."""

    revision: int
    codings: list[CodingRow]
    gone: list[str]
    names: bool
    full: bool


def revision(study: Study) -> int:
    """Return the number of the study's last act."""
    return JournalHead.objects.filter(study=study).values_list("number", flat=True).first() or 0


def code_rows(study: Study) -> list[CodeRow]:
    """Return the codebook, parents before children, siblings by position."""
    below: dict[int | None, list[Code]] = {}
    for code in Code.objects.filter(study=study).order_by("position", "pk"):
        below.setdefault(code.parent_id, []).append(code)
    rows: list[CodeRow] = []

    def descend(parent: int | None, depth: int) -> None:
        for code in below.get(parent, []):
            rows.append(CodeRow(code, depth))
            descend(code.pk, depth + 1)

    descend(None, 0)
    return rows


def rounds_of(study: Study) -> list[Round]:
    return list(Round.objects.filter(study=study).order_by("position", "pk"))


def codings_of(text: Text, keys: Iterable[str] | None = None) -> list[CodingRow]:
    """Return the codings of a text in text order, or those of them with the given keys."""
    codings = Coding.objects.filter(text=text)
    if keys is not None:
        codings = codings.filter(key__in=list(keys))
    memos = memo_counts(text)
    rows = codings.order_by("start", "end", "pk").values_list("key", "start", "end", "code__key", "coder__key", "round__key")
    return [CodingRow(*row, memos.get(row[0], 0)) for row in rows]


def memos_on_codings(text: Text) -> QuerySet[Memo]:
    """Return the memos on the codings of a text, by one look-up per coding in the index of targets."""
    targets = (
        Coding.objects.filter(text=text).annotate(target=Concat(Value("coding:"), F("key"), output_field=CharField())).values("target")
    )
    return Memo.objects.filter(study=text.study_id, target__in=targets)


def memo_counts(text: Text) -> dict[str, int]:
    counts: dict[str, int] = {}
    for target in memos_on_codings(text).values_list("target", flat=True):
        key = target.removeprefix("coding:")
        counts[key] = counts.get(key, 0) + 1
    return counts


def memos_on(coding: Coding) -> int:
    return Memo.objects.filter(study=coding.study_id, target=f"coding:{coding.key}").count()


def changes_since(text: Text, since: int) -> Changes | None:
    """Return what acts after number `since` have done to the codings of a text; None when there was no act.

    The acts' own images say which rows they touched, so a quiet text costs one look at the journal's head, and a busy study one small answer.
    """
    now = revision(text.study)
    if now == since:
        return None
    entries = list(
        JournalEntry.objects.filter(study=text.study, number__gt=since, number__lte=now).order_by("number")[: MOST_ACTS_READ + 1]
    )
    if since > now or len(entries) > MOST_ACTS_READ or size_of(entries) > MOST_BYTES_READ:
        return Changes(now, codings_of(text), [], True, True)
    touched: set[str] = set()
    names = False
    for entry in entries:
        tables = journal.images(entry)
        if tables is None:
            return Changes(now, codings_of(text), [], True, True)
        names = names or bool(tables.keys() & NAMES)
        touched |= touched_codings(tables, text)
    rows = codings_of(text, touched) if touched else []
    return Changes(now, rows, sorted(touched - {row.key for row in rows}), names, False)


def size_of(entries: list[JournalEntry]) -> int:
    return JournalPayload.objects.filter(entry__in=entries).aggregate(size=Sum(Length("tables")))["size"] or 0


def touched_codings(tables: dict, text: Text) -> set[str]:
    """Return the keys of the text's codings that an act's images name, by themselves or as what a memo is on."""
    keys: set[str] = set()
    for label, column, wanted in (("coding.Coding", "text_id", text.pk), ("study.Memo", "target", None)):
        table = tables.get(label)
        if table is None:
            continue
        at, key_at = table["columns"].index(column), table["columns"].index("key")
        for row in [*table["created"], *table["deleted"], *(row for pair in table["updated"] for row in pair)]:
            if wanted is not None and row[at] == wanted:
                keys.add(row[key_at])
            elif wanted is None and row[at].startswith("coding:"):
                keys.add(row[at].removeprefix("coding:"))
    return keys


def looked_of(text: Text) -> list[Looked]:
    """Return who has looked at what in a text, whole texts first."""
    rows = Looked.objects.filter(text=text).select_related("code", "coder", "round")
    return sorted(rows, key=lambda row: (row.round.position, row.code_id is not None, row.coder.name, row.pk))


def recent_codes(member: Member, limit: int = 9) -> list[str]:
    """Return the keys of the codes a coder has used last, latest first."""
    used = Coding.objects.filter(coder=member).order_by("-pk").values_list("code__key", flat=True)[:LAST_CODINGS]
    return list(dict.fromkeys(used))[:limit]


def round_coded_in_last(member: Member) -> Round | None:
    last = Coding.objects.filter(coder=member).select_related("round").order_by("-pk").first()
    return last.round if last else None


def coders_of(text: Text) -> list[Member]:
    """Return the members who have coded a text, by name."""
    return list(Member.objects.filter(pk__in=Coding.objects.filter(text=text).values("coder")).order_by("name", "pk"))
