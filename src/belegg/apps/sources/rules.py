"""What may be brought in, changed and taken away."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from belegg.apps.sources.models import Source, SourceKind, Text
from belegg.apps.study.models import Study
from belegg.method.errors import Refused, gettext_noop
from belegg.method.transcript import Turn, uncovered


def already_imported(study: Study, sha: str) -> list[Source]:
    """Return the sources of the study that came from these bytes."""
    return list(Source.objects.filter(study=study, original=sha).only("key", "title").order_by("pk")) if sha else []


def check_not_imported(study: Study, sha: str) -> None:
    """Refuse bytes that a source of the study came from.

    Raises Refused("already_imported") naming the source.
    """
    if found := already_imported(study, sha):
        raise Refused(
            "already_imported",
            gettext_noop("This file has been imported already, as “%(title)s” (%(key)s)."),
            gettext_noop("Say that it should be imported again if it should stand there twice."),
            title=found[0].title,
            key=found[0].key,
        )


def check_title(title: str) -> str:
    """Return the title on one line, at most 300 characters."""
    title = " ".join(title.split())[:300]
    if not title:
        raise Refused("no_title", gettext_noop("A source needs a title."), gettext_noop("Write one; it can be changed later."))
    return title


def check_kind(kind: str) -> str:
    if kind not in SourceKind.values:
        raise Refused(
            "kind_unknown",
            gettext_noop("“%(kind)s” is not a kind of source."),
            gettext_noop("Choose interview, observation, document or survey."),
            kind=kind[:40],
        )
    return kind


def check_language(language: str) -> str:
    """Return the language tag: "" or two or three letters."""
    language = language.strip().lower()
    if language and not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
        raise Refused(
            "language_unknown",
            gettext_noop("“%(language)s” is not a language."),
            gettext_noop("Write its short form: nb, nn, en …"),
            language=language[:20],
        )
    return language


def check_turns_cover(body: str, turns: Iterable[Turn]) -> None:
    """Refuse turns that leave words out or take them twice (of a file that brings its own turns)."""
    if faults := uncovered(body, turns):
        raise Refused(
            "turns_leave_words_out",
            gettext_noop("The turns of this text leave words out or overlap, first at character %(at)s."),
            gettext_noop("Let Belegg recognise the turns anew, or choose “no speakers”."),
            at=faults[0][0],
        )


def check_span(text: Text, start: int, end: int) -> None:
    if not 0 <= start < end <= text.length:
        raise Refused(
            "span_outside",
            gettext_noop("There is no passage from %(start)s to %(end)s in this text of %(length)s characters."),
            gettext_noop("Choose a start before the end, both inside the text."),
            start=start,
            end=end,
            length=text.length,
        )


def check_file_size(size: int) -> None:
    """Refuse a file larger than this installation takes, before it is read into memory."""
    if size > settings.UPLOAD_MAX_BYTES:
        raise Refused(
            "file_too_large",
            gettext_noop("The file has %(size)d MB; at most %(most)d MB can be read."),
            gettext_noop("Divide it, or save its text alone."),
            size=size // 2**20,
            most=settings.UPLOAD_MAX_BYTES // 2**20,
        )


def check_current(text: Text) -> None:
    """Refuse work on a version of a text that another has replaced. Asks the database: a page may be older than the new version.

    Raises Refused("not_current").
    """
    if not Text.objects.filter(pk=text.pk, current=True).exists():
        raise Refused(
            "not_current",
            gettext_noop("This is an earlier version of the text; it has been corrected since."),
            gettext_noop("Open the current version and do it there."),
        )
