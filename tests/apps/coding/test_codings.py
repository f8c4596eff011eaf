import hashlib

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belegg.apps.coding import actions
from belegg.apps.coding.models import Code, Coding, Looked, Round, Voice
from belegg.apps.study import journal
from belegg.apps.study.models import Memo
from belegg.method.errors import Refused
from tests.worlds import add_codes, add_round


def test_passage_comes_under_a_code_with_all_that_is_derived(text, tillit, place, jonas):
    start, end = place("🙂 og kanskje for mye. Tillit")

    coding = actions.mark_passage(text, tillit, start, end, by=jonas)

    coding.refresh_from_db()
    assert coding.sha256 == hashlib.sha256("🙂 og kanskje for mye. Tillit".encode()).hexdigest()
    assert (coding.coder, coding.round.name, coding.turn_first, coding.turn_last) == (jonas, "Round 1", 2, 2)
    assert (coding.words, coding.informant_words, coding.speaker.pseudonym) == (5, 5, "R")
    assert coding.key.startswith("c-") and len(coding.key) == 14


def test_further_informants_are_kept_as_voices(text, tillit, place, jonas):
    start, end = place("over tid.")[0], place("Jeg er ikke")[1]

    coding = actions.mark_passage(text, tillit, start, end, by=jonas)

    assert (coding.speaker.pseudonym, [voice.person.pseudonym for voice in coding.voices.all()]) == ("R", ["K"])


def test_same_coding_twice_is_one(text, tillit, place, jonas, ida):
    first = actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    again = actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    other = actions.mark_passage(text, tillit, *place("Tillit"), by=ida)

    assert first.pk == again.pk != other.pk


@pytest.mark.parametrize(
    "start, end, code", [(5, 5, "span-empty"), (9, 3, "span-empty"), (-1, 3, "span-outside"), (0, 9999, "span-outside")]
)
def test_impossible_passage_is_refused(text, tillit, jonas, start, end, code):
    with pytest.raises(Refused) as refused:
        actions.mark_passage(text, tillit, start, end, by=jonas)
    assert refused.value.code == code
    assert not Coding.objects.exists()


def test_passage_with_other_words_than_seen_is_refused(text, tillit, place, jonas):
    start, end = place("Tillit")
    with pytest.raises(Refused) as refused:
        actions.mark_passage(text, tillit, start + 1, end + 1, by=jonas, words="Tillit")
    assert refused.value.code == "other_words"


def test_reader_may_not_code(text, tillit, rita):
    with pytest.raises(Refused) as refused:
        actions.mark_passage(text, tillit, 0, 3, by=rita)
    assert refused.value.code == "not_allowed"


def test_coder_may_not_change_anothers_coding_but_owner_may(text, tillit, place, ida, jonas):
    of_ida = actions.mark_passage(text, tillit, *place("Tillit"), by=ida)
    of_jonas = actions.mark_passage(text, tillit, *place("stille"), by=jonas)

    with pytest.raises(Refused):
        actions.unmark(of_ida, by=jonas)
    actions.unmark(of_jonas, by=ida)

    assert list(Coding.objects.all()) == [of_ida]


def test_new_code_and_its_coding_are_one_step(text, place, jonas):
    add_round(jonas.study, jonas)
    actions.mark_with_new_code(text, "Makt", *place("bestemte"), by=jonas)

    journal.undo(jonas)

    assert (Code.objects.count(), Coding.objects.count()) == (0, 0)
    journal.redo(jonas)
    assert Coding.objects.get().code.name == "Makt"


def test_undoing_the_first_coding_leaves_its_round(text, tillit, place, jonas, ida):
    actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    actions.mark_passage(text, tillit, *place("stille"), by=ida)

    journal.undo(jonas)

    assert (Coding.objects.count(), Round.objects.count()) == (1, 1)


def test_many_passages_are_one_step_and_leave_out_what_is_there(text, tillit, place, jonas):
    actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    hits = [(text, *place("Tillit")), (text, *place("stille")), (text, *place("over tid.\n\nK: Jeg")), (text, *place("stille"))]

    made = actions.mark_passages(hits, tillit, by=jonas)

    assert len(made) == 2 and Voice.objects.count() == 1
    journal.undo(jonas)
    assert (Coding.objects.count(), Voice.objects.count()) == (1, 0)


