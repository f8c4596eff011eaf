"""The pages of versions: editing turn by turn, the preview, the list, versions beside each other, decisions, sealing."""

import pytest

from belegg.apps.coding.codings import mark_passage
from belegg.apps.coding.models import Coding
from belegg.apps.sources.actions import new_version
from belegg.apps.sources.models import Text, Turn
from tests.worlds import INTERVIEW, add_codes, add_round, bring_in


@pytest.fixture
def text(study, ida):
    add_round(study, ida)
    return bring_in(study, by=ida)


@pytest.fixture
def code(study, ida):
    return add_codes(study, ida, "Tillit")[0]


@pytest.fixture
def at(client, people, study):
    client.force_login(people["ida"])

    def address(*parts):
        return "/".join(["/studies", study.key, *parts, ""])

    return address


def span(words, body=INTERVIEW):
    start = body.index(words)
    return start, start + len(words)


def shown(page):
    return page.content.decode()


def test_turn_is_opened_by_its_address_and_typed_words_are_previewed_and_saved(client, at, text, code, ida):
    coding = mark_passage(text, code, *span("kommunen som bestemte"), by=ida)
    page = client.get(at("texts", "int-1", "edit"), {"turn": "2"})
    assert 'name="words-2"' in shown(page) and 'name="words-1"' not in shown(page)
    typed = {"words-2": "Vi la mye i det, og for mye.", "speaker-2": "R", "why": "hørt på nytt"}
    page = client.post(at("texts", "int-1", "edit"), {**typed, "look": "1"})
    assert page.status_code == 200 and "Nothing has been saved yet" in shown(page)
    assert "Vi la mye i det" in shown(page) and Text.objects.count() == 1
    page = client.post(at("texts", "int-1", "edit"), {**typed, "save": "1"}, follow=True)
    new = Text.objects.get(current=True)
    assert (new.key, new.why, new.by) == ("int-1-v2", "hørt på nytt", ida)
    assert new.body.text == INTERVIEW.replace(
        "Vi la mye i det 🙂 og kanskje for mye. Tillit må bygges over tid.", "Vi la mye i det, og for mye."
    )
    assert Coding.objects.get(pk=coding.pk).text == new
    assert "hørt på nytt" in shown(page)


def test_turn_is_cut_joined_and_a_speaker_renamed(client, at, text):
    typed = {
        "words-2": ["Vi la mye i det.", "Tillit må bygges over tid."], "speaker-2": ["R", "K"], "words-4": "Og etterpå?", "joined-4": "1",
        "speaker-4": "I", "label": ["I", "R", "K"], "renamed": ["I", "R", "Kari"], "save": "1",
    }  # fmt: skip
    client.post(at("texts", "int-1", "edit"), typed)
    turns = list(Turn.objects.filter(text__current=True).order_by("n"))
    body = Text.objects.get(current=True).body.text
    assert [(turn.speaker, body[turn.start : turn.end].split()[0]) for turn in turns] == [
        ("I", "Hva"), ("R", "Vi"), ("Kari", "Tillit"), ("Kari", "Jeg"), ("R", "Etterpå"),
    ]  # fmt: skip
    assert body[turns[3].start : turns[3].end].endswith("bestemte. Og etterpå?")


def test_nothing_typed_is_told_and_what_was_typed_stays(client, at, text, ida):
    page = client.post(at("texts", "int-1", "edit"), {"words-5": "Etterpå ble det stille.", "speaker-5": "R", "save": "1"})
    assert page.status_code == 422 and "Nothing has been changed" in shown(page) and 'name="words-5"' in shown(page)


def test_reader_may_not_edit(client, at, people, text):
    client.force_login(people["rita"])
    assert client.get(at("texts", "int-1", "edit")).status_code == 403
    assert client.get(at("sources", "int-1", "versions")).status_code == 200


def test_earlier_version_says_so_and_links_to_the_current_one(client, at, text, ida, study):
    new_version(text, [(*span("Tillit"), "Mistillit")], by=ida, why="")
    page = shown(client.get(at("texts", "int-1")))
    assert "This is an earlier version" in page and at("texts", "int-1-v2") in page
    assert '"code": false' in page.replace("&quot;", '"')
    assert "This is an earlier version" in shown(client.get(at("texts", "int-1") + "?plain=1"))
    assert "This is an earlier version" not in shown(client.get(at("texts", "int-1-v2")))
    assert client.get(at("texts", "int-1", "edit")).headers["Location"] == at("texts", "int-1-v2", "edit")


def test_three_versions_stand_beside_each_other(client, at, text, ida):
    second = new_version(text, [(*span("Tillit"), "Mistillit")], by=ida, why="")
    new_version(second, [(*span("stille", second.body.text), "helt stille")], by=ida, why="")
    page = shown(client.get(at("sources", "int-1", "versions", "compare"), {"v": ["int-1", "int-1-v2", "int-1-v3"]}))
    assert "2 turns differ" in page and "<del>Tillit</del>" in page and "<ins>Mistillit</ins>" in page and "<ins>helt " in page
    assert client.get(at("sources", "int-1", "versions", "compare"), {"v": ["int-1", "nix"]}).status_code == 404


def test_waiting_coding_is_placed_on_marked_words(client, at, text, code, ida):
    coding = mark_passage(text, code, *span("lit må"), by=ida)
    new_version(text, [(*span("Tillit"), "Mistillit")], by=ida, why="")
    assert "1 waits for a decision" in shown(client.get(at("sources", "int-1")))
    place = at("sources", "int-1", "waiting", "coding", coding.key)
    assert place in shown(client.get(at("sources", "int-1", "waiting")))
    assert "Mistillit må bygges" in shown(client.get(place))
    assert client.post(place, {"words": "finnes ikke", "place": "1"}).status_code == 422
    assert client.post(place, {"words": "mye", "place": "1"}).status_code == 422  # stands there twice
    assert client.post(place, {"words": "Mistillit må", "place": "1"}).status_code == 302
    coding.refresh_from_db()
    assert (coding.text.key, coding.text.body.text[coding.start : coding.end]) == ("int-1-v2", "Mistillit må")
    assert client.get(place).status_code == 404


def test_waiting_coding_is_let_go(client, at, text, code, ida):
    coding = mark_passage(text, code, *span("lit må"), by=ida)
    new_version(text, [(*span("Tillit"), "Mistillit")], by=ida, why="")
    assert client.post(at("sources", "int-1", "waiting", "coding", coding.key), {"drop": "1"}).status_code == 302
    assert not Coding.objects.exists()


def test_sealing_is_confirmed_with_a_reason(client, at, text, ida):
    new = new_version(text, [(*span("Tillit"), "Mistillit")], by=ida, why="", layer="pseudonymised")
    place = at("texts", new.key, "seal")
    assert "for good" in shown(client.get(place))
    assert client.post(place, {"why": " "}).status_code == 422
    assert client.post(place, {"why": "Studien er slutt"}).status_code == 302
    assert "these words are gone" in shown(client.get(at("texts", "int-1")))
    assert Text.objects.get(key="int-1").length == 0
