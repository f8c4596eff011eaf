import pytest

from belegg.apps.analysis.models import Summary
from belegg.apps.coding import actions, codebook, merging
from belegg.apps.coding.models import Code, Coding, Looked, Voice
from belegg.apps.study import journal
from belegg.apps.study.journal import image
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import JournalEntry, Memo
from belegg.apps.study.seen import stamp
from belegg.method.errors import Refused
from tests.worlds import add_codes, add_round, bring_in


@pytest.fixture
def world(study, ida):
    """Two codes: trust holds two passages, one of them is also under power."""
    text, round = bring_in(study, by=ida), add_round(study, ida)
    trust, power = add_codes(study, ida, "Trust", "Power")
    passages = [(trust, 38, 60), (trust, 70, 80), (power, 38, 60), (power, 90, 110)]
    codings = [actions.mark_passage(text, code, start, end, by=ida, round=round) for code, start, end in passages]
    return {"text": text, "round": round, "trust": trust, "power": power, "codings": codings}


def everything():
    """Return every row that codebook verbs may touch, as the database holds it."""
    models = (Code, Coding, Voice, Looked, Memo, Summary)
    return {model.__name__: sorted(image(row) for row in model.objects.all()) for model in models}


def names(study):
    return [code.name for code in codebook.order.in_order(Code.objects.filter(study=study))]


def test_code_is_added_last_with_a_colour_of_its_own(study, jonas):
    first = codebook.add_code(study, "Tillit", by=jonas)
    second = codebook.add_code(study, "Makt", by=jonas, definition="Hvem som bestemmer.")

    assert names(study) == ["Tillit", "Makt"]
    assert first.colour != second.colour
    assert second.definition == "Hvem som bestemmer."


def test_name_is_taken_also_in_other_case(study, ida):
    codebook.add_code(study, "Ærlighet", by=ida)
    with pytest.raises(Refused) as refused:
        codebook.add_code(study, "ÆRLIGHET", by=ida)
    assert refused.value.code == "code_exists"


def test_unknown_colour_is_refused(study, ida):
    code = codebook.add_code(study, "Tillit", by=ida)
    with pytest.raises(Refused) as refused:
        codebook.change_code(code, by=ida, colour="pink")
    assert refused.value.code == "unknown_colour"


def test_rename_is_one_step_of_undo(study, ida):
    code = codebook.add_code(study, "Tillit", by=ida)
    codebook.change_code(code, by=ida, name="Tillit over tid", definition="Det som bygges.")

    journal.undo(ida)

    assert (Code.objects.get().name, Code.objects.get().definition) == ("Tillit", "")


def test_change_says_when_another_has_changed_the_code_since(study, ida, people):
    code = codebook.add_code(study, "Tillit", by=ida)
    seen = stamp(Code.objects.get())
    codebook.change_code(code, by=ida, definition="Idas")

    with pytest.raises(Refused) as refused:
        codebook.change_code(code, by=ida, seen=seen, definition="Annens")

    assert refused.value.code == "changed_since"
    assert Code.objects.get().definition == "Idas"


