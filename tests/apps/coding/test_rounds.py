import pytest

from belegg.apps.coding import actions, rounds
from belegg.apps.coding.models import Round
from belegg.apps.study import journal
from belegg.method.errors import Refused
from tests.worlds import add_codes, bring_in


def test_rounds_follow_one_another_with_ids_of_their_own(study, ida):
    for name in ("Each text", "Across the cases"):
        rounds.add_round(study, name, by=ida)
    assert list(Round.objects.order_by("position").values_list("key", "name")) == [("r1", "Each text"), ("r2", "Across the cases")]


def test_new_codings_go_to_the_last_round_also_after_a_move(study, ida):
    first, last = (rounds.add_round(study, name, by=ida) for name in ("Each text", "Across the cases"))
    assert rounds.round_or_last(ida) == last

    rounds.move_round(first, by=ida, at=1)

    assert rounds.round_or_last(ida) == first


def test_round_is_renamed_and_the_name_comes_back(study, ida):
    round = rounds.add_round(study, "Each text", by=ida)
    rounds.change_round(round, by=ida, name="Close reading", description="Line by line.")
    journal.undo(ida)
    assert (Round.objects.get().name, Round.objects.get().description) == ("Each text", "")


def test_two_rounds_of_one_name_are_refused(study, ida):
    rounds.add_round(study, "Each text", by=ida)
    with pytest.raises(Refused) as refused:
        rounds.add_round(study, "each text", by=ida)
    assert refused.value.code == "round_exists"


def test_round_with_work_in_it_stays(study, ida):
    round = rounds.add_round(study, "Each text", by=ida)
    text, [code] = bring_in(study, by=ida), add_codes(study, ida, "Trust")
    actions.mark_passage(text, code, 38, 60, by=ida, round=round)
    with pytest.raises(Refused) as refused:
        rounds.delete_round(round, by=ida)
    assert refused.value.code == "round_used"


def test_coder_adds_no_round(study, jonas):
    with pytest.raises(Refused) as refused:
        rounds.add_round(study, "Mine", by=jonas)
    assert refused.value.code == "not_allowed"
