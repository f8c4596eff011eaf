"""`belegg documents`: the register of documents that were found, kept or not."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "List the register of documents, or enter those of a table."
EXAMPLE = "belegg documents --add found.csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--add", default="", metavar="FILE", help="enter the documents of a CSV, TSV or XLSX file with a column title")
    parser.add_argument("--standing", default="", choices=("", "kept", "rejected", "undecided"), help="only these")


def run(options: argparse.Namespace) -> list[dict]:
    from belegg.apps.sources.actions import add_documents
    from belegg.apps.sources.document_table import documents_in
    from belegg.apps.sources.models import Document
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.formats.table import read_csv, read_xlsx

    member = acting_member(options)
    check_may(member, "read")
    rows = Document.objects.filter(study=member.study).select_related("case", "source").order_by("pk")
    if options.add:
        path = Path(options.add)
        read = read_xlsx if path.suffix.lower() == ".xlsx" else read_csv
        made = add_documents(member.study, documents_in(read(bytes_of(path), path.name)), by=member)
        rows = rows.filter(pk__in=[one.pk for one in made])
    wanted = {"undecided": ""}.get(options.standing, options.standing)
    return [as_row(one) for one in rows if not options.standing or one.standing == wanted]


def bytes_of(path: Path) -> bytes:
    from belegg.method.errors import Refused, gettext_noop

    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(
            "unreadable_file",
            gettext_noop("%(name)s cannot be read: %(error)s."),
            gettext_noop("Check the path."),
            name=path.name,
            error=str(error.strerror),
        ) from None


def as_row(one) -> dict:
    plain = ("title", "author", "year", "genre", "purpose", "credibility", "service", "query", "link", "reason")
    return {
        "id": one.key, **{name: getattr(one, name) for name in plain}, "found": one.found.isoformat() if one.found else None,
        "standing": one.standing or "undecided", "case": one.case.key if one.case else None, "source": one.source.key if one.source else None,
    }  # fmt: skip


def as_text(answer: list[dict]) -> str:
    return "\n".join(f"{row['id']}\t{row['standing']}\t{row['year'] or '-'}\t{row['title']}" for row in answer)
