import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belegg.apps.coding import actions, codebook, versions
from belegg.apps.coding.models import Code, CodebookVersion, Coding
from belegg.apps.study import journal
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import StepState
from belegg.apps.study.seen import stamp
from tests.worlds import add_codes, add_round, bring_in


@pytest.fixture
def as_ida(client, people, study):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def as_jonas(client, people, study):
    client.force_login(people["jonas"])
    return client


@pytest.fixture
def world(study, ida):
    text, round = bring_in(study, by=ida), add_round(study, ida)
    trust, power = add_codes(study, ida, "Tillit", "Makt")
    for code, start, end in ((trust, 38, 60), (trust, 70, 80), (power, 38, 60)):
        actions.mark_passage(text, code, start, end, by=ida, round=round)
    return {"text": text, "trust": trust, "power": power}


def at(study, path):
    return f"/studies/{study.key}/{path}"


def test_codebook_page_shows_the_tree_with_counts(as_ida, study, world):
    page = as_ida.get(at(study, "codes/")).content.decode()
    assert page.index('data-code="tillit"') < page.index('data-code="makt"')
    assert "data-may-move" in page


def test_empty_codebook_offers_its_first_act(as_ida, study):
    page = as_ida.get(at(study, "codes/")).content.decode()
    assert at(study, "codebook/new/") in page


def test_filter_works_on_the_server_too(as_ida, study, world):
    page = as_ida.get(at(study, "codes/?q=mak")).content.decode()
    assert 'data-code="makt"' in page
    assert 'data-code="tillit"' not in page


def test_code_page_shows_use_quotations_neighbours_memos_and_history(as_ida, study, ida, world):
    add_memo(study, "Hva er dette?", by=ida, title="Om tillit", target="code:tillit")
    page = as_ida.get(at(study, "codes/tillit/")).content.decode()
    assert world["text"].body.text[38:60] in page
    assert "?at=38-60" in page
    assert "Om tillit" in page
    assert page.index("On the same words") < page.index("Makt", page.index("On the same words")) < page.index("Memos")
    assert "added the code" in page


def test_unknown_code_is_not_found(as_ida, study):
    assert as_ida.get(at(study, "codes/nowhere/")).status_code == 404


def test_stranger_finds_no_codes(client, people, study):
    client.force_login(people["stian"])
    assert client.get(at(study, "codes/")).status_code == 404


@pytest.mark.parametrize("path", ["codes/", "codes/tillit/"])
def test_pages_take_as_many_queries_for_three_codes_as_for_one(as_ida, study, ida, world, path):
    with CaptureQueriesContext(connection) as few:
        as_ida.get(at(study, path))
    for name in ("Tid", "Rom"):
        code = codebook.add_code(study, name, by=ida, parent=world["trust"])
        for start in (40, 44):
            actions.mark_passage(world["text"], code, start, 58, by=ida)
    actions.mark_passage(world["text"], world["trust"], 44, 58, by=ida)
    with CaptureQueriesContext(connection) as many:
        as_ida.get(at(study, path))
    assert [query["sql"][:90] for query in many] == [query["sql"][:90] for query in few]


def test_coder_adds_a_code_and_sees_no_other_acts(as_jonas, study, world):
    answer = as_jonas.post(at(study, "codebook/new/"), {"name": "Roller", "parent": "makt", "origin": "inductive", "colour": "c3"})
    assert (answer.status_code, answer.url) == (302, at(study, "codes/roller/"))
    assert (Code.objects.get(key="roller").parent.key, Code.objects.get(key="roller").colour) == ("makt", "c3")
    page = as_jonas.get(at(study, "codes/makt/")).content.decode()
    assert at(study, "codes/makt/delete/") not in page
    assert as_jonas.get(at(study, "codes/makt/change/")).status_code == 403
    assert as_jonas.post(at(study, "codes/makt/delete/"), {"sure": "on", "children": "up"}).status_code == 403


def test_taken_name_is_said_at_the_field(as_ida, study, world):
    answer = as_ida.post(at(study, "codebook/new/"), {"name": "tillit", "origin": "inductive"})
    assert answer.status_code == 422
    assert "already a code called" in answer.content.decode()


