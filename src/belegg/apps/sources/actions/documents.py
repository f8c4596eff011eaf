"""Verbs on the register of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from belegg.apps.sources.dependants import ON_SOURCE_DELETED, Dependant
from belegg.apps.sources.document_models import Document, Standing
from belegg.apps.sources.models import Source, SourceKind
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop

MOST = {
    "title": 300, "author": 200, "genre": 80, "purpose": 300, "credibility": 300, "service": 120, "query": 300, "link": 500, "reason": 300,
}  # fmt: skip
FIELDS = (*MOST, "year", "found", "standing", "case", "source")
EARLIEST, LATEST = 1000, 2200


def check_document(said: Mapping, document: Document | None = None) -> dict:
    """Return the fields tidied.

    Raises Refused("no_title"), ("bad_year"), ("bad_standing"), ("rejected_why") and ("not_a_document") for a source of another kind.
    """
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"A document has no {', '.join(sorted(unknown))}.")
    tidy = {name: " ".join(value.split())[: MOST[name]] if name in MOST else value for name, value in said.items()}

    def now(name: str):
        return tidy.get(name, getattr(document, name) if document else None)

    if not now("title"):
        raise Refused("no_title", gettext_noop("A document needs a title."), gettext_noop("Write the one it bears, or what it is."))
    if now("year") is not None and not EARLIEST <= now("year") <= LATEST:
        raise Refused(
            "bad_year", gettext_noop("This is not a year: %(year)s."), gettext_noop("Write four figures, such as 2016."), year=now("year")
        )
    if (now("standing") or "") not in Standing.values:
        raise Refused("bad_standing", gettext_noop("There is no such decision."), gettext_noop("Choose from what is offered."))
    if now("standing") == Standing.REJECTED and not now("reason"):
        raise Refused("rejected_why", gettext_noop("What is rejected is rejected for a reason."), gettext_noop("Write it in a few words."))
    source = now("source")
    if source is not None and source.kind != SourceKind.DOCUMENT:
        raise Refused("not_a_document", gettext_noop("This source is not a document."), gettext_noop("Choose another, or change its kind."))
    return tidy


def add_document(study: Study, *, by: Member, why: str = "", **said) -> Document:
    """Enter a document that was found; `said` are FIELDS. Raises as `check_document`."""
    return add_documents(study, [said], by=by, why=why)[0]


def add_documents(study: Study, many: Iterable[Mapping], *, by: Member, why: str = "") -> list[Document]:
    """Enter several documents in one act. Raises as `check_document`, and Refused("nothing_to_enter")."""
    check_may(by, "edit")
    fields = [check_document(said) for said in many]
    if not fields:
        raise Refused(
            "nothing_to_enter", gettext_noop("There is nothing to enter."), gettext_noop("Paste a table with a title in every row.")
        )
    for said in fields:
        check_same_study(by, said.get("case"), said.get("source"))
    with journal.act(study, by=by, verb="document.add", why=why, title=fields[0]["title"], n=len(fields)) as doing:
        made = []
        for said in fields:
            key = next_key(Document.objects.filter(study=study), "d")
            made.append(doing.create(Document(study=study, key=key, **said)))
        doing.about = f"document:{made[0].key}"
        return made


def change_document(document: Document, *, by: Member, seen: str = "", why: str = "", **said) -> Document:
    """Change what is known of a document. Raises as `check_document`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, document, said.get("case"), said.get("source"))
    about = f"document:{document.key}"
    with journal.act(document.study, by=by, verb="document.change", about=about, why=why, title=document.title) as doing:
        now = fresh(document, seen)
        return doing.update(now, **check_document(said, now))


def delete_document(document: Document, *, by: Member, why: str = "") -> None:
    """Take a document out of the register that was entered by mistake; its source stays."""
    check_may(by, "edit")
    check_same_study(by, document)
    about = f"document:{document.key}"
    with journal.act(document.study, by=by, verb="document.delete", about=about, why=why, title=document.title) as doing:
        doing.delete(fresh(document))


def register_source(source: Source, *, by: Member, why: str = "") -> Document:
    """Enter a source of kind document into the register as kept; one that is there is returned."""
    known = Document.objects.filter(source=source).first()
    if known:
        return known
    said = {"title": source.title, "source": source, "standing": Standing.KEPT, "year": source.date.year if source.date else None}
    return add_document(source.study, by=by, why=why, **said)


def let_go(doing: journal.Act, source: Source) -> None:
    """A document whose text goes stays in the register."""
    for row in Document.objects.filter(source=source):
        doing.update(row, source=None)


class Haul(NamedTuple):
    """What one query at one service brought: how many, and how many of them were kept, rejected (with reasons), not yet decided."""

    service: str
    query: str
    found: int
    kept: int
    rejected: int
    undecided: int
    reasons: dict[str, int]


def hauls(documents: Iterable[Document]) -> list[Haul]:
    """Return the register by service and query, in order of first appearance: what a methods chapter tells."""
    groups: dict[tuple[str, str], list[Document]] = {}
    for one in documents:
        groups.setdefault((one.service, one.query), []).append(one)
    found = []
    for (service, query), rows in groups.items():
        reasons: dict[str, int] = {}
        for one in rows:
            if one.standing == Standing.REJECTED:
                reasons[one.reason] = reasons.get(one.reason, 0) + 1
        kept = sum(one.standing == Standing.KEPT for one in rows)
        rejected = sum(reasons.values())
        found.append(Haul(service, query, len(rows), kept, rejected, len(rows) - kept - rejected, reasons))
    return found


ON_SOURCE_DELETED.append(
    Dependant(gettext_noop("entries in the register"), lambda source: Document.objects.filter(source=source).count(), let_go, is_work=False)
)
