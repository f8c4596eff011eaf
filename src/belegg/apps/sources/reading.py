"""Reads of one text: its document again, who speaks in it, and its parts."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Min

from belegg import formats
from belegg.apps.sources import media
from belegg.apps.sources.models import Part, Text, Turn
from belegg.formats import Document
from belegg.method.chapters import Chapter, chapters
from belegg.method.errors import Refused


class SpeakerLine(NamedTuple):
    """A label of a text. `person` is the pseudonym, "" while nobody has said who it is."""

    label: str
    role: str
    person: str
    turns: int


class PartLine(NamedTuple):
    """A part of a text, by the turns it begins and ends in; `chapter` is the label of the chapter it is, "" for other parts."""

    part: Part
    first: int
    last: int
    chapter: str = ""


def document_of(text: Text) -> Document:
    """Return what the reader saw when the text came in.

    With bold type and the turns of the format where the imported file still gives the same words; else the words alone.
    """
    source = text.source
    if source.original:
        try:
            with media.open_original(source.original) as file:
                found = formats.read("original" + source.suffix, file.read())
        except Refused:
            found = None
        if isinstance(found, Document) and found.body == text.body.text:
            return found
    return Document(text.body.text)


def speakers_of(text: Text) -> list[SpeakerLine]:
    """Return the speakers of a text in order of appearance."""
    rows = (
        Turn.objects.filter(text=text).exclude(speaker="").order_by().values("speaker", "role", "person__pseudonym")
        .annotate(count=Count("pk"), first=Min("n")).order_by("first")
    )  # fmt: skip
    return [SpeakerLine(row["speaker"], row["role"], row["person__pseudonym"] or "", row["count"]) for row in rows]


def chapters_of(text: Text) -> list[Chapter]:
    """Return the numbered chapters of a document; texts in which somebody speaks have none."""
    turns = Turn.objects.filter(text=text).order_by("n")
    return [] if turns.exclude(speaker="").exists() else chapters(text.body.text, turns.values_list("n", "start", "end"))


def parts_of(text: Text) -> list[PartLine]:
    parts = list(Part.objects.filter(text=text).select_related("case").order_by("start", "end", "pk"))
    turns = list(Turn.objects.filter(text=text).order_by("n").values_list("n", "head", "end")) if parts else []
    named = {(chapter.start, chapter.end): chapter.label for chapter in chapters_of(text)} if parts else {}
    found = []
    for part in parts:
        touched = [n for n, head, end in turns if head < part.end and part.start < end]
        chapter = named.get((part.start, part.end), "")
        found.append(PartLine(part, touched[0] if touched else 0, touched[-1] if touched else 0, chapter))
    return found