def test_code_is_changed_with_a_reason(as_ida, study, world):
    data = {"name": "Tillit over tid", "origin": "deductive", "colour": "c4", "definition": "Det som\r\nbygges.", "why": "smalere"}
    assert as_ida.post(at(study, "codes/tillit/change/"), data).status_code == 302
    code = Code.objects.get(key="tillit")
    assert (code.name, code.definition, code.colour) == ("Tillit over tid", "Det som\nbygges.", "c4")


def test_conflict_keeps_what_was_written_and_shows_what_stands(as_ida, study, ida, world):
    seen = stamp(Code.objects.get(key="tillit"))
    codebook.change_code(world["trust"], by=ida, definition="Den andres ord")
    data = {"name": "Tillit", "origin": "inductive", "colour": "c1", "definition": "Mine ord", "seen": seen}

    answer = as_ida.post(at(study, "codes/tillit/change/"), data)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine ord" in page
    assert "Den andres ord" in page


def test_colours_are_offered_by_name(as_ida, study, world):
    page = as_ida.get(at(study, "codes/tillit/change/")).content.decode()
    assert page.count('type="radio" name="colour"') == 12
    assert "</span>teal</label>" in page


def test_steps_and_drops_move_a_code_and_answer_a_script(as_ida, study, ida, world):
    answer = as_ida.post(at(study, "codes/makt/move/"), {"step": "up"}, headers={"Accept": "application/json"})
    assert answer.json()["undo"]
    assert [code.id for code in versions.records(study)] == ["makt", "tillit"]
    as_ida.post(at(study, "codes/makt/move/"), {"parent": "tillit", "before": ""})
    assert Code.objects.get(key="makt").parent.key == "tillit"
    as_ida.post(at(study, "codes/makt/move/"), {"parent": "", "before": "tillit"})
    assert [code.id for code in versions.records(study)] == ["makt", "tillit"]
    answer = as_ida.post(at(study, "codes/makt/move/"), {"step": "up"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["refused"]) == (422, "no_step")


def test_tree_alone_is_sent_for_the_script(as_ida, study, world):
    page = as_ida.get(at(study, "codebook/tree/?current=makt")).content.decode()
    assert "<html" not in page
    assert 'aria-current="page"' in page


def test_merge_is_previewed_confirmed_and_undone_in_one_step(as_ida, study, ida, world):
    before = sorted(journal.image(row) for row in Coding.objects.all())
    chosen = as_ida.get(at(study, "codes/tillit/merge/"))
    preview = as_ida.get(at(study, "codes/tillit/merge/?into=makt"))
    assert 'value="makt"' in chosen.content.decode()
    page = preview.content.decode()
    assert "1 coding moves to Makt." in page
    assert "1 passage is under both" in page
    data = {"into": "makt", "name": "Tillit og makt", "shown": preview.context["as_shown"], "seen": preview.context["seen"], "why": "samme"}

    answer = as_ida.post(at(study, "codes/tillit/merge/"), data)

    assert (answer.status_code, answer.url) == (302, at(study, "codes/makt/"))
    assert list(Code.objects.values_list("name", flat=True)) == ["Tillit og makt"]
    journal.undo(ida)
    assert sorted(journal.image(row) for row in Coding.objects.all()) == before
    assert set(Code.objects.values_list("name", flat=True)) == {"Tillit", "Makt"}


def test_merge_is_shown_again_when_codings_came_meanwhile(as_ida, study, ida, world):
    preview = as_ida.get(at(study, "codes/tillit/merge/?into=makt"))
    actions.mark_passage(world["text"], world["trust"], 90, 99, by=ida)
    data = {"into": "makt", "name": "Makt", "shown": preview.context["as_shown"], "seen": preview.context["seen"]}
    answer = as_ida.post(at(study, "codes/tillit/merge/"), data)
    assert answer.status_code == 422
    assert Code.objects.count() == 2


def test_split_moves_the_ticked_quotations(as_ida, study, ida, world):
    chosen = Coding.objects.get(code=world["trust"], start=70)
    refused = as_ida.post(at(study, "codes/tillit/split/"), {"name": "Treg tillit"})
    assert refused.status_code == 422
    answer = as_ida.post(at(study, "codes/tillit/split/"), {"name": "Treg tillit", "coding": [chosen.key]})
    assert answer.url == at(study, "codes/treg-tillit/")
    assert Coding.objects.get(pk=chosen.pk).code.key == "treg-tillit"


def test_delete_says_what_goes_and_needs_a_yes(as_ida, study, ida, world):
    codebook.add_code(study, "Mistillit", by=ida, parent=world["trust"])
    page = as_ida.get(at(study, "codes/tillit/delete/")).content.decode()
    assert "2 codings" in page
    assert "Mistillit" in page
    assert as_ida.post(at(study, "codes/tillit/delete/"), {"children": "too"}).status_code == 422
    assert as_ida.post(at(study, "codes/tillit/delete/"), {"children": "too", "sure": "on"}).status_code == 302
    assert list(Code.objects.values_list("key", flat=True)) == ["makt"]
    as_ida.post(at(study, "undo/"))
    assert Code.objects.count() == 3
    assert journal.next_redo(ida).step.state == StepState.UNDONE


def test_versions_are_recorded_with_reasons_and_show_what_changed(as_ida, study, ida, world):
    address = at(study, "codebook/versions/")
    assert as_ida.post(address, {"reason": "  "}).status_code == 422
    as_ida.post(address, {"reason": "Etter prøven"})
    codebook.change_code(world["trust"], by=ida, name="Tillit over tid", definition="Ny")
    assert "Tillit → Tillit over tid" in as_ida.get(address).content.decode()
    as_ida.post(address, {"reason": "Smalere"})
    assert list(CodebookVersion.objects.order_by("number").values_list("number", "reason")) == [(1, "Etter prøven"), (2, "Smalere")]
    assert as_ida.post(address, {"reason": "Igjen"}).status_code == 422


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "toml"])
def test_export_comes_back_as_nothing_new(as_ida, study, world, suffix):
    file = as_ida.get(at(study, f"codebook/codebook.{suffix}"))
    assert f"{study.key}-codebook.{suffix}" in file["Content-Disposition"]
    upload = SimpleUploadedFile(f"codebook.{suffix}", file.content)
    answer = as_ida.post(at(study, "codebook/import/"), {"file": upload})
    assert (answer.status_code, answer.context["plan"].same, bool(answer.context["plan"])) == (200, 2, False)


