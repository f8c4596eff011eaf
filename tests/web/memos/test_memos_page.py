import csv
import io

import pytest

from belegg.apps.study import journal
from belegg.apps.study.cases import add_case
from belegg.apps.study.memos import add_memo, change_memo
from belegg.apps.study.models import Memo
from belegg.web.memos.prose import prose
from tests.worlds import add_codes, bring_in


@pytest.fixture
def as_(client, people):
    def sign_in(name):
        client.force_login(people[name])
        return client

    return sign_in


def listed(client, study, query=""):
    page = client.get(f"/studies/{study.key}/memos/{query}").content.decode()
    return [title for title in ("Tillit", "Åpenhet", "Metode") if f">{title}</a>" in page]


@pytest.fixture
def three(study, ida, jonas):
    add_case(study, "Fjordvik", by=ida)
    bring_in(study, by=ida)
    add_memo(study, "Hvem stoler på hvem?", title="Tillit", kind="theory", target="case:fjordvik", by=ida)
    add_memo(study, "Døra sto ÅPEN.", title="Åpenhet", kind="reflexive", target="source:int-1", by=jonas)
    add_memo(study, "Vi koder hver for oss.", title="Metode", kind="method", by=ida)


def test_list_shows_every_memo_with_what_it_is_on(as_, study, three):
    client = as_("rita")
    assert listed(client, study) == ["Tillit", "Åpenhet", "Metode"]
    page = client.get(f"/studies/{study.key}/memos/").content.decode()
    assert f'<a href="/studies/{study.key}/cases/fjordvik/">Fjordvik</a>' in page
    assert f'<a href="/studies/{study.key}/sources/int-1/">Interview 1</a>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=åpen", ["Åpenhet"]),
        ("?q=stoler+tillit", ["Tillit"]),
        ("?kind=method", ["Metode"]),
        ("?target=case", ["Tillit"]),
        ("?target=source:int-1", ["Åpenhet"]),
        ("?target=study", ["Metode"]),
        ("?by=jonas", ["Åpenhet"]),
        ("?q=ingen", []),
    ],
)
def test_list_is_searched_and_filtered(as_, study, three, query, found):
    assert listed(as_("rita"), study, query) == found


def test_memos_found_are_saved_as_a_table(as_, study, three):
    answer = as_("rita").get(f"/studies/{study.key}/memos/export.csv?kind=theory").content.decode()
    header, row = list(csv.reader(io.StringIO(answer)))
    assert header == ["id", "kind", "target", "about", "by", "time", "title", "text"]
    assert row[:5] + row[6:] == ["m-1", "theory", "case:fjordvik", "Fjordvik", "Ida", "Tillit", "Hvem stoler på hvem?"]
    assert as_("stian").get(f"/studies/{study.key}/memos/export.csv").status_code == 404


def test_impossible_filter_is_told(as_, study, three):
    assert as_("rita").get(f"/studies/{study.key}/memos/?kind=poem").status_code == 422


def test_list_asks_as_often_for_three_memos_as_for_one(as_, study, ida, django_assert_max_num_queries):
    client, address = as_("ida"), f"/studies/{study.key}/memos/"
    code, other, third = add_codes(study, ida, "Tillit", "Makt", "Tid")
    add_memo(study, "a", target=f"code:{code.key}", by=ida)
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    add_memo(study, "b", target=f"code:{other.key}", by=ida)
    add_memo(study, "c", target=f"code:{third.key}", by=ida)
    with django_assert_max_num_queries(100) as three:
        client.get(address)
    assert len(three) == len(one)


def test_memo_is_written_on_a_case_and_undone(as_, study, ida):
    add_case(study, "Fjordvik", by=ida)
    client = as_("jonas")
    assert "Fjordvik" in client.get(f"/studies/{study.key}/memos/new/?target=case:fjordvik").content.decode()

    answer = client.post(
        f"/studies/{study.key}/memos/new/", {"title": "Først", "text": "En\r\nto", "kind": "note", "target": "case:fjordvik"}
    )

    memo = Memo.objects.get(study=study)
    assert answer.url == f"/studies/{study.key}/memos/{memo.key}/"
    assert (memo.target, memo.by.key, memo.text) == ("case:fjordvik", "jonas", "En\nto")
    journal.undo(memo.by)
    assert not Memo.objects.filter(study=study).exists()


