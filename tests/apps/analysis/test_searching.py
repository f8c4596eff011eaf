"""Search against looking through every turn; and hits coded in one act."""

import pytest

from belegg.apps.analysis.hits import Place, code_hits
from belegg.apps.analysis.searching import WITHOUT_INTERVIEWERS, Where, memos_with, search
from belegg.apps.coding.models import Code, Coding
from belegg.apps.sources.actions import new_version
from belegg.apps.sources.models import Turn
from belegg.apps.study import journal
from belegg.apps.study.memos import add_memo
from belegg.method.errors import Refused
from belegg.method.search_query import parse
from belegg.method.words import find
from tests.worlds import add_codes, bring_in


def places(found) -> list[tuple[str, int, int]]:
    return [(hit.text, hit.start, hit.end) for hit in found.hits_in(found.turns)]


def brute_force(study, words: str, **turns) -> set[tuple[str, int, int]]:
    query, found = parse(words), set()
    for turn in Turn.objects.filter(study=study, text__current=True, **turns).select_related("text__body"):
        said = turn.text.body.text[turn.start : turn.end]
        places = find(said, query, turn.text.language or study.language)
        found |= {(turn.text.key, turn.start + place.start, turn.start + place.end) for place in places}
    return found


@pytest.mark.parametrize("words", ["kommunen", "kommun* -makt", '"det er"', "frivillige lag", "volunteers", "lag* kommun*"])
def test_hits_are_those_of_looking_through_every_turn(demo, words):
    found = search(demo, words)
    wanted = brute_force(demo, words)
    assert wanted
    assert set(places(found)) == wanted
    assert found.hits == len(wanted)
    assert found.texts == len({text for text, _start, _end in wanted})


def test_interviewers_are_left_out_and_counted(demo):
    found = search(demo, "samskaping", Where(WITHOUT_INTERVIEWERS))
    assert set(places(found)) == brute_force(demo, "samskaping") - brute_force(demo, "samskaping", role="interviewer")
    assert found.elsewhere == len([turn for turn in search(demo, "samskaping").turns if turn.role == "interviewer"]) > 0


def test_hits_stand_in_the_order_of_the_sources(demo):
    found = search(demo, "kommun*")
    keys = list(dict.fromkeys(hit.source for hit in found.hits_in(found.turns)))
    assert keys.index("int-2") < keys.index("int-10")


def test_left_hit_and_right_read_as_the_turn_does_without_its_label(study, ida):
    bring_in(study, by=ida)
    (hit,) = (found := search(study, "tillit")).hits_in(found.turns)
    assert (hit.left, hit.hit, hit.right) == ("Vi la mye i det 🙂 og kanskje for mye. ", "Tillit", " må bygges over tid.")
    assert (hit.turn, hit.speaker, hit.role, hit.time) == (2, "R", "informant", "00:01:00")


def test_case_and_kind_narrow_the_search(demo):
    everything = places(search(demo, "kommun*"))
    observed = places(search(demo, "kommun*", Where(kind="observation")))
    assert observed == [place for place in everything if place[0].startswith("obs-")] != []
    by_case = [places(search(demo, "kommun*", Where(case=case))) for case in ("fjordvik", "havstrand", "lyngmo")]
    assert {place for one in by_case for place in one} == set(everything)


def test_a_turn_inside_a_part_belongs_to_the_case_of_the_part(demo):
    """obs-1 has parts that tell of Lyngmo."""
    lyngmo = {place[1] for place in places(search(demo, "og", Where(case="lyngmo"))) if place[0] == "obs-1"}
    assert lyngmo
    assert all(1905 <= start < 2452 or 2520 <= start < 2997 for start in lyngmo)


def test_turns_left_out_are_those_of_the_case(demo):
    """int-3 belongs to Fjordvik and has parts that tell of Havstrand; its interviewer's words stand outside them."""
    left_out = search(demo, "samskaping", Where(WITHOUT_INTERVIEWERS, case="havstrand")).elsewhere
    asked = search(demo, "samskaping", Where(frozenset({"interviewer"}), case="havstrand"))
    assert left_out == len(asked.turns)