def test_import_shows_what_is_new_before_it_writes(as_ida, study, ida, world):
    upload = SimpleUploadedFile("koder.csv", b"id,name,parent,definition\ntillit,Tillit,,Over tid\nroller,Roller,tillit,\n")
    preview = as_ida.post(at(study, "codebook/import/"), {"file": upload})
    page = preview.content.decode()
    assert "Roller" in page
    assert "Over tid" in page
    assert Code.objects.count() == 2

    confirmed = {"content": preview.context["content"].replace("\n", "\r\n"), "given": preview.context["given"]}
    assert as_ida.post(at(study, "codebook/import/"), confirmed).status_code == 302

    assert {(c.id, c.parent, c.definition) for c in versions.records(study)} == {
        ("tillit", "", "Over tid"), ("makt", "", ""), ("roller", "tillit", ""),
    }  # fmt: skip
    journal.undo(ida)
    assert Code.objects.count() == 2


def test_file_that_is_no_codebook_is_said_at_the_field(as_ida, study):
    answer = as_ida.post(at(study, "codebook/import/"), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert answer.status_code == 422
    assert "no column called name" in answer.content.decode()


def test_coder_does_not_import_merge_or_split(as_jonas, study, world):
    for path in ("codebook/import/", "codes/tillit/merge/", "codes/tillit/split/"):
        assert as_jonas.get(at(study, path)).status_code == 403
    assert as_jonas.post(at(study, "codebook/versions/"), {"reason": "x"}).status_code == 403
