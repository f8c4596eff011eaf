import pytest

from belegg.apps.coding import actions
from belegg.apps.coding.models import Code, Coding, Looked, Round
from belegg.apps.study import actions as study_actions
from belegg.apps.study.models import Member, Memo
from tests.worlds import add_codes, bring_in


def test_passage_is_coded_and_the_answer_says_so(api, tillit, place, first_round):
    start, end = place("🙂 og kanskje")

    answer = api("jonas").post("codings/", code="tillit", start=start, end=end, words="🙂 og kanskje", round="r1").json()

    assert (answer["done"], answer["undo"]) == ("Coded ‘Tillit’, turn 2", "coded 'Tillit' in Interview 1")
    assert answer["coding"] == [Coding.objects.get().key, start, end, "tillit", "jonas", "r1", 0]


def test_first_coding_of_a_study_makes_its_round(api, tillit, place):
    answer = api("jonas").post("codings/", code="tillit", start=place("Tillit")[0], end=place("Tillit")[1]).json()

    assert answer["round"] == {"key": "r1", "name": "Round 1"}


def test_new_code_is_made_and_applied(api, place):
    api("jonas").post("codings/", new_code="  Makt ", start=place("bestemte")[0], end=place("bestemte")[1])
    api("jonas").post("codings/", in_vivo=True, start=place("Vi la mye i det")[0], end=place("Vi la mye i det")[1])

    assert sorted(Coding.objects.values_list("code__name", flat=True)) == ["Makt", "Vi la mye i det"]


def test_coding_is_moved_recoded_and_taken_away(api, study, ida, text, tillit, place):
    add_codes(study, ida, "Tid")
    jonas = api("jonas")
    start, end = place("Tillit")
    key = jonas.post("codings/", code="tillit", start=start, end=end).json()["coding"][0]

    jonas.send("PATCH", f"codings/{key}/", start=start, end=place("Tillit må")[1], seen=[start, end])
    assert Coding.objects.get().end == place("Tillit må")[1]
    assert jonas.send("PATCH", f"codings/{key}/", code="tid").json()["done"] == "‘Tillit’ is now ‘Tid’"
    jonas.send("DELETE", f"codings/{key}/")
    assert not Coding.objects.exists()


def test_stale_change_is_a_conflict(api, ida, text, tillit, place):
    coding = actions.mark_passage(text, tillit, *place("Tillit"), by=ida)
    actions.reshape(coding, *place("Tillit må"), by=ida)
    start, end = place("Tillit")

    moved = api("ida").send("PATCH", f"codings/{coding.key}/", start=start, end=end + 3, seen=[start, end])
    gone = api("ida").send("DELETE", "codings/c-000000000000/")

    assert [(moved.status_code, moved.json()["refused"]), (gone.status_code, gone.json()["refused"])] == [(409, "changed_since")] * 2


def test_memo_is_written_on_a_coding(api, ida, text, tillit, place):
    coding = actions.mark_passage(text, tillit, *place("Tillit"), by=ida)

    answer = api("jonas").post(f"codings/{coding.key}/memo/", text="Se også int-2", kind="theory").json()

    memo = Memo.objects.get()
    assert (memo.target, memo.kind, memo.text, answer["coding"][6]) == (f"coding:{coding.key}", "theory", "Se også int-2", 1)


def test_looked_is_said_and_taken_back(api, tillit, first_round):
    jonas = api("jonas")
    assert jonas.post("looked/", state="looked", round="r1").json()["done"] == "Coded through by Jonas in Round 1"
    jonas.post("looked/", code="tillit", state="not_asked", round="r1")
    assert sorted(Looked.objects.values_list("state", flat=True)) == ["looked", "not_asked"]

    jonas.post("looked/", state="", round="r1")
    assert list(Looked.objects.values_list("state", flat=True)) == ["not_asked"]


@pytest.mark.parametrize("sent", [{}, {"start": "x", "end": 4}, {"start": 4}, {"code": "nowhere", "start": 3, "end": 9}])
def test_senseless_request_is_refused_in_words(api, first_round, sent):
    answer = api("jonas").post("codings/", **sent)
    assert answer.status_code == 422
    assert answer.json()["why"]


def test_reader_may_read_and_not_code(api, tillit, place):
    rita = api("rita")
    assert rita.get("codings/").status_code == 200
    assert rita.get().status_code == 200
    assert rita.post("codings/", code="tillit", start=3, end=9).status_code == 403
    assert rita.post("looked/", state="looked").status_code == 403


def test_stranger_finds_nothing(api, tillit):
    stian = api("stian")
    assert [stian.get().status_code, stian.get("codings/").status_code, stian.post("codings/").status_code] == [404] * 3


