"""The reading page's calculating modules, run in the browser against their counterparts in Python."""

import random

import pytest

from belegg.method.anchors import Span, Utf16, segments
from belegg.method.codebook import Code, filter_codes

pytestmark = pytest.mark.needs("chromium")

LETTERS = "aå 🙂.\u0301👩‍👧x"


@pytest.fixture
def run(page_as, server):
    page = page_as("ida")
    page.goto("/")

    def run(module, body, argument):
        return page.evaluate(
            f"async (given) => {{ const m = await import('/static/reading/{module}.js'); return ({body})(m, given); }}", argument
        )

    return run


def test_offsets_are_converted_as_the_server_converts_them(run):
    chance = random.Random(1)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(0, 30))) for _ in range(200)]

    there = run(
        "positions",
        """(m, given) => given.map(([words, points]) => {
            const places = m.doubles(words, points);
            const units = Array.from({length: points + 1}, (_, p) => m.toUnits(places, p));
            return [units, units.map((u) => m.toPoints(places, u)), words.length];
        })""",
        [[one, len(one)] for one in words],
    )

    for one, (units, back, length) in zip(words, there, strict=True):
        converter = Utf16.of(one)
        assert units == [converter.units(point) for point in range(len(one) + 1)]
        assert back == list(range(len(one) + 1))
        assert length == units[-1]


def test_offset_inside_an_emoji_counts_as_before_it(run):
    assert run("positions", "(m) => [1, 2, 3].map((unit) => m.toPoints(m.doubles('a🙂b', 3), unit))", None) == [1, 1, 2]


def test_overlaps_are_laid_flat_as_in_python(run):
    chance = random.Random(2)
    cases = [[sorted(chance.sample(range(40), 2)) for _ in range(chance.randint(0, 9))] for _ in range(150)]

    there = run(
        "segments",
        """(m, given) => given.map((spans) => m.segments(spans.map(([start, end], n) => ({start, end, n})))
            .map((s) => [s.start, s.end, s.over.map((one) => one.n).sort((a, b) => a - b)]))""",
        cases,
    )

    assert there == [[[s.start, s.end, list(s.members)] for s in segments([Span(*one) for one in spans])] for spans in cases]


def test_no_two_codings_of_a_lane_overlap(run):
    chance = random.Random(3)
    spans = sorted(sorted(chance.sample(range(200), 2)) for _ in range(80))

    found = run("segments", "(m, given) => m.lanes(given.map(([start, end]) => ({start, end})), 6)", spans)

    assert sum(map(len, found["lanes"])) + len(found["beyond"]) == 80
    assert len(found["lanes"]) == 6
    for lane in found["lanes"]:
        assert all(before["end"] <= after["start"] for before, after in zip(lane, lane[1:], strict=False))


def test_codes_are_found_in_the_same_order_as_in_python(run):
    names = ["Tillit", "Tid og rom", "Politisk tillit", "Sosial kapital", "Åpenhet", "Makt/avmakt", "Kapittel", "rom for tid", "TID"]
    codes = [Code(id=str(n), name=name) for n, name in enumerate(names)]
    queries = ["ti", "til", "sk", "å", "tid", "avm", "og t", "kap", "zz", "", "ill"]

    there = run(
        "filter",
        "(m, [names, queries]) => queries.map((q) => m.filterCodes(q, names.map((name, n) => ({key: String(n), name}))).map((c) => c.key))",
        [names, queries],
    )

    assert there == [[code.id for code in filter_codes(query, codes)] for query in queries]


def test_sentences_go_on_after_abbreviations(run):
    words = "Vi møttes kl. 9 med dr. Hansen. Så gikk vi! Hvorfor? Fordi f.eks. kommunen ville det."

    found = run("units", "(m, words) => m.sentencesIn(words, 'nb').map(([start, end]) => words.slice(start, end))", words)

    assert found == ["Vi møttes kl. 9 med dr. Hansen.", "Så gikk vi!", "Hvorfor?", "Fordi f.eks. kommunen ville det."]


def test_recent_codes_keep_their_digits(run):
    keys = run(
        "recents",
        """(m) => { const r = new m.Recents(['a','b','c','d','e','f','g','h','i']); r.use('c'); r.use('x'); r.use('a'); r.use('y'); return r.keys; }""",
        None,
    )
    assert keys == ["a", "b", "c", "d", "e", "f", "g", "y", "x"]
