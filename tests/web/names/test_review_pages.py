"""Looking through a text one finding at a time, by word, and putting words back."""

import pytest

from belegg.apps.privacy.identities import set_identity
from belegg.apps.privacy.models import Person
from belegg.apps.sources.models import ListedWord, NameDecision, Replacement, Text
from belegg.apps.sources.word_list import list_word
from belegg.apps.study.actions import add_member
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import User
from tests.apps.sources.test_names import BODY
from tests.worlds import bring_in


@pytest.fixture
def page(client, people, study, ida):
    bring_in(study, BODY, by=ida)
    set_identity(Person.objects.get(study=study, key="r"), name="Kari Nordmoen", by=ida)
    client.force_login(people["ida"])
    return f"/studies/{study.key}/texts/int-1/names/"


def focus(client, page, at=""):
    return client.get(page + f"?at={at}").context["focus"]


def decide(client, page, do, **data):
    found = focus(client, page, data.pop("at", ""))
    return client.post(page + "decide/", {"at": found.found.key, "do": do, "replacement": found.replacement, **data}, follow=True).context[
        "focus"
    ]


def test_one_finding_after_the_other_is_asked_about(client, page):
    first = focus(client, page)
    assert (first.words, first.replacement, first.n) == ("Kari Nordmoen", "[R]", 1)
    second = decide(client, page, "yes")
    assert second.words == "Karis"
    third = decide(client, page, "no", at=second.found.key)
    assert third.words == "Nordmoen"
    assert list(NameDecision.objects.order_by("start").values_list("use", flat=True)) == ["replace", "keep"]


def test_progress_is_kept(client, page):
    decide(client, page, "yes")
    context = client.get(page).context
    assert (context["open"], context["chosen"], context["focus"].words) == (7, 1, "Karis")


def test_all_of_a_word_at_once_each_with_its_ending(client, page):
    decide(client, page, "all", at=f"{BODY.index('Karis')}-{BODY.index('Karis') + 5}", replacement="[Somebody]s")
    assert set(NameDecision.objects.values_list("replacement", flat=True)) == {"[Somebody]s", "[Somebody]"}
    assert NameDecision.objects.count() == 2  # Karis and kari


def test_words_are_decided_in_the_table_and_replaced(client, page, study):
    for word in client.get(page).context["words"]:
        client.post(page + "decide/", {"at": word.at, "do": "all", "replacement": word.replacement})
    assert client.get(page).context["open"] == 0
    answer = client.post(page + "replace/", follow=True)
    new = Text.objects.get(study=study, current=True)
    assert "Karis" not in new.body.text and new.layer == "pseudonymised"
    assert answer.context["text"] == new and answer.context["total"] == 0
    assert len(answer.context["replaced"]) == 8
    assert "new version with 8 words replaced" in answer.content.decode()


def test_chosen_words_are_put_back(client, page, study):
    decide(client, page, "yes")
    client.post(page + "replace/")
    row = Replacement.objects.get()
    answer = client.post(f"/studies/{study.key}/texts/{row.text.key}/names/put-back/", {"replacement": [row.pk]}, follow=True)
    assert Text.objects.get(study=study, current=True).body.text == BODY
    assert "1 word is put back." in answer.content.decode()


def test_ambiguous_name_takes_the_person_chosen(client, page, study, ida):
    set_identity(Person.objects.get(study=study, key="k"), name="Kari Lie", by=ida)
    at = f"{BODY.index('Karis')}-{BODY.index('Karis') + 5}"
    found = focus(client, page, at)
    assert [person.key for person in found.people] == ["k", "r"]
    client.post(page + "decide/", {"at": at, "do": "yes", "replacement": "[K]s", "who": "k"})
    assert NameDecision.objects.get().person.key == "k"
    client.post(page + "decide/", {"at": at, "do": "yes", "replacement": "[X]s"})
    assert NameDecision.objects.get().person is None


def test_refusal_is_said_on_the_page(client, page):
    answer = client.post(page + "decide/", {"at": focus(client, page).found.key, "do": "yes", "replacement": "[]"}, follow=True)
    assert "replaced by nothing" in answer.content.decode()
    assert client.post(page + "replace/").status_code == 422
    gone = client.post(page + "decide/", {"at": "1-2", "do": "yes", "replacement": "x"}, follow=True)
    assert "has changed meanwhile" in gone.content.decode()


def test_overview_tells_how_far_each_text_is(client, page, study):
    decide(client, page, "yes")
    (text,) = client.get(f"/studies/{study.key}/names/").context["texts"]
    assert (text.decided, text.replaced, text.layer) == (1, 0, "raw")
    client.post(page + "replace/")
    (text,) = client.get(f"/studies/{study.key}/names/").context["texts"]
    assert (text.decided, text.replaced, text.layer) == (0, 1, "pseudonymised")


def test_word_list_is_written_and_words_taken_off(client, page, study, people):
    address = f"/studies/{study.key}/names/words/"
    assert client.post(address, {"word": "Torunn", "use": "replace", "replacement": ""}).status_code == 422
    client.post(address, {"word": "Torunn", "use": "replace", "replacement": "nabo"})
    assert client.get(address).context["words"][0].word == "Torunn"
    client.force_login(people["rita"])
    assert "Torunn" not in client.get(address).content.decode()
    client.force_login(people["ida"])
    client.post(f"{address}{ListedWord.objects.get().key}/take-off/")
    assert not ListedWord.objects.exists()


def test_leftovers_are_listed_with_an_address_each(client, page, study, ida):
    add_memo(study, "Ring Kari i morgen", title="Husk", by=ida)
    list_word(study, "Verkstedet", replacement="et verksted", by=ida)
    context = client.get(f"/studies/{study.key}/names/leftovers/").context
    groups = {str(group["label"]): group for group in context["groups"]}
    assert groups["Memos"]["places"][0]["url"].endswith("/memos/m-1/")
    assert "/texts/int-1/?at=" in groups["Texts"]["places"][0]["url"]
    assert {"Texts", "Memos", "Journal"} == set(groups)
    for group in groups.values():
        for place in group["places"]:
            assert client.get(place["url"]).status_code == 200


def test_who_may_not_see_identities_is_told_on_the_page(client, page, study, people, ida):
    kari = User.objects.create_user("kari", name="Kari")
    add_member(study, kari, "researcher", by=ida)
    client.force_login(kari)
    assert "You may not see identities" in client.get(page).content.decode()
