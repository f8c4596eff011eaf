"""A text corrected after it was coded: what moves, what changes, what waits for a decision, and the way back."""

import pytest

from belegg.apps.coding.codings import mark_passage
from belegg.apps.coding.looked import mark_looked
from belegg.apps.coding.models import Coding, Looked
from belegg.apps.coding.waiting import drop_coding, place_coding, waiting_codings
from belegg.apps.sources.actions import assign_speaker, mark_part, new_version, place_part, preview_version
from belegg.apps.sources.models import Part, Text, Turn
from belegg.apps.sources.search import search_turns
from belegg.apps.study import journal
from belegg.apps.study.cases import add_case
from belegg.method.errors import Refused
from tests.worlds import INTERVIEW, add_codes, add_round, bring_in


@pytest.fixture
def text(study, ida):
    add_round(study, ida)
    return bring_in(study, by=ida)


@pytest.fixture
def code(study, ida):
    return add_codes(study, ida, "Tillit")[0]


def at(words, body=INTERVIEW):
    start = body.index(words)
    return start, start + len(words)


def words_of(coding):
    coding = Coding.objects.select_related("text__body").get(pk=coding.pk)
    return coding.text.key, coding.text.body.text[coding.start : coding.end]


def correct(text, old, new, by, **said):
    return new_version(text, [(*at(old, text.body.text), new)], by=by, why="heard again", **said)


def test_codings_behind_and_around_a_correction_move_with_their_words(text, code, ida):
    behind, around = (mark_passage(text, code, *at(words), by=ida) for words in ("kommunen som bestemte", "Tillit må bygges over tid."))
    new = correct(text, "bygges", "bygges opp", ida)
    assert (new.key, new.layer, new.parent, new.current) == ("int-1-v2", "corrected", text, True)
    assert words_of(behind) == ("int-1-v2", "kommunen som bestemte")
    assert words_of(around) == ("int-1-v2", "Tillit må bygges opp over tid.")
    assert not Text.objects.get(pk=text.pk).current


def test_coding_whose_border_lies_inside_the_correction_waits(text, code, ida):
    coding = mark_passage(text, code, *at("lit må"), by=ida)
    outcome = preview_version(text, [(*at("Tillit"), "Mistillit")], by=ida)
    assert [(left.kind, left.key, left.reason) for left in outcome.left] == [("coding", coding.key, "replaced")]
    assert list(waiting_codings(text.study)) == []  # the preview has changed nothing
    new = correct(text, "Tillit", "Mistillit", ida)
    assert list(waiting_codings(text.study)) == [coding]
    assert words_of(coding) == ("int-1", "lit må")
    place_coding(coding, *at("Mistillit må", new.body.text), by=ida)
    assert words_of(coding) == ("int-1-v2", "Mistillit må")


def test_waiting_coding_can_be_dropped_and_brought_back(text, code, ida):
    coding = mark_passage(text, code, *at("lit må"), by=ida)
    correct(text, "Tillit", "Mistillit", ida)
    drop_coding(Coding.objects.get(pk=coding.pk), by=ida)
    assert not Coding.objects.exists()
    for _ in range(2):
        journal.undo(ida)
    assert words_of(coding) == ("int-1", "lit må")
    assert list(Text.objects.filter(current=True)) == [text]


def test_two_codings_that_come_to_the_same_words_are_not_made_one(text, code, ida):
    kept, waits = (mark_passage(text, code, *at(words), by=ida) for words in ("Tillit må bygges", "Tillit må bygges over tid"))
    correct(text, " over tid", "", ida)
    assert words_of(kept) == ("int-1-v2", "Tillit må bygges")
    assert words_of(waits)[0] == "int-1"
    with pytest.raises(Refused) as refusal:
        place_coding(Coding.objects.get(pk=waits.pk), *at("Tillit må bygges"), by=ida)
    assert refusal.value.code == "already_coded"