def test_only_the_newest_version_of_a_text_is_searched(study, ida):
    text = bring_in(study, by=ida)
    new_version(text, [(0, 1, "J")], by=ida, why="")
    assert [place[0] for place in places(search(study, "tillit"))] == ["int-1-v2"]


def test_codes_and_memos_with_the_words_stand_beside_the_hits(study, ida):
    add_codes(study, ida, "Tillit og makt", "Ledelse")
    add_memo(study, "Den nevnes sjelden.", title="Om tilliten", by=ida)
    assert [code.name for code in search(study, "tillit").codes] == ["Tillit og makt"]
    assert [one.memo.title for one in memos_with(study, "tillit")] == ["Om tilliten"]


@pytest.fixture
def interview(study, ida):
    return bring_in(study, by=ida)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("words", "Tillit"),
        ("sentence", "Tillit må bygges over tid."),
        ("turn", "Vi la mye i det 🙂 og kanskje for mye. Tillit må bygges over tid."),
    ],
)
def test_a_hit_is_coded_with_as_much_as_is_asked_for(study, ida, interview, unit, words):
    (code,) = add_codes(study, ida, "tillit")
    coded = code_hits([Place(*place) for place in places(search(study, "tillit"))], code, unit, by=ida)
    (coding,) = coded.made
    assert interview.body.text[coding.start : coding.end] == words


def test_the_first_sentence_of_a_turn_begins_after_the_label(study, ida, interview):
    (code,) = add_codes(study, ida, "mengde")
    first = [Place(*place) for place in places(search(study, "mye"))][:1]
    (coding,) = code_hits(first, code, "sentence", by=ida).made
    assert interview.body.text[coding.start : coding.end].startswith("Vi la mye")


def test_two_hits_in_one_turn_are_one_passage_and_the_same_again_is_none(study, ida, interview):
    (code,) = add_codes(study, ida, "mengde")
    hits = [Place(*place) for place in places(search(study, "mye"))]
    assert len(hits) == 2
    first = code_hits(hits, code, "turn", by=ida)
    again = code_hits(hits, code, "turn", by=ida)
    assert (len(first.made), first.passages, len(again.made), again.passages) == (1, 1, 0, 1)


def test_coding_hits_is_undone_in_one_step(demo, ida_of_demo):
    before = Coding.objects.filter(study=demo).count()
    found = search(demo, "kommun*", Where(WITHOUT_INTERVIEWERS))
    code = Code.objects.get(study=demo, key="ovenfra")
    made = code_hits([Place(*place) for place in places(found)], code, "sentence", by=ida_of_demo).made
    assert len(made) > 50
    journal.undo(ida_of_demo)
    assert Coding.objects.filter(study=demo).count() == before


@pytest.fixture
def ida_of_demo(demo, people):
    from belegg.apps.study.models import Member

    return Member.objects.select_related("study").get(study=demo, user=people["ida"])


@pytest.mark.parametrize(
    ("hits", "unit", "refusal"),
    [
        ([], "words", "no_hits"),
        ([Place("int-1", 0, 5)], "chapter", "unit_unknown"),
        ([Place("int-9", 0, 5)], "words", "not_found"),
        ([Place("int-1", 0, 50_000)], "words", "span-outside"),
    ],
)
def test_hits_that_are_not_there_are_refused(study, ida, interview, hits, unit, refusal):
    (code,) = add_codes(study, ida, "tillit")
    with pytest.raises(Refused) as refused:
        code_hits(hits, code, unit, by=ida)
    assert refused.value.code == refusal


def test_a_reader_may_not_code_hits(study, ida, rita, interview):
    (code,) = add_codes(study, ida, "tillit")
    with pytest.raises(Refused) as refused:
        code_hits([Place("int-1", 0, 5)], code, by=rita)
    assert refused.value.code == "not_allowed"