def test_empty_memo_is_refused_in_the_form(as_, study):
    answer = as_("ida").post(f"/studies/{study.key}/memos/new/", {"title": "", "text": " ", "kind": "note", "target": "study"})
    assert answer.status_code == 422
    assert "A memo needs a title or a text." in answer.content.decode()


def test_memo_on_nothing_is_refused(as_, study):
    assert as_("ida").get(f"/studies/{study.key}/memos/new/?target=case:atlantis").status_code == 422


def test_conflict_is_told_and_nothing_typed_is_lost(as_, study, ida, jonas):
    memo = add_memo(study, "først", title="Tittel", by=jonas)
    client = as_("ida")
    address = f"/studies/{study.key}/memos/{memo.key}/change/"
    seen = client.get(address).context["seen"]
    change_memo(memo, text="Jonas var her", by=jonas)
    mine = {"title": "Tittel", "text": "Ida var her", "kind": "note", "target": "study"}

    answer = client.post(address, {**mine, "seen": seen})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Jonas var her" in page
    assert "Ida var her" in page
    assert client.post(address, {**mine, "seen": answer.context["seen"]}).status_code == 302
    assert Memo.objects.get(pk=memo.pk).text == "Ida var her"


def test_coder_changes_own_memos_only(as_, study, ida, jonas):
    theirs, own = add_memo(study, "Idas", by=ida), add_memo(study, "Jonas sin", by=jonas)
    client = as_("jonas")
    assert client.get(f"/studies/{study.key}/memos/{theirs.key}/change/").status_code == 403
    assert client.post(f"/studies/{study.key}/memos/{theirs.key}/delete/").status_code == 403
    assert client.get(f"/studies/{study.key}/memos/{own.key}/change/").status_code == 200


def test_memo_is_deleted_and_undone(as_, study, ida):
    memo = add_memo(study, "bort", by=ida)
    as_("ida").post(f"/studies/{study.key}/memos/{memo.key}/delete/")
    assert not Memo.objects.filter(pk=memo.pk).exists()
    journal.undo(ida)
    assert Memo.objects.get(pk=memo.pk).text == "bort"


def test_reader_may_not_write_and_stranger_sees_nothing(as_, study, ida):
    memo = add_memo(study, "a", by=ida)
    assert as_("rita").get(f"/studies/{study.key}/memos/new/").status_code == 403
    assert as_("rita").post(f"/studies/{study.key}/memos/{memo.key}/delete/").status_code == 403
    for address in ("", f"{memo.key}/", "new/"):
        assert as_("stian").get(f"/studies/{study.key}/memos/{address}").status_code == 404


def test_prose_renders_markdown_one_level_down():
    assert prose("# Om tillit\n\n*Den* er **dyr**.") == "<h2>Om tillit</h2>\n<p><em>Den</em> er <strong>dyr</strong>.</p>\n"


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", "[a](javascript:alert(1))", "![a](http://x/y.png)", "<img src=x onerror=a()>"]
)
def test_prose_lets_nothing_active_through(attack):
    html = prose(attack)
    for sign in ("<script", "<img", 'href="javascript'):
        assert sign not in html


def test_memo_is_begun_from_the_page_of_the_thing_itself(client, people, study, ida):
    from belegg.apps.study.cases import add_case
    from tests.worlds import add_codes, bring_in

    add_case(study, "Fjordvik", by=ida)
    add_codes(study, ida, "Tillit")
    bring_in(study, by=ida)
    home = f"/studies/{study.key}/"
    pages = {
        "": "",
        "cases/fjordvik/": "?target=case:fjordvik",
        "sources/int-1/": "?target=source:int-1",
        "codes/tillit/": "?target=code:tillit",
    }
    client.force_login(people["jonas"])
    for page, target in pages.items():
        assert f'href="{home}memos/new/{target}" data-key="w"' in client.get(home + page).content.decode()
        assert client.get(f"{home}memos/new/{target}").status_code == 200
    client.force_login(people["rita"])
    for page in pages:
        assert "memos/new/" not in client.get(home + page).content.decode()