def test_turns_move_and_a_name_in_a_label_is_replaced(text, ida, study):
    body = text.body.text
    new = new_version(text, [(at("K: Jeg")[0], at("K: Jeg")[0] + 1, "Kommunen"), (*at("stille"), "helt stille")], by=ida, why="")
    turns = list(Turn.objects.filter(text=new).order_by("n"))
    assert [turn.speaker for turn in turns] == ["I", "R", "Kommunen", "I", "R"]
    assert turns[2].person.pseudonym == "K" and turns[2].role == "informant"
    assert new.body.text[turns[4].start : turns[4].end] == "Etterpå ble det helt stille."
    assert [turn.time_start for turn in turns] == [30000, 60000, 90000, 120000, 150000]
    assert Turn.objects.filter(text=text).count() == 5 and text.body.text == body


def test_turns_whose_border_is_taken_away_become_one(text, ida):
    end, start = text.body.text.index("\n\nI: Og"), at("Og etterpå")[0]
    new = new_version(text, [(end, start, " ")], by=ida, why="one turn")
    turns = list(Turn.objects.filter(text=new).order_by("n"))
    assert [(turn.n, turn.speaker) for turn in turns] == [(1, "I"), (2, "R"), (3, "K"), (4, "R")]
    assert new.body.text[turns[2].start : turns[2].end].endswith("bestemte. Og etterpå?")


def test_parts_and_looked_move_and_a_part_can_wait(text, code, ida, study):
    case = add_case(study, "Fjordvik", by=ida)
    whole, half = mark_part(text, 0, at("K: Jeg")[0], case, by=ida), mark_part(text, *at("lit må"), case, by=ida)
    mark_looked(text, code, by=ida)
    new = correct(text, "Tillit", "Mistillit", ida)
    assert Part.objects.get(pk=whole.pk).text == new and Part.objects.get(pk=half.pk).text == text
    assert Looked.objects.get().text == new
    place_part(Part.objects.get(pk=half.pk), *at("Mistillit", new.body.text), by=ida)
    assert Part.objects.filter(text=new).count() == 2


def test_search_finds_words_of_the_current_version_only(text, ida, study):
    correct(text, "ikke enig", "svært uenig", ida)
    assert search_turns(study, "uenig").count == 1
    assert search_turns(study, '"ikke enig"').count == 0
    journal.undo(ida)
    assert search_turns(study, "svært").count == 0
    assert search_turns(study, '"ikke enig"').count == 1
    journal.redo(ida)
    assert search_turns(study, "svært").count == 1


def test_earlier_version_takes_no_work(text, code, ida, jonas, study):
    case = add_case(study, "Fjordvik", by=ida)
    correct(text, "Tillit", "Mistillit", ida)
    for act in (
        lambda: mark_passage(text, code, 0, 5, by=jonas),
        lambda: mark_looked(text, None, by=jonas),
        lambda: mark_part(text, 0, 5, case, by=ida),
        lambda: assign_speaker(text, "K", role="other", by=ida),
        lambda: correct(text, "bygges", "bygge", ida),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_current"


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ([], "nothing_changed"),
        ([(0, 1, "I")], "nothing_changed"),
        ([(0, len(INTERVIEW), " ")], "text_emptied"),
        ([(0, len(INTERVIEW) + 1, "x")], "edit_outside"),
        ([(0, 5, "x"), (3, 6, "y")], "edits-overlap"),
    ],
)
def test_what_makes_no_version_is_refused(text, ida, edits, code):
    with pytest.raises(Refused) as refusal:
        new_version(text, edits, by=ida, why="")
    assert refusal.value.code == code
    assert Text.objects.count() == 1


def test_coder_may_not_correct(text, jonas):
    with pytest.raises(Refused) as refusal:
        correct(text, "Tillit", "Mistillit", jonas)
    assert refusal.value.code == "not_allowed"


def test_version_number_is_never_given_twice(text, ida):
    assert correct(text, "Tillit", "Mistillit", ida).key == "int-1-v2"
    journal.undo(ida)
    text.refresh_from_db()
    assert correct(text, "Tillit", "Tilliten", ida).key == "int-1-v3"


def test_correction_others_have_coded_on_is_not_undone(text, code, ida, jonas):
    new = correct(text, "Tillit", "Mistillit", ida)
    mark_passage(new, code, 0, 5, by=jonas)
    with pytest.raises(Refused) as refusal:
        journal.undo(ida)
    assert refusal.value.code == "changed_since"