def test_memo_outlives_its_coding(text, tillit, place, jonas):
    coding = actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    with journal.act(jonas.study, by=jonas, verb="memo.write") as doing:
        doing.create(Memo(study=jonas.study, key="m-1", target=f"coding:{coding.key}", by=jonas, time=coding.time, text="Se også int-2"))

    actions.unmark(coding, by=jonas)
    assert Memo.objects.get().target == "source:int-1"
    journal.undo(jonas)
    assert Memo.objects.get().target == f"coding:{coding.key}"


def test_reshaping_derives_again(text, tillit, place, jonas):
    coding = actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)

    coding = actions.reshape(coding, place("Tillit")[0], place("Jeg er")[1], by=jonas, seen=place("Tillit"))

    assert (coding.turn_last, coding.words, coding.voices.count()) == (3, 7, 1)
    journal.undo(jonas)
    assert (Coding.objects.get().end, Voice.objects.count()) == (place("Tillit")[1], 0)


def test_change_of_what_another_has_moved_is_refused(text, tillit, place, jonas, ida):
    coding = actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    actions.reshape(coding, *place("Tillit må"), by=ida)

    with pytest.raises(Refused) as refused:
        actions.reshape(coding, *place("Tillit må bygges"), by=jonas, seen=place("Tillit"))
    assert refused.value.code == "changed_since"

    actions.unmark(coding, by=ida)
    with pytest.raises(Refused) as refused:
        actions.unmark(coding, by=jonas)
    assert refused.value.code == "changed_since"


def test_passage_cannot_come_twice_under_one_code(study, text, tillit, place, jonas):
    makt = add_codes(study, jonas, "Makt")[0]
    first = actions.mark_passage(text, tillit, *place("Tillit"), by=jonas)
    second = actions.mark_passage(text, makt, *place("Tillit"), by=jonas)

    with pytest.raises(Refused) as refused:
        actions.recode(second, tillit, by=jonas)
    assert refused.value.code == "already_coded"
    assert actions.recode(first, add_codes(study, jonas, "Tid")[0], by=jonas).code.name == "Tid"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_walk_of_acts_is_undone_step_by_step(text, tillit, jonas, data):
    with transaction.atomic():
        add_round(jonas.study, jonas)
        walk(data, text, tillit, jonas)
        transaction.set_rollback(True)


def walk(data, text, tillit, jonas):
    seen = [rows()]
    for _ in range(4):
        mine = list(Coding.objects.order_by("pk"))
        start = data.draw(st.integers(0, text.length - 4))
        end = data.draw(st.integers(start + 3, text.length))
        act = data.draw(st.sampled_from(["mark", "unmark", "reshape"]))
        try:
            if act == "mark" or not mine:
                actions.mark_passage(text, tillit, start, end, by=jonas)
            elif act == "unmark":
                actions.unmark(mine[0], by=jonas)
            else:
                actions.reshape(mine[-1], start, end, by=jonas)
        except Refused:
            continue
        if rows() != seen[-1]:
            seen.append(rows())
    for before in reversed(seen[:-1]):
        journal.undo(jonas)
        assert rows() == before


def rows():
    return sorted(Coding.objects.values_list()), sorted(Voice.objects.values_list())


def test_looked_is_said_changed_and_taken_back(text, tillit, jonas):
    looked = actions.mark_looked(text, None, by=jonas)
    actions.mark_looked(text, tillit, by=jonas)
    asked = actions.mark_looked(text, tillit, "not_asked", by=jonas)

    assert sorted(Looked.objects.values_list("code__name", "state"), key=str) == [("Tillit", "not_asked"), (None, "looked")]
    actions.unmark_looked(asked, by=jonas)
    journal.undo(jonas)
    assert Looked.objects.get(code=tillit).state == "not_asked"
    actions.unmark_looked(looked, by=jonas)


def test_whole_text_cannot_be_said_not_asked(text, jonas):
    with pytest.raises(Refused) as refused:
        actions.mark_looked(text, None, "skipped", by=jonas)
    assert refused.value.code == "needs_code"
