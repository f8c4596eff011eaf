import pytest

from belegg.apps.coding import codebook, versions
from belegg.apps.coding.models import Code, CodebookVersion
from belegg.apps.study import journal
from belegg.method.codebook import Code as Record
from belegg.method.codebook import difference
from belegg.method.errors import Refused
from tests.worlds import add_codes


def test_version_keeps_the_codebook_with_number_and_reason(study, ida):
    trust, power = add_codes(study, ida, "Trust", "Power")
    first = versions.record_version(study, by=ida, reason="After the pilot")
    codebook.change_code(power, by=ida, name="Power and trust")

    second = versions.record_version(study, by=ida, reason="Wider")

    assert (first.number, second.number) == (1, 2)
    found = difference(versions.kept_codes(first), versions.kept_codes(second))
    assert [(old.name, new.name) for old, new in found.renamed] == [("Power", "Power and trust")]


def test_version_needs_a_reason_and_a_change(study, ida):
    add_codes(study, ida, "Trust")
    with pytest.raises(Refused) as empty:
        versions.record_version(study, by=ida, reason=" ")
    versions.record_version(study, by=ida, reason="First")
    with pytest.raises(Refused) as same:
        versions.record_version(study, by=ida, reason="Again")
    assert (empty.value.code, same.value.code) == ("no_reason", "nothing_changed")


def test_version_can_be_undone(study, ida):
    add_codes(study, ida, "Trust")
    versions.record_version(study, by=ida, reason="First")
    journal.undo(ida)
    assert not CodebookVersion.objects.exists()


def test_preview_of_an_import_tells_new_changed_and_untouched(study, ida):
    add_codes(study, ida, "Trust", "Power")
    plan = versions.plan_import(
        study,
        [Record("trust", "Trust", definition="New words."), Record("time", "Time", parent="trust")],
        ["id", "name", "parent", "definition"],
    )

    assert [code.id for code in plan.new] == ["time"]
    assert [(change.code.id, change.fields) for change in plan.changed] == [("trust", {"definition": ("", "New words.")})]
    assert [code.id for code in plan.untouched] == ["power"]
    assert Code.objects.count() == 2


def test_import_keeps_ids_and_is_one_step(study, ida):
    add_codes(study, ida, "Trust")
    incoming = [
        Record("time", "Time", parent="moments"),
        Record("moments", "Moments", colour="c7", origin="deductive"),
        Record("trust", "Trust", parent="moments"),
    ]

    versions.import_codebook(study, incoming, by=ida, given=["id", "name", "parent"])

    assert {code.id: code.parent for code in versions.records(study)} == {"moments": "", "time": "moments", "trust": "moments"}
    journal.undo(ida)
    assert [code.id for code in versions.records(study)] == ["trust"]


def test_import_with_a_ring_or_two_codes_of_one_name_is_refused(study, ida):
    add_codes(study, ida, "Trust")
    for incoming in (
        [Record("a", "A", parent="b"), Record("b", "B", parent="a")],
        [Record("other", "trust")],
        [Record("a", "A", parent="nowhere")],
        [Record("a", "A", colour="pink")],
    ):
        with pytest.raises(Refused):
            versions.import_codebook(study, incoming, by=ida)
    assert Code.objects.count() == 1


def test_ids_left_out_are_found_by_name_or_made(study, ida):
    add_codes(study, ida, "Trust")
    found = versions.identified(
        study, [Record("", "Trust"), Record("", "New thing", parent="Trust"), Record("", "Ny ting", parent="New thing")]
    )
    assert [(code.id, code.parent) for code in found] == [("trust", ""), ("new-thing", "trust"), ("ny-ting", "new-thing")]


def test_coder_imports_no_codebook(study, jonas):
    with pytest.raises(Refused) as refused:
        versions.import_codebook(study, [Record("a", "A")], by=jonas)
    assert refused.value.code == "not_allowed"
