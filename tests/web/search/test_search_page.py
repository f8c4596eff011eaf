import csv
import html
import io
import re
import zipfile

import pytest

from belegg.apps.coding.models import Code, Coding
from belegg.apps.study import journal
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import Member
from tests.worlds import add_codes, bring_in


@pytest.fixture
def as_ida(client, people):
    client.force_login(people["ida"])
    return client


@pytest.fixture
def interview(study, ida):
    return bring_in(study, by=ida)


def url(study, query: str = "") -> str:
    return f"/studies/{study.key}/search/{query}"


def marked(page) -> list[str]:
    return re.findall(r"<mark>([^<]*)</mark>", page.content.decode())


def test_empty_search_explains_the_ways_to_search(as_ida, study):
    page = as_ida.get(url(study))
    assert page.status_code == 200
    assert "Ways to search" in page.content.decode()


def test_hit_is_marked_and_opens_where_it_stands(as_ida, study, interview):
    page = as_ida.get(url(study), {"q": "tillit"})
    at = interview.body.text.index("Tillit")
    assert marked(page) == ["Tillit"]
    assert f'href="/studies/{study.key}/texts/int-1/?at={at}-{at + 6}"' in page.content.decode()


def test_interviewers_are_left_out_and_can_be_shown(as_ida, study, interview):
    page = as_ida.get(url(study), {"q": "etterpå"})
    assert marked(page) == ["Etterpå"]
    assert "1 turn of interviewers is left out." in page.content.decode()
    assert 'href="?q=etterp%C3%A5&amp;who=all"' in page.content.decode()
    assert marked(as_ida.get(url(study), {"q": "etterpå", "who": "all"})) == ["etterpå", "Etterpå"]
    assert marked(as_ida.get(url(study), {"q": "etterpå", "who": "interviewers"})) == ["etterpå"]


def test_unreadable_search_says_what_to_do(as_ida, study, interview):
    page = as_ida.get(url(study), {"q": "-tillit"})
    assert page.status_code == 422
    assert "Add a word that must occur." in page.content.decode()


def test_words_of_a_source_never_become_tags(as_ida, study, ida):
    bring_in(study, "R: før <script>alert(1)</script> <b>tillit</b> etter", title="<i>Skrå</i>", by=ida)
    add_memo(study, "<script>alert(2)</script> tillit", title="<u>under</u>", by=ida)
    page = as_ida.get(url(study), {"q": "tillit"}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;" in page
    for tag in ("<script>alert", "<b>tillit", "<i>Skrå", "<u>under"):
        assert tag not in page
    typed = as_ida.get(url(study), {"q": '"><script>alert(3)</script>'}).content.decode()
    assert "<script>alert" not in typed


def test_memos_and_codes_with_the_words_are_listed(as_ida, study, ida, interview):
    add_codes(study, ida, "Tillit og makt")
    memo = add_memo(study, "Alle nevner tillit.", title="Funn", by=ida)
    page = as_ida.get(url(study), {"q": "tillit"}).content.decode()
    assert f"/memos/{memo.key}/" in page
    assert "Tillit og makt" in page


def hits(page) -> list[str]:
    return re.findall(r'name="hit" value="([^"]+)"', page.content.decode())


def test_chosen_hits_are_coded_in_one_act_that_can_be_undone(as_ida, study, ida, interview):
    (code,) = add_codes(study, ida, "mengde")
    found = hits(as_ida.get(url(study), {"q": "mye"}))
    assert len(found) == 2

    answer = as_ida.post(url(study, "?q=mye"), {"hit": found, "code": code.key, "unit": "words"}, follow=True)

    assert "2 passages coded ‘mengde’." in html.unescape(answer.content.decode())
    assert [interview.body.text[coding.start : coding.end] for coding in Coding.objects.order_by("start")] == ["mye", "mye"]
    journal.undo(ida)
    assert Coding.objects.count() == 0


def test_all_hits_of_all_pages_are_coded_in_one_act_under_a_new_code(as_ida, study, ida):
    bring_in(study, "\n\n".join(f"{'I' if n % 4 == 0 else 'R'}: Om tillit, nummer {n}." for n in range(160)), by=ida)
    page = as_ida.get(url(study), {"q": "tillit", "page": 2})
    assert '<button name="all" value="120">Code all 120 hits in 1 text</button>' in page.content.decode()

    answer = as_ida.post(url(study, "?q=tillit&page=2"), {"all": "120", "new_code": "Tillit", "unit": "sentence"}, follow=True)

    assert "120 passages coded ‘Tillit’." in html.unescape(answer.content.decode())
    assert [(code.name, code.codings.count()) for code in Code.objects.all()] == [("Tillit", 120)]
    journal.undo(ida)
    assert (Coding.objects.count(), Code.objects.count()) == (0, 0)
    journal.redo(ida)
    assert (Coding.objects.count(), Code.objects.count()) == (120, 1)


def test_all_hits_are_those_of_the_search_and_no_interviewer(as_ida, study, ida, interview):
    as_ida.post(url(study, "?q=etterpå"), {"all": "1", "new_code": "Etter", "unit": "words"})
    assert [interview.body.text[one.start : one.end] for one in Coding.objects.all()] == ["Etterpå"]
    as_ida.post(url(study, "?q=etterpå&who=all"), {"all": "2", "new_code": "Alle", "unit": "words"})
    assert Coding.objects.filter(code__name="Alle").count() == 2


def test_hits_that_are_not_counted_are_not_offered_all_at_once(as_ida, study, ida, interview, monkeypatch):
    monkeypatch.setattr("belegg.apps.analysis.searching.MOST_COUNTED", 0)
    page = as_ida.get(url(study), {"q": "mye"})
    assert 'name="all"' not in page.content.decode()
    answer = as_ida.post(url(study, "?q=mye"), {"all": "2", "new_code": "Ny", "unit": "words"})
    assert answer.status_code == 422
    assert "too many to be coded at once" in html.unescape(answer.content.decode())
    assert not Coding.objects.exists()
    assert not Code.objects.exists()


def test_hits_coded_before_are_told_apart(as_ida, study, ida, interview):
    (code,) = add_codes(study, ida, "mengde")
    found = hits(as_ida.get(url(study), {"q": "mye"}))
    as_ida.post(url(study, "?q=mye"), {"hit": found[:1], "code": code.key, "unit": "words"})
    answer = as_ida.post(url(study, "?q=mye"), {"hit": found, "code": code.key, "unit": "words"}, follow=True)
    assert "1 passage coded ‘mengde’. 1 was coded so already." in html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"code": "mengde", "unit": "words"}, "No hit is chosen."),
        ({"hit": ["int-1:40-46"], "unit": "words"}, "Choose a code, or name a new one."),
        ({"hit": ["int-1:40-46"], "code": "mengde", "new_code": "Ny", "unit": "words"}, "Choose a code or name a new one, not both."),
        ({"hit": ["int-1:40-46"], "new_code": " MENGDE ", "unit": "words"}, "There is already a code called 'MENGDE'."),
        ({"all": "3", "new_code": "Ny", "unit": "words"}, "The search has 2 hits now, and had 3 when you looked."),
        ({"hit": ["int-1:40-46"], "code": "finnes-ikke", "unit": "words"}, "Choose a code of the list."),
        ({"hit": ["int-1:40-999999"], "code": "mengde", "unit": "words"}, "lies outside the text"),
        ({"hit": ["int-8:40-46"], "code": "mengde", "unit": "words"}, "is not in this study"),
        ({"hit": ["../etc:1-2", "int-1:x-y", ""], "code": "mengde", "unit": "words"}, "No hit is chosen."),
    ],
)
def test_what_cannot_be_coded_is_said_on_the_page(as_ida, study, ida, interview, sent, why):
    add_codes(study, ida, "mengde")
    sent = {**sent, "code": Code.objects.get().key} if sent.get("code") == "mengde" else sent
    answer = as_ida.post(url(study, "?q=mye"), sent)
    assert answer.status_code == 422
    assert why in html.unescape(answer.content.decode())
    assert Coding.objects.count() == 0


