"""Withdrawal in the pages: what it touches, a policy, decisions, the pseudonym typed; then the certificate, the clock and the statement."""

import datetime
import hashlib

import pypdfium2
import pytest

from belegg.apps.exchange.models import Certificate
from belegg.apps.privacy.promises import add_promise, keep_promise
from belegg.apps.sources.models import Text
from tests.apps.exchange.withdrawal_worlds import world
from tests.apps.recordings.worlds import record


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HOME = tmp_path
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def w(study, ida, client, people):
    client.force_login(people["ida"])
    return world(study, ida)


def at(w, rest=""):
    return f"/studies/{w.study.key}/{rest}"


def test_the_way_from_the_person_to_the_certificate(w, client):
    place = at(w, f"people/{w.tau.key}/withdraw/")
    assert place in client.get(at(w, f"people/{w.tau.key}/")).content.decode()
    listed = client.get(place).content.decode()
    assert "Texts in which the person alone speaks" in listed and f"memo:{w.about.key}:text:names" in listed

    wrong = client.post(place, {"policy": "delete", "why": "By letter", "confirm": "Informant Lam"})
    assert wrong.status_code == 422 and Certificate.objects.count() == 0
    assert client.post(place, {"policy": "delete", "why": "", "confirm": "Informant Tau"}).status_code == 422

    names = f"decide:text:{w.text.key}:words:names"
    done = client.post(place, {"policy": "delete", "why": "By letter", "confirm": "informant tau", names: "remove"})
    certificate = Certificate.objects.get()
    assert done.status_code == 302 and done.url == at(w, f"erasure/certificates/{certificate.key}/")
    assert "Torunnfrid" not in Text.objects.get(pk=w.text.pk).body.text
    page = client.get(done.url).content.decode()
    assert certificate.sha256 in page and "Turns of the person" in page and "Clean now" in page
    assert client.get(place).url == done.url
    paper = pypdfium2.PdfDocument(client.get(at(w, f"erasure/certificates/{certificate.key}/certificate.pdf")).content)
    printed = "".join(paper[n].get_textpage().get_text_range() for n in range(len(paper)))
    assert certificate.sha256 in "".join(printed.split()) and "Turns of the person" in printed and "Torunnfrid" not in printed
    assert certificate.label in client.get(at(w, "erasure/")).content.decode()


def test_the_downloaded_certificate_has_its_hash(w, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(w, f"people/{w.tau.key}/withdraw/"), {"policy": "delete", "why": "x", "confirm": "Informant Tau"})
    certificate = Certificate.objects.get()
    answer = client.get(at(w, f"erasure/certificates/{certificate.key}/certificate.json"))
    assert hashlib.sha256(answer.content).hexdigest() == certificate.sha256
    assert client.post(at(w, f"erasure/certificates/{certificate.key}/clean/")).status_code == 302


def test_making_anonymous_what_holds_names_is_refused_in_the_page(w, client):
    place = at(w, f"people/{w.tau.key}/withdraw/")
    assert "The words stay" in client.get(place + "?policy=anonymise").content.decode()
    answer = client.post(place, {"policy": "anonymise", "why": "x", "confirm": "Informant Tau"})
    assert answer.status_code == 422 and "names" in answer.content.decode() and Certificate.objects.count() == 0


def test_who_may_not_see_identities_neither_sees_nor_does_it(w, client, people):
    client.force_login(people["jonas"])
    place = at(w, f"people/{w.tau.key}/withdraw/")
    assert place not in client.get(at(w, f"people/{w.tau.key}/")).content.decode()
    assert client.get(place).status_code == client.post(place, {"confirm": "Informant Tau", "why": "x"}).status_code == 403


def test_what_is_held_stands_with_the_promise_that_binds_first(w, client):
    past = datetime.date(2020, 1, 1)
    add_promise(w.study, "Recordings go early", by=w.ida, about="recording", action="delete", due=past)
    add_promise(w.study, "Recordings go late", by=w.ida, about="recording", action="delete", due=datetime.date(2090, 1, 1))
    kept = add_promise(w.study, "Names go", by=w.ida, about="identity", action="delete", subject=f"person:{w.tau.key}")
    keep_promise(kept, "Said so", by=w.ida)
    record(w.study, w.ida, about="", interview=w.interview)
    page = client.get(at(w, "erasure/retention/")).content.decode()
    assert "Recordings go early" in page and "Recordings go late" not in page and "still here" in page and "no promise says" in page
    table = client.get(at(w, "erasure/retention/export.csv")).content.decode()
    assert "recording,recording:rec-1,rec-1,pr-1,2020-01-01,,overdue" in table.replace("\r", "")


def test_the_end_statement_lists_promises_with_proof_and_what_is_held(w, client):
    promise = add_promise(w.study, "Everything goes", by=w.ida, about="study", action="delete")
    add_promise(w.study, "Everything stays", by=w.ida, about="study", action="keep")
    keep_promise(promise, "Shredded", by=w.ida, sha256="a" * 64)
    page = client.get(at(w, "erasure/end/")).content.decode()
    assert "Shredded" in page and "a" * 64 in page and "Contradictions" in page and "not at its end" in page
    said = client.get(at(w, "erasure/end/statement.json")).json()
    assert said["whole"] is False and said["promises"] and said["held_counts"] == {"text": 2, "identity": 1}
    assert said["withdrawals"]["count"] == 0 and said["journal"]["faults"] == []
