from belegg.apps.study import journal
from belegg.apps.study.models import Case
from belegg.apps.study.rows import insert_rows


def add_cases(study, ida, *names):
    with journal.act(study, by=ida, verb="case.add", about="case:", name="") as doing:
        return doing.create_rows(Case, [[study.pk, name.lower(), None, name, "", "", 0] for name in names])


def test_rows_get_rising_keys_and_equal_saved_ones(study, ida):
    rows = add_cases(study, ida, "Fjordvik", "Lyngmo")

    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [journal.image(case) for case in Case.objects.order_by("pk")] == rows


def test_a_row_saved_afterwards_gets_the_next_key(study, ida):
    rows = add_cases(study, ida, "Fjordvik")

    with journal.act(study, by=ida, verb="case.add", about="case:", name="") as doing:
        assert doing.create(Case(study=study, key="lyngmo", name="Lyngmo")).pk > rows[-1][0]


def test_rows_are_undone_and_done_again(study, ida):
    add_cases(study, ida, "Fjordvik", "Lyngmo")

    journal.undo(ida)
    assert not Case.objects.exists()
    journal.redo(ida)
    assert Case.objects.count() == 2


def test_no_rows_are_no_work(study, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_rows(Case, []) == []
