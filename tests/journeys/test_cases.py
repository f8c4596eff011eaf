"""The tree of cases in the browser: dragged with the mouse, moved with the keys, and undone."""

import pytest

from belegg.apps.study.cases import add_case
from belegg.apps.study.models import Case
from belegg.apps.study.order import in_order
from belegg.apps.study.questions import add_question

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def cases(server, study, ida):
    fjordvik = add_case(study, "Fjordvik", by=ida)
    add_case(study, "Helse", parent=fjordvik, by=ida)
    add_case(study, "Lyngmo", by=ida)
    add_case(study, "Sundvik", by=ida)
    return study


def tree(study):
    return [
        (case.key, case.parent.key if case.parent else "") for case in in_order(Case.objects.filter(study=study).select_related("parent"))
    ]


def row(page, key):
    return page.locator(f'li[data-branch="{key}"] > .branch')


def dragged(page, key, onto, y):
    with page.expect_navigation():
        row(page, key).locator(".tree-link").drag_to(row(page, onto), target_position={"x": 40, "y": y})


def test_case_is_dragged_below_another_and_before_a_third_and_undone(page_as, cases):
    page = page_as("ida")
    page.goto(f"/studies/{cases.key}/cases/")
    middle = row(page, "lyngmo").bounding_box()["height"] / 2
    dragged(page, "sundvik", "lyngmo", middle)
    assert tree(cases)[-1] == ("sundvik", "lyngmo")
    page.wait_for_function("document.activeElement.textContent === 'Sundvik'")

    dragged(page, "sundvik", "fjordvik", 2)
    assert tree(cases)[0] == ("sundvik", "")

    page.keyboard.press("Control+z")
    page.wait_for_function("document.querySelector('[data-branch=lyngmo] [data-branch=sundvik]')")
    assert tree(cases)[-1] == ("sundvik", "lyngmo")


def test_case_cannot_be_dropped_below_itself(page_as, cases):
    page = page_as("ida")
    page.goto(f"/studies/{cases.key}/cases/")
    before = tree(cases)
    row(page, "fjordvik").locator(".tree-link").drag_to(row(page, "helse"))
    page.wait_for_timeout(300)
    assert tree(cases) == before


def test_question_is_dragged_and_moved_with_the_keys(page_as, cases, ida):
    first, second = (add_question(cases, text, by=ida) for text in ("How?", "Why?"))
    page = page_as("ida")
    page.goto(f"/studies/{cases.key}/field/")
    dragged(page, second.key, first.key, row(page, first.key).bounding_box()["height"] / 2)
    second.refresh_from_db()
    assert second.parent == first
    row(page, second.key).locator(".tree-link").focus()
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowLeft")
    second.refresh_from_db()
    assert second.parent is None


def test_reader_drags_nothing(page_as, cases):
    page = page_as("rita")
    page.goto(f"/studies/{cases.key}/cases/")
    before = tree(cases)
    row(page, "sundvik").locator(".tree-link").drag_to(row(page, "lyngmo"))
    page.wait_for_timeout(300)
    assert tree(cases) == before
