import pytest

from belegg.apps.study import journal
from belegg.apps.study.attributes import add_attribute
from belegg.apps.study.models import Attribute, AttributeValue
from belegg.web.field.shown import shown


def values(study):
    rows = AttributeValue.objects.filter(study=study).order_by("case__key", "attribute__key", "date")
    return [(row.case.key, row.attribute.key, row.value, row.source, str(row.date or "")) for row in rows]


def test_grid_shows_the_latest_value_and_counts_older_ones(as_, study, inhabitants):
    line = as_("rita").get(f"/studies/{study.key}/cases/").context["lines"][0]
    (cell,) = line.cells
    assert (cell.words, cell.older, cell.latest.source) == ("78,400", 1, "SSB 2025")


def test_all_dated_values_are_listed_the_latest_first(as_, study, inhabitants):
    rows = as_("rita").get(f"/studies/{study.key}/cases/fjordvik/values/{inhabitants.key}/").context["rows"]
    assert [line["words"] for line in rows] == ["78,400", "74,100"]


def test_value_is_written_with_source_and_date_and_undone(as_, study, ida, inhabitants):
    client, address = as_("ida"), f"/studies/{study.key}/cases/lyngmo/values/inhabitants/"
    answer = client.post(address, {"row": "", "v-value": "24 100", "v-source": "SSB", "v-date": "2025-01-01"})
    assert answer.url == f"/studies/{study.key}/cases/#v-lyngmo-inhabitants"
    assert ("lyngmo", "inhabitants", "24100", "SSB", "2025-01-01") in values(study)
    journal.undo(ida)
    assert len(values(study)) == 2


@pytest.mark.parametrize(
    ("type", "choices", "bad", "why"),
    [
        ("number", [], "mange", "is not a number"),
        ("date", [], "i fjor", "is not a date"),
        ("choice", ["venstre", "høyre"], "midten", "is not among the choices"),
        ("yesno", [], "kanskje", "is neither yes nor no"),
    ],
)
def test_value_of_the_wrong_type_is_refused_at_its_field(as_, study, ida, cases, type, choices, bad, why):
    attribute = add_attribute(study, "Fakta", type, choices=choices, by=ida)
    answer = as_("ida").post(f"/studies/{study.key}/cases/lyngmo/values/{attribute.key}/", {"row": "", "v-value": bad})
    assert answer.status_code == 422
    assert why in answer.context["new"].errors["value"][0]
    assert values(study) == []


def test_value_is_changed_and_a_conflict_told(as_, study, inhabitants):
    client, address = as_("ida"), f"/studies/{study.key}/cases/fjordvik/values/inhabitants/"
    line = client.get(address).context["rows"][0]
    pk, seen = line["row"].pk, line["seen"]
    sent = {"row": pk, f"v{pk}-value": "80000", f"v{pk}-date": "2025-01-01", f"v{pk}-source": "SSB", "seen": seen}
    assert client.post(address, sent).status_code == 302

    late = client.post(address, {**sent, f"v{pk}-value": "81000"})

    assert late.status_code == 409
    assert "It says 80,000 now" in late.content.decode()
    again = {**sent, f"v{pk}-value": "81000", "seen": late.context["rows"][0]["seen"]}
    assert client.post(address, again).status_code == 302


def test_value_is_removed(as_, study, inhabitants):
    client, address = as_("ida"), f"/studies/{study.key}/cases/fjordvik/values/inhabitants/"
    pk = client.get(address).context["rows"][0]["row"].pk
    client.post(address, {"row": pk, "remove": "1", f"v{pk}-value": "78400"})
    assert [row[2] for row in values(study)] == ["74100"]


def test_row_of_another_case_is_not_found(as_, study, inhabitants):
    pk = AttributeValue.objects.filter(study=study).first().pk
    answer = as_("ida").post(f"/studies/{study.key}/cases/lyngmo/values/inhabitants/", {"row": pk, f"v{pk}-value": "1"})
    assert answer.status_code == 404


def test_drawer_gets_the_part_alone(as_, study, inhabitants):
    page = as_("ida").get(f"/studies/{study.key}/cases/fjordvik/values/inhabitants/", headers={"X-Belegg-Part": "values"}).content.decode()
    assert "<html" not in page
    assert "78,400" in page


def test_attribute_is_added_changed_moved_and_deleted(as_, study, ida, inhabitants):
    client = as_("ida")
    new = {"name": "Styre", "type": "choice", "choices": "venstre\nhøyre\n\nvenstre", "unit": ""}
    assert client.post(f"/studies/{study.key}/field/new-attribute/", new).status_code == 302
    assert Attribute.objects.get(study=study, key="styre").choices == ["venstre", "høyre"]

    client.post(f"/studies/{study.key}/attributes/styre/move/", {"step": "up"})
    assert [one.key for one in Attribute.objects.filter(study=study).order_by("position")] == ["styre", "inhabitants"]

    client.post(f"/studies/{study.key}/attributes/styre/", {**new, "name": "Politisk styre"})
    assert Attribute.objects.get(study=study, key="styre").name == "Politisk styre"

    client.post(f"/studies/{study.key}/attributes/inhabitants/delete/")
    assert values(study) == []
    journal.undo(ida)
    assert len(values(study)) == 2


def test_attribute_keeps_its_type_while_values_do_not_fit(as_, study, inhabitants):
    answer = as_("ida").post(
        f"/studies/{study.key}/attributes/inhabitants/", {"name": "Inhabitants", "type": "date", "choices": "", "unit": ""}
    )
    assert answer.status_code == 422
    assert "does not fit" in answer.content.decode()


def test_choice_without_choices_is_refused(as_, study):
    answer = as_("ida").post(f"/studies/{study.key}/field/new-attribute/", {"name": "Styre", "type": "choice", "choices": "", "unit": ""})
    assert answer.status_code == 422


def test_reader_may_not_write_values_and_stranger_sees_none(as_, study, inhabitants):
    address = f"/studies/{study.key}/cases/fjordvik/values/inhabitants/"
    assert as_("rita").get(address).status_code == 200
    assert as_("rita").post(address, {"row": "", "v-value": "1"}).status_code == 403
    assert as_("rita").get(f"/studies/{study.key}/field/new-attribute/").status_code == 403
    assert as_("rita").get(f"/studies/{study.key}/attributes/inhabitants/").status_code == 403
    assert as_("stian").get(address).status_code == 404


@pytest.mark.parametrize(
    ("value", "type", "words"),
    [("2019", "number", "2019"), ("78400", "number", "78,400"), ("3.5", "number", "3.5"), ("yes", "yesno", "yes"), ("x", "date", "x")],
)
def test_values_are_shown_as_people_write_them(value, type, words):
    assert shown(value, type) == words
