import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belegg.apps.privacy.actions import add_person
from belegg.apps.study import journal
from belegg.apps.study.models import Attribute, Case
from belegg.formats.table import read_xlsx
from tests.web.field.test_attributes import values


def upload(client, study, text, name="fakta.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/studies/{study.key}/field/import/", {"file": SimpleUploadedFile(name, data)})


def read_in(client, study, text):
    preview = upload(client, study, text)
    return client.post(f"/studies/{study.key}/field/import/", {"table": preview.context["table"]})


def test_preview_says_what_would_change_and_writes_nothing(as_, study, inhabitants):
    before = values(study)
    answer = upload(as_("ida"), study, "kommune;Inhabitants;Areal\nFjordvik;80 000;120\nLyngmo;24 100;44,5\nNyvik;mange;9\n")

    plan = answer.context["plan"]
    assert [(value.case, value.attribute, value.before, value.value) for value in plan.changed] == [
        ("Fjordvik", "Inhabitants", "78400", "80000")
    ]
    assert [(value.case, value.attribute, value.value) for value in plan.new] == [
        ("Fjordvik", "Areal", "120"),
        ("Lyngmo", "Inhabitants", "24100"),
        ("Lyngmo", "Areal", "44.5"),
        ("Nyvik", "Areal", "9"),
    ]
    assert ([case.name for case in plan.cases], plan.attributes) == (["Nyvik"], [("Areal", "number")])
    assert answer.context["problems"][0][0] == 4
    assert "is not a number" in answer.context["problems"][0][1]
    assert values(study) == before


def test_table_of_cases_is_read_in_as_one_act(as_, study, ida, inhabitants):
    before = values(study)
    read_in(as_("ida"), study, "case,kind,Inhabitants,Areal\nFjordvik,,80000,120\nNyvik,kommune,900,\n")
    assert Case.objects.get(study=study, key="nyvik").kind == "kommune"
    assert ("nyvik", "inhabitants", "900", "", "") in values(study)
    assert ("fjordvik", "inhabitants", "80000", "SSB 2025", "2025-01-01") in values(study)

    journal.undo(ida)

    assert values(study) == before
    assert not Case.objects.filter(study=study, key="nyvik").exists()
    assert not Attribute.objects.filter(study=study, key="areal").exists()


def test_table_of_values_keeps_source_and_date(as_, study, inhabitants):
    read_in(
        as_("ida"),
        study,
        "case,attribute,value,source,date\nlyngmo,inhabitants,24100,SSB,1.1.2025\nlyngmo,inhabitants,24000,SSB,2020-01-01\n",
    )
    assert [row for row in values(study) if row[0] == "lyngmo"] == [
        ("lyngmo", "inhabitants", "24000", "SSB", "2020-01-01"),
        ("lyngmo", "inhabitants", "24100", "SSB", "2025-01-01"),
    ]


@pytest.mark.parametrize("table", ["cases", "attributes"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_was_saved_holds_nothing_new(as_, study, inhabitants, table, suffix):
    client = as_("ida")
    saved = client.get(f"/studies/{study.key}/field/export/{table}.{suffix}").content
    plan = upload(client, study, saved, f"x.{suffix}").context["plan"]
    assert (plan.is_empty, plan.problems, plan.same) == (True, [], 1 if table == "cases" else 2)


def test_same_value_twice_in_a_table_is_told(as_, study, inhabitants):
    text = "case,attribute,value,date\nlyngmo,inhabitants,1,2025-01-01\nLyngmo,Inhabitants,2,2025-01-01\nlyngmo,,3,\n"
    answer = upload(as_("ida"), study, text)
    assert [row for row, _ in answer.context["problems"]] == [3, 4]


@pytest.mark.parametrize(("text", "name"), [("Inhabitants;Areal\n1;2\n", "x.csv"), ("", "x.csv"), (b"PK\x03\x04 nothing", "x.xlsx")])
def test_file_that_is_no_such_table_is_refused_in_the_form(as_, study, inhabitants, text, name):
    answer = upload(as_("ida"), study, text, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_cases_are_saved_with_numbers_as_numbers(as_, study, inhabitants):
    answer = as_("rita").get(f"/studies/{study.key}/field/export/cases.xlsx")
    table = read_xlsx(answer.content, "x.xlsx")
    assert table.columns == ("id", "name", "kind", "parent", "note", "Inhabitants")
    assert table.rows[1] == ("helse", "Helse", "avdeling", "fjordvik", "", "")
    assert table.rows[0][-1] == "78400"


def test_people_are_saved_by_pseudonym(as_, study, ida, cases):
    add_person(study, "Informant 1", role="Rådgiver", case=cases["helse"], by=ida)
    rows = list(csv.reader(io.StringIO(as_("rita").get(f"/studies/{study.key}/field/export/people.csv").content.decode())))
    assert rows == [["id", "pseudonym", "role", "rank", "unit", "case"], ["p-1", "Informant 1", "Rådgiver", "", "", "helse"]]


def test_unknown_table_or_ending_is_not_there(as_, study):
    assert as_("ida").get(f"/studies/{study.key}/field/export/secrets.csv").status_code == 404
    assert as_("ida").get(f"/studies/{study.key}/field/export/cases.exe").status_code == 404


def test_reader_may_not_read_a_table_in_and_stranger_saves_none(as_, study):
    assert as_("rita").get(f"/studies/{study.key}/field/import/").status_code == 403
    assert as_("rita").post(f"/studies/{study.key}/field/import/", {"table": "case,A\nX,1\n"}).status_code == 403
    assert as_("stian").get(f"/studies/{study.key}/field/export/cases.csv").status_code == 404
