"""Numbered chapters. The lines are made up here, after the shapes that theses and reports have."""

import pytest

from belegg.method.chapters import chapters, read_heading


@pytest.mark.parametrize(
    ("line", "number", "name"),
    [
        ("5.2  Fjell kommune", (5, 2), "Fjell kommune"),
        ("Kapittel 5  Funn", (5,), "Funn"),
        ("Chapter 3: Method", (3,), "Method"),
        ("KAPITTEL 4", (4,), ""),
        ("4.1.1. «Vi» og de andre", (4, 1, 1), "«Vi» og de andre"),
    ],
)
def test_heading_is_read(line, number, name):
    assert read_heading(line) == (number, name)


@pytest.mark.parametrize(
    "line",
    [
        "5.2 Fjell kommune ........ 61",  # the list of contents
        "5.2 Fjell kommune   61",
        "5.2 prosent av innbyggerne",  # a sentence that begins with a number
        "1.5 Millioner ble brukt.",
        "Kapittel 5 handler om ressurser,",
        "3 Fjell",  # a list, a street, a table: one number alone says too little
        "0.5 Timer",
        "5.2 " + "Ord " * 60,
        "",
    ],
)
def test_what_is_no_heading(line):
    assert read_heading(line) is None


def lines(body):
    at, found = 0, []
    for n, line in enumerate(body.split("\n"), 1):
        found.append((n, at, at + len(line)))
        at += len(line) + 1
    return found


def test_chapter_reaches_to_the_next_that_is_not_below_it():
    body = "Forord\n4.1 A\nord\n4.1.1 B\nord\n4.2 C\nord 🙂\n4.1 A\nmer"

    found = chapters(body, lines(body))

    assert [(one.label, one.depth, one.first, one.last) for one in found] == [("4.1 A", 1, 2, 5), ("4.1.1 B", 2, 4, 5), ("4.2 C", 1, 6, 9)]
    assert [body[one.start : one.end] for one in found] == ["4.1 A\nord\n4.1.1 B\nord", "4.1.1 B\nord", "4.2 C\nord 🙂\n4.1 A\nmer"]


def test_text_without_headings_has_no_chapters():
    assert chapters("En linje\nto linjer", lines("En linje\nto linjer")) == []
    assert chapters("", []) == []
