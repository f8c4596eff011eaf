"""Paragraphs of texts whose lines a page's width has cut. The words are made up here."""

import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from belegg.method.paragraphs import is_cut_to_width, paragraphs

FIRST = "Kommunen inviterte naboene til torget, og der ble de sittende til det ble mørkt fordi ingen ville gå hjem. " * 4
SECOND = "Etterpå skrev de ned hva de hadde hørt, og sendte det rundt til alle som hadde vært der den kvelden. " * 4


def cut(*parts, width=80, gap="\n"):
    return "\n\n".join(gap.join(textwrap.wrap(part, width)) for part in parts)


def as_paragraphs(body):
    return [" ".join(body[start:end].split()) for start, end in paragraphs(body)]


def test_lines_cut_to_a_pages_width_are_joined():
    body = cut(FIRST, SECOND, "5.2 Fjell kommune", FIRST)

    assert is_cut_to_width(body)
    assert as_paragraphs(body) == [" ".join(part.split()) for part in (FIRST, SECOND, "5.2 Fjell kommune", FIRST)]


def test_doubled_line_ends_are_seen_as_one():
    body = cut(FIRST, gap="\n\n") + "\n\n\n" + cut(SECOND, gap="\n\n")

    assert as_paragraphs(body) == [" ".join(FIRST.split()), " ".join(SECOND.split())]


def test_bullets_stand_by_themselves():
    body = cut(FIRST, SECOND) + "\n• Først dette\n• Så dette"

    assert as_paragraphs(body)[-2:] == ["• Først dette", "• Så dette"]


def test_lines_that_are_paragraphs_stay_apart():
    body = "\n".join([FIRST.strip(), SECOND.strip()] * 10)

    assert not is_cut_to_width(body)
    assert paragraphs(body) == [(at.start(), at.end()) for at in re.finditer(r"[^\n]+", body)]


def test_poem_is_not_joined():
    assert not is_cut_to_width("\n".join(["Kort linje her,", "og en til.", "Så en tredje:", "ferdig nå."] * 6))


@given(st.lists(st.text(alphabet="aæø 🙂.\n•-1", max_size=90), max_size=30))
def test_paragraphs_are_in_order_and_lose_no_words(parts):
    body = "\n".join(parts)

    found = paragraphs(body)

    assert all(first[1] <= second[0] for first, second in zip(found, found[1:], strict=False))
    outside = "".join(body[a:b] for a, b in zip([0, *(end for _, end in found)], [*(start for start, _ in found), len(body)], strict=True))
    assert not outside.strip()