def test_coder_may_add_but_not_rename_merge_or_delete(study, jonas):
    one, two = codebook.add_code(study, "Tillit", by=jonas), codebook.add_code(study, "Makt", by=jonas)
    for act in (
        lambda: codebook.change_code(one, by=jonas, name="X"),
        lambda: codebook.move_code(one, by=jonas, parent=two),
        lambda: codebook.delete_code(one, by=jonas),
        lambda: merging.merge_codes(one, two, by=jonas),
        lambda: merging.split_code(one, [], "X", by=jonas),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_allowed"


def test_reader_adds_no_code(study, rita):
    with pytest.raises(Refused):
        codebook.add_code(study, "Tillit", by=rita)


def test_code_moves_between_siblings_and_back(study, ida):
    a, b, c = add_codes(study, ida, "A", "B", "C")

    codebook.move_code(c, by=ida, parent=None, at=0)
    assert names(study) == ["C", "A", "B"]
    codebook.move_code(b, by=ida, parent=None, at=1)
    assert names(study) == ["C", "B", "A"]
    codebook.move_code(Code.objects.get(name="A"), by=ida, parent=Code.objects.get(name="B"))
    assert names(study) == ["C", "B", "A"]
    for expected in (["C", "B", "A"], ["C", "A", "B"], ["A", "B", "C"]):
        journal.undo(ida)
        assert names(study) == expected


def test_code_does_not_move_below_itself(study, ida):
    a, b = add_codes(study, ida, "A", "B")
    b = codebook.move_code(b, by=ida, parent=a)
    with pytest.raises(Refused) as refused:
        codebook.move_code(a, by=ida, parent=b)
    assert refused.value.code == "below_itself"


def test_moving_to_where_it_stands_leaves_no_trace(study, ida):
    a, _ = add_codes(study, ida, "A", "B")
    before = JournalEntry.objects.count()
    codebook.move_code(a, by=ida, parent=None, at=0)
    assert JournalEntry.objects.count() == before


def test_preview_of_a_merge_tells_moved_and_identical(world):
    plan = merging.preview_merge(world["trust"], world["power"])

    first, second, twin, _ = world["codings"]
    assert plan.moved == [second]
    assert plan.identical == [(first, twin)]


def test_merge_gives_everything_to_the_code_that_stays(study, ida, world):
    first, second, twin, other = world["codings"]
    child = codebook.add_code(study, "Distrust", by=ida, parent=world["trust"])
    add_memo(study, "On trust", by=ida, target="code:trust")
    add_memo(study, "On a passage", by=ida, target=f"coding:{first.key}")

    merging.merge_codes(world["trust"], world["power"], by=ida, name="Trust and power")

    assert set(Coding.objects.values_list("key", "code__name")) == {(c.key, "Trust and power") for c in (second, twin, other)}
    assert Code.objects.get(pk=child.pk).parent_id == world["power"].pk
    assert set(Memo.objects.values_list("target", flat=True)) == {"code:power", f"coding:{twin.key}"}


def test_undo_after_merge_restores_everything_exactly_and_redo_does_it_again(study, ida, jonas, world):
    codebook.add_code(study, "Distrust", by=ida, parent=world["trust"])
    add_memo(study, "On trust", by=ida, target="code:trust")
    add_memo(study, "On a passage", by=ida, target=f"coding:{world['codings'][0].key}")
    actions.mark_looked(world["text"], world["trust"], by=jonas, round=world["round"])
    actions.mark_looked(world["text"], world["power"], by=ida, round=world["round"])
    before = everything()

    merging.merge_codes(world["trust"], world["power"], by=ida, definition="Both.")
    after = everything()
    journal.undo(ida)
    assert everything() == before
    journal.redo(ida)
    assert everything() == after
    journal.undo(ida)
    assert everything() == before
    assert journal.faults(study) == []


def test_undo_of_a_merge_names_who_changed_a_coding_since(study, ida, jonas, world):
    own = actions.mark_passage(world["text"], world["trust"], 60, 66, by=jonas, round=world["round"])
    merging.merge_codes(world["trust"], world["power"], by=ida)
    actions.reshape(Coding.objects.get(pk=own.pk), 60, 70, by=jonas)

    with pytest.raises(Refused) as refused:
        journal.undo(ida)
    assert refused.value.params["who"] == "Jonas"


def test_code_is_not_merged_with_itself_or_into_one_below(study, ida, world):
    with pytest.raises(Refused) as same:
        merging.merge_codes(world["trust"], world["trust"], by=ida)
    child = codebook.add_code(study, "Distrust", by=ida, parent=world["trust"])
    with pytest.raises(Refused) as below:
        merging.merge_codes(world["trust"], child, by=ida)
    assert (same.value.code, below.value.code) == ("same_code", "into_below")


def test_looked_stays_only_where_both_codes_were_looked_for(study, ida, jonas, world):
    for code in (world["trust"], world["power"]):
        actions.mark_looked(world["text"], code, by=ida, round=world["round"])
    actions.mark_looked(world["text"], world["power"], by=jonas, round=world["round"])

    merging.merge_codes(world["trust"], world["power"], by=ida)

    assert list(Looked.objects.values_list("coder__key", "code__key")) == [("ida", "power")]


def test_split_gives_the_chosen_quotations_to_a_new_code_beside(study, ida, world):
    first, second, *_ = world["codings"]
    actions.mark_looked(world["text"], world["trust"], by=ida, round=world["round"])
    before = everything()

    made = merging.split_code(world["trust"], [second], "Slow trust", by=ida, definition="Takes time.")

    assert names(study) == ["Trust", "Slow trust", "Power"]
    assert list(made.codings.values_list("key", flat=True)) == [second.key]
    assert Looked.objects.filter(code=made).count() == 1
    journal.undo(ida)
    assert everything() == before


def test_split_refuses_nothing_chosen_and_codings_of_another_code(ida, world):
    with pytest.raises(Refused) as nothing:
        merging.split_code(world["trust"], [], "New", by=ida)
    with pytest.raises(Refused) as foreign:
        merging.split_code(world["trust"], [world["codings"][3]], "New", by=ida)
    assert (nothing.value.code, foreign.value.code) == ("nothing_chosen", "not_of_code")


def test_preview_of_a_deletion_counts_what_goes(study, ida, world):
    codebook.add_code(study, "Distrust", by=ida, parent=world["trust"])
    add_memo(study, "On trust", by=ida, target="code:trust")

    going = codebook.preview_delete(world["trust"], children="too")

    assert ([code.name for code in going.codes], going.codings, going.texts, going.coders, going.memos) == (
        ["Trust", "Distrust"], 2, 1, ["Ida"], 1,
    )  # fmt: skip


def test_delete_takes_codings_and_lets_children_take_its_place(study, ida, world):
    codebook.add_code(study, "Distrust", by=ida, parent=world["trust"])
    add_memo(study, "On trust", by=ida, target="code:trust")
    add_memo(study, "On a passage", by=ida, target=f"coding:{world['codings'][0].key}")
    before = everything()

    codebook.delete_code(world["trust"], by=ida)

    assert names(study) == ["Distrust", "Power"]
    assert set(Coding.objects.values_list("code__name", flat=True)) == {"Power"}
    assert set(Memo.objects.values_list("target", flat=True)) == {"study", "source:int-1"}
    journal.undo(ida)
    assert everything() == before


def test_delete_may_take_the_codes_below_too(study, ida, world):
    codebook.add_code(study, "Distrust", by=ida, parent=world["trust"])
    codebook.delete_code(world["trust"], by=ida, children="too")
    assert names(study) == ["Power"]
