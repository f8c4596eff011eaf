import pytest

from belegg.apps.coding.actions import mark_looked, mark_passage
from belegg.apps.coding.models import Round
from belegg.apps.coding.progress import round_grids
from belegg.apps.study import journal
from tests.worlds import add_codes, add_round, bring_in


@pytest.fixture
def as_(client, people):
    def sign_in(name):
        client.force_login(people[name])
        return client

    return sign_in


def states(study):
    coders, grids = round_grids(study)
    return {
        grid.round.key: {line.text.key: {cell.coder.key: (cell.state, cell.codings) for cell in line.cells} for line in grid.lines}
        for grid in grids
    }


def test_grid_tells_coded_through_in_part_and_not_begun(study, ida, jonas):
    first, second = bring_in(study, by=ida), bring_in(study, by=ida, key="int-2", title="Interview 2")
    (code,) = add_codes(study, ida, "Tillit")
    one = add_round(study, ida)
    mark_passage(first, code, 3, 20, by=jonas, round=one)
    mark_looked(second, None, by=jonas, round=one)

    assert states(study) == {
        "r1": {
            "int-1": {"ida": ("none", 0), "jonas": ("part", 1)},
            "int-2": {"ida": ("none", 0), "jonas": ("through", 0)},
        }
    }


def test_looking_for_one_code_does_not_code_a_text_through(study, ida):
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "Tillit")
    mark_looked(text, code, by=ida, round=add_round(study, ida))
    assert states(study)["r1"]["int-1"]["ida"] == ("part", 0)


def test_page_says_the_states_in_words_and_leads_to_the_texts(as_, study, ida):
    text = bring_in(study, by=ida)
    mark_looked(text, None, by=ida, round=add_round(study, ida))

    page = as_("rita").get(f"/studies/{study.key}/rounds/").content.decode()

    assert '<span class="visually-hidden">coded through</span>' in page
    assert '<span class="visually-hidden">not begun</span>' in page
    assert f"/studies/{study.key}/texts/int-1/?round=r1&amp;coder=ida" in page
    assert "Add the round" not in page


def test_progress_is_saved_as_a_table(as_, study, ida):
    mark_looked(bring_in(study, by=ida), None, by=ida, round=add_round(study, ida))
    lines = as_("rita").get(f"/studies/{study.key}/rounds/export.csv").content.decode().splitlines()
    assert lines[1:] == ["Round 1,int-1,Interview 1,Ida,through,0", "Round 1,int-1,Interview 1,Jonas,none,0"]


def test_page_asks_as_often_for_three_texts_as_for_one(as_, study, ida, django_assert_max_num_queries):
    client, address = as_("ida"), f"/studies/{study.key}/rounds/"
    add_round(study, ida)
    bring_in(study, by=ida)
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    bring_in(study, by=ida, key="int-2")
    bring_in(study, by=ida, key="int-3")
    with django_assert_max_num_queries(100) as three:
        client.get(address)
    assert len(three) == len(one)


def test_round_is_added_and_undone(as_, study, ida):
    answer = as_("ida").post(f"/studies/{study.key}/rounds/", {"name": "På tvers", "description": "Alle saker"})
    assert answer.status_code == 302
    assert [round.name for round in Round.objects.filter(study=study)] == ["På tvers"]
    journal.undo(ida)
    assert not Round.objects.filter(study=study).exists()


def test_round_needs_a_name_of_its_own(as_, study, ida):
    add_round(study, ida)
    answer = as_("ida").post(f"/studies/{study.key}/rounds/", {"name": "round 1"})
    assert answer.status_code == 422
    assert "There is already a round called" in answer.content.decode()


def test_round_is_renamed_and_a_conflict_told(as_, study, ida):
    round = add_round(study, ida)
    client, address = as_("ida"), f"/studies/{study.key}/rounds/r1/"
    seen = client.get(address).context["seen"]
    assert client.post(address, {"name": "Første", "seen": seen}).status_code == 302
    late = client.post(address, {"name": "Andre", "seen": seen})
    assert late.status_code == 409
    assert Round.objects.get(pk=round.pk).name == "Første"


def test_rounds_are_ordered(as_, study, ida):
    add_round(study, ida)
    add_round(study, ida, key="r2", name="Round 2", position=2)
    as_("ida").post(f"/studies/{study.key}/rounds/r2/move/", {"step": "up"})
    assert [round.key for round in Round.objects.filter(study=study).order_by("position")] == ["r2", "r1"]


def test_round_with_work_in_it_stays(as_, study, ida):
    round = add_round(study, ida)
    mark_looked(bring_in(study, by=ida), None, by=ida, round=round)
    answer = as_("ida").post(f"/studies/{study.key}/rounds/r1/delete/")
    assert answer.status_code == 422
    assert "There is work in the round" in answer.content.decode()


def test_empty_round_is_deleted(as_, study, ida):
    add_round(study, ida)
    as_("ida").post(f"/studies/{study.key}/rounds/r1/delete/")
    assert not Round.objects.filter(study=study).exists()


def test_coder_and_reader_may_not_change_rounds_and_stranger_sees_none(as_, study, ida):
    add_round(study, ida)
    for name in ("jonas", "rita"):
        assert as_(name).post(f"/studies/{study.key}/rounds/", {"name": "x"}).status_code == 403
        assert as_(name).post(f"/studies/{study.key}/rounds/r1/", {"name": "x"}).status_code == 403
        assert as_(name).post(f"/studies/{study.key}/rounds/r1/delete/").status_code == 403
    assert as_("stian").get(f"/studies/{study.key}/rounds/").status_code == 404
