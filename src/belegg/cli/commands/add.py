"""`belegg add`: bring files in as sources. One bad file does not stop the others."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from belegg.method.errors import Refused, gettext_noop

if TYPE_CHECKING:
    from belegg.apps.sources.preparation import Choices
    from belegg.apps.study.models import Member
    from belegg.formats.examining import Ready

SUMMARY = "Bring files in as sources: text, Word, OpenDocument, RTF, HTML, PDF, captions, tables."
# Files written in one transaction: others wait for the lock about as long as for one large file.
AT_ONCE = 50
EXAMPLE = 'belegg add interview-1.docx --case bergen --roles "I=interviewer,R=informant" --person "R=Informant 1"'


def arguments(parser: argparse.ArgumentParser) -> None:
    from belegg.method.transcript import SHAPES

    parser.add_argument("files", nargs="+", metavar="FILE", help="files to bring in")
    parser.add_argument("--kind", default="", help="interview, observation, document or survey (default: what the file looks like)")
    parser.add_argument("--title", default="", help="title of the source (default: from the file's name)")
    parser.add_argument("--case", action="append", default=[], metavar="ID", help="a case it belongs to; may be repeated")
    parser.add_argument("--date", default="", metavar="YYYY-MM-DD", help="date of the source")
    parser.add_argument("--language", default="", metavar="CODE", help="nb, nn, en … (default: guessed)")
    parser.add_argument(
        "--roles", default="", metavar="LABEL=ROLE,…", help="roles of speakers: interviewer, informant, other, not (no speaker)"
    )
    parser.add_argument("--person", action="append", default=[], metavar="LABEL=PSEUDONYM", help="who a speaker is; may be repeated")
    parser.add_argument("--shape", default="auto", choices=["auto", "none", *SHAPES], help="how speakers are marked (default: auto)")
    parser.add_argument("--again", action="store_true", help="import also what has been imported already")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be imported and write nothing")


def run(options: argparse.Namespace) -> list[dict]:
    from django.db import transaction

    from belegg.apps.sources import index
    from belegg.apps.sources.preparation import Choices
    from belegg.apps.study.rows import chunks
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.formats.examining import examined_ahead

    member = acting_member(options)
    check_may(member, "edit")
    choices = Choices(
        kind=options.kind, title=options.title, date=options.date, language=options.language, cases=tuple(options.case), shape=options.shape,
        roles=pairs([options.roles] if options.roles else []), people={label: "=" + name for label, name in pairs(options.person).items()},
    )  # fmt: skip
    answer = []
    ready = examined_ahead([(Path(file).name, partial(bytes_of, Path(file))) for file in options.files], choices.shape, choices.roles)
    for files in chunks(options.files, AT_ONCE):
        with transaction.atomic(), index.together():  # a commit waits for the disk; the acts and the undo steps stay one a file
            for file in files:
                examined = next(ready)
                try:
                    answer += add_file(Path(file), examined, choices, member, again=options.again, dry_run=options.dry_run)
                except Refused as refused:
                    answer.append(refusal(file, refused))
                    print(f"{file}: {refused.sentence()}", file=sys.stderr)
    return answer


def pairs(written: list[str]) -> dict[str, str]:
    """Read "I=interviewer,R=informant"; a pseudonym may hold a comma only where it is given alone."""
    found = {}
    for part in (part for text in written for part in (text.split(",") if text.count("=") > 1 else [text])):
        label, equals, value = part.partition("=")
        if not equals or not label.strip() or not value.strip():
            raise Refused(
                "pair_not_readable",
                gettext_noop("“%(part)s” is not understood."),
                gettext_noop("Write label=value, such as R=informant."),
                part=part[:60],
            )
        found[label.strip()] = value.strip()
    return found


def bytes_of(path: Path) -> bytes:
    from belegg.apps.sources.rules import check_file_size

    try:
        check_file_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise Refused(
            "file_not_opened",
            gettext_noop("The file cannot be opened (%(error)s)."),
            gettext_noop("Look at its name and whether you may read it."),
            error=error.strerror or "",
        ) from None


def add_file(path: Path, ready: Ready, choices: Choices, member: Member, *, again: bool, dry_run: bool) -> list[dict]:
    from belegg.apps.sources.actions import add_sources
    from belegg.apps.sources.preparation import prepare, suffix

    data, examined = ready()
    prepared = prepare(member.study, path.name, data, choices, examined)
    if dry_run:
        return [told(path, new, "", prepared.notices) for new in prepared.news]
    sources = add_sources(member.study, prepared.news, by=member, original=data, suffix=suffix(path.name), again=again)
    return [told(path, new, source.key, prepared.notices) for new, source in zip(prepared.news, sources, strict=True)]


def told(path: Path, new, key: str, notices) -> dict:
    return {
        "file": path.name,
        "source": key,
        "text": key,
        "kind": str(new.kind),
        "title": new.title,
        "characters": len(new.document.body),
        "turns": len(new.recognition.turns),
        "codings": len([passage for passage in new.document.passages if passage.code]),
        "speakers": {speaker.label: speaker.role for speaker in new.recognition.speakers},
        "notices": [notice.sentence() for notice in notices],
    }


def refusal(file: str, refused: Refused) -> dict:
    return {"file": Path(file).name, "refused": refused.code, "why": refused.sentence(), "do": ""}


def as_text(answer: list[dict]) -> str:
    """Return one line a source, with what there is to notice below it."""
    lines = []
    for row in answer:
        if "refused" not in row:
            speakers = ", ".join(f"{label} {role}" for label, role in row["speakers"].items())
            about = f"{row['turns']} turns" + (f" ({speakers})" if speakers else "")
            lines.append(f"{row['source'] or '-'}\t{row['title']}\t{about}\t{row['file']}")
            lines += [f"\t{notice}" for notice in row["notices"]]
    return "\n".join(lines)


def exit_code(answer: list[dict]) -> int:
    return 1 if any("refused" in row for row in answer) else 0