def test_ticks_stay_when_the_form_comes_back(as_ida, study, ida, interview):
    found = hits(as_ida.get(url(study), {"q": "mye"}))
    answer = as_ida.post(url(study, "?q=mye"), {"hit": found[:1], "unit": "words"}).content.decode()
    assert answer.count(" checked") == 1


def test_hits_of_another_study_cannot_be_coded(as_ida, study, ida, interview, people):
    from belegg.apps.study.actions import begin_study

    other = begin_study("Annet", by=people["ida"], key="annet")
    mine = Member.objects.select_related("study").get(study=other, user=people["ida"])
    bring_in(other, "R: Noe mye annet.", key="int-7", by=mine)
    (code,) = add_codes(study, ida, "mengde")
    answer = as_ida.post(url(study, "?q=mye"), {"hit": ["int-7:3-6"], "code": code.key, "unit": "words"})
    assert answer.status_code == 422
    assert Coding.objects.count() == 0


def test_reader_searches_but_codes_nothing(client, people, study, ida, interview):
    (code,) = add_codes(study, ida, "mengde")
    client.force_login(people["rita"])
    page = client.get(url(study), {"q": "mye"})
    assert marked(page) == ["mye", "mye"]
    assert hits(page) == []
    assert client.post(url(study, "?q=mye"), {"hit": ["int-1:38-41"], "code": code.key, "unit": "words"}).status_code == 403
    client.force_login(people["stian"])
    assert client.get(url(study), {"q": "mye"}).status_code == 404


def test_number_of_queries_does_not_grow_with_the_hits(as_ida, study, ida):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 2, 3):
        bring_in(study, key=f"int-{number}", title=f"Interview {number}", by=ida)
        with CaptureQueriesContext(connection) as queries:
            assert len(marked(as_ida.get(url(study), {"q": "mye"}))) == 2 * number
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_pages_together_hold_every_turn(as_ida, study, ida):
    bring_in(study, "\n\n".join(f"R: tillit nummer {n}" for n in range(120)), by=ida)
    pages = [hits(as_ida.get(url(study), {"q": "tillit", "page": page})) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({hit for page in pages for hit in page}) == 120


def test_hits_of_all_pages_are_exported_with_citation(as_ida, study, ida):
    bring_in(study, "\n\n".join(f"R: tillit nummer {n}" for n in range(70)), by=ida)
    data = as_ida.get(url(study, "export.csv"), {"q": "tillit"}).content.decode()
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert len(rows) == 70
    assert rows[69]["hit"] == "tillit"
    assert rows[69]["citation"] == "Interview 1, turn 70, 00:35:00"
    assert zipfile.is_zipfile(io.BytesIO(as_ida.get(url(study, "export.xlsx"), {"q": "tillit"}).content))
    assert zipfile.is_zipfile(io.BytesIO(as_ida.get(url(study, "export.docx"), {"q": "tillit"}).content))
    assert as_ida.get(url(study, "export.csv"), {"q": "-tillit"}).status_code == 422
    assert as_ida.get(url(study, "export.pdf"), {"q": "tillit"}).status_code == 404
