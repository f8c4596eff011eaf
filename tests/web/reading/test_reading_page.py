import json
import re

from belegg.apps.coding import actions
from tests.worlds import add_codes, add_round, bring_in


def data_in(page: str, name: str):
    return json.loads(re.search(f'<script id="{name}" type="application/json">(.*?)</script>', page, re.S)[1])


def test_page_holds_every_turn_exactly(api, text):
    page = api("rita").get().content.decode()

    assert page.count('class="turn') - page.count('class="turn-number"') == 5
    assert '<p class="words">Jeg er ikke enig 👩‍👩‍👧. Det var kommunen som bestemte.</p>' in page


def test_page_holds_codings_with_the_names_they_need(api, text, tillit, place, ida):
    coding = actions.mark_passage(text, tillit, *place("Tillit"), by=ida)

    data = data_in(api("rita").get().content.decode(), "reading-data")

    assert data["codings"] == [[coding.key, *place("Tillit"), "tillit", "ida", "r1", 0]]
    assert [code["name"] for code in data["codes"]] == ["Tillit"]


def test_words_of_a_source_cannot_break_out_of_the_page(api, study, ida):
    bring_in(study, "R: </script><script>alert(1)</script> & <b>fet</b>", key="int-9", by=ida)

    page = api("rita").client.get(f"/studies/{study.key}/texts/int-9/").content.decode()

    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;fet&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_text_without_turns_is_shown_line_by_line(api, study, ida, text):
    from belegg.apps.sources.models import Turn

    Turn.objects.filter(text=text).delete()
    page = api("rita").get().content.decode()
    assert page.count('<p class="words">') == 5


def test_plain_page_marks_words_and_lists_every_coding(api, text, tillit, place, ida):
    actions.mark_passage(text, tillit, place("over tid.")[0], place("Jeg er")[1], by=ida)

    page = api("ida").get(plain="1").content.decode()

    assert page.count("<mark") == 2
    assert page.count("Uncode") == 2
    assert "[Tillit]" in page


def test_plain_page_filters_by_the_address(api, study, text, tillit, place, ida, jonas):
    add_codes(study, ida, "Makt")
    actions.mark_passage(text, tillit, *place("Tillit"), by=ida)
    actions.mark_passage(text, add_codes(study, ida, "Tid")[0], *place("stille"), by=jonas)

    def marks(**query):
        return api("rita").get(plain="1", **query).content.decode().count("<mark")

    assert (marks(), marks(code="tid"), marks(coder="ida"), marks(code="tid", coder="ida"), marks(only="coded", who="informants")) == (
        2, 1, 1, 0, 2,
    )  # fmt: skip


def test_round_of_the_address_is_remembered(api, study, ida, text):
    add_round(study, ida)
    add_round(study, ida, key="r2", name="Round 2", position=2)
    jonas = api("jonas")

    assert data_in(jonas.get().content.decode(), "reading-page")["round"] == "r1"
    jonas.get(round="r2")
    assert data_in(jonas.get().content.decode(), "reading-page")["round"] == "r2"


def test_page_costs_as_many_queries_for_many_turns_and_codings(api, study, ida, jonas, text, tillit, place, django_assert_max_num_queries):
    jonas_api = api("jonas")
    jonas_api.get()
    actions.mark_passage(text, tillit, *place("Tillit"), by=ida)
    counted = queries_of(jonas_api)
    for words in ("stille", "bestemte", "samskaping", "kanskje"):
        actions.mark_passage(text, tillit, *place(words), by=ida)
    assert queries_of(jonas_api) == counted
    assert queries_of(jonas_api, plain="1") <= counted + 4


def queries_of(api, **query):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        api.get(**query)
    return len(captured)


def test_texts_of_the_study_stand_beside_it(api, study, ida, text):
    bring_in(study, "R: Noe", key="int-2", title="Interview 2", by=ida)
    bring_in(study, "R: Noe mer", key="int-10", title="Interview 10", by=ida)

    page = api("rita").get().content.decode()

    assert re.findall(r'texts/(int-\d+)/"', page[page.index("texts-list") :])[:3] == ["int-1", "int-2", "int-10"]