def test_ids_of_another_study_are_not_found(api, people, text, place, first_round):
    other = study_actions.begin_study("Annen", by=people["jonas"])
    me = Member.objects.select_related("study").get(study=other)
    there = bring_in(other, "R: Et annet sted", by=me)
    code = add_codes(other, me, "Annet")[0]
    coding = actions.mark_passage(there, code, 3, 6, by=me)
    jonas = api("jonas")

    assert jonas.post("codings/", code="annet", start=3, end=9).json()["refused"] == "no_code"
    assert jonas.send("DELETE", f"codings/{coding.key}/").status_code == 409
    assert jonas.post("codings/", code="annet", start=3, end=9, round="r2").status_code == 404
    assert Coding.objects.count() == 1


def test_poll_answers_nothing_when_nothing_happened(api, study, text, tillit):
    jonas = api("jonas")
    revision = jonas.get("codings/").json()["revision"]

    assert jonas.get("codings/", since=revision).status_code == 204


def test_poll_tells_only_what_changed(api, ida, text, tillit, place):
    first = actions.mark_passage(text, tillit, *place("Tillit"), by=ida)
    jonas = api("jonas")
    revision = jonas.get("codings/").json()["revision"]
    second = actions.mark_passage(text, tillit, *place("stille"), by=ida)
    actions.unmark(first, by=ida)

    told = jonas.get("codings/", since=revision).json()

    assert ([row[0] for row in told["codings"]], told["gone"], told["full"]) == ([second.key], [first.key], False)


def test_poll_of_a_quiet_text_in_a_busy_study_is_small(api, study, ida, text, tillit):
    jonas = api("jonas")
    other = bring_in(study, "R: Noe annet", key="int-2", by=ida, persons=())
    revision = jonas.get("codings/").json()["revision"]
    actions.mark_passage(other, tillit, 3, 6, by=ida, round=Round.objects.create(study=study, key="rx", name="X"))

    assert jonas.get("codings/", since=revision).json() == {"revision": revision + 1}


def test_poll_brings_new_names_with_a_new_code(api, ida, text, place, first_round):
    jonas = api("jonas")
    revision = jonas.get("codings/").json()["revision"]
    actions.mark_with_new_code(text, "Makt", *place("bestemte"), by=ida)

    told = jonas.get("codings/", since=revision).json()

    assert ([code["name"] for code in told["codes"]], len(told["codings"])) == (["Makt"], 1)


def test_form_without_scripts_codes_words_of_a_turn(api, text, tillit, place, first_round):
    jonas = api("jonas")
    answer = jonas.client.post(jonas.base + "codings/", {"turn": "2", "quoted": "kanskje for mye", "code": "tillit", "new_code": ""})

    assert answer.status_code == 302
    coding = Coding.objects.get()
    assert (coding.start, coding.end) == place("kanskje for mye")
    jonas.client.post(jonas.base + f"codings/{coding.key}/", {"act": "uncode"})
    assert not Coding.objects.exists()
    assert Code.objects.count() == 1


def test_poll_after_a_huge_act_tells_everything(api, ida, text, tillit, place, monkeypatch):
    monkeypatch.setattr("belegg.apps.coding.queries.MOST_BYTES_READ", 10)
    jonas = api("jonas")
    revision = jonas.get("codings/").json()["revision"]
    actions.mark_passage(text, tillit, *place("Tillit"), by=ida)

    assert jonas.get("codings/", since=revision).json()["full"] is True


def test_odd_requests_are_refused_in_a_sentence(api, tillit, place):
    jonas = api("jonas")
    start, end = place("Tillit")
    coded = jonas.post("codings/", new_code="Makt \ud800 \x00", start=start, end=end)

    assert coded.status_code == 200
    assert Code.objects.exclude(name="Tillit").get().name.isprintable()
    for sent in (
        {"start": "²", "end": end},
        {"start": float("inf"), "end": end},
        {"start": True, "end": end},
        {"start": -1, "end": 10**30},
    ):
        answer = jonas.post("codings/", code="tillit", **sent)
        assert (answer.status_code, bool(answer.json()["why"])) == (422, True), sent
    key = coded.json()["coding"][0]
    assert jonas.send("PATCH", f"codings/{key}/", start=start, end=end + 3, seen=["x", None]).status_code == 422
    deep = jonas.client.post(
        jonas.base + "codings/", "[" * 100_000, content_type="application/json", headers={"Accept": "application/json"}
    )
    assert deep.json()["refused"] == "not_understood"
    assert jonas.get("codings/", since="²").status_code == 200
    assert jonas.get("codings/", since="9" * 5000).status_code == 200
