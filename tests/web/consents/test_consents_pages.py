"""Letters and consents in the pages."""

import io

import pypdfium2
import pytest
from docx import Document

from belegg.apps.privacy.actions import add_person
from belegg.apps.privacy.models import Consent, Letter
from belegg.method.letters import FACTS


@pytest.fixture
def page(client, people):
    client.force_login(people["ida"])
    return client


def at(study, rest):
    return f"/studies/{study.key}/{rest}"


def test_the_letter_is_made_kept_and_answered(page, study, ida):
    person = add_person(study, "Informant 1", by=ida)
    assert "missing" in page.get(at(study, "letter/?language=nb")).content.decode()
    refused = page.post(at(study, "letter/keep/"), {"language": "nb"})
    assert refused.status_code == 422 and "The letter still lacks" in refused.content.decode()

    told = {**dict.fromkeys(FACTS, "Fortalt."), "scopes": ["recording", "naming_role"]}
    assert page.post(at(study, "letter/facts/"), told).status_code == 302
    document = Document(io.BytesIO(page.get(at(study, "letter/nb.docx")).content))
    assert "☐  at det gjøres lydopptak" in [paragraph.text for paragraph in document.paragraphs]
    text = pypdfium2.PdfDocument(page.get(at(study, "letter/nn.pdf")).content)[0].get_textpage().get_text_range()
    assert "Kven er ansvarleg?" in text
    assert page.post(at(study, "letter/keep/"), {"language": "nb"}).status_code == 302
    letter = Letter.objects.get()

    given = {"recording": "given", "naming_role": "refused", "date": "2025-03-01", "letter": letter.key, "how": "på papir"}
    assert page.post(at(study, f"people/{person.key}/consents/"), given).status_code == 302
    assert {(row.scope, row.state, row.letter) for row in Consent.objects.all()} == {
        ("recording", "given", letter),
        ("naming_role", "refused", letter),
    }
    shown = page.get(at(study, "consents/")).content.decode()
    assert 'data-state="given"' in shown and 'data-state="refused"' in shown
    assert "Naming the role: refused" in page.get(at(study, f"people/{person.key}/")).content.decode()


def test_a_letter_that_was_sent_is_held_against_the_list(page, study):
    # What the letter of the reference thesis says and does not say (its appendix 3; the sentences are not kept here).
    says = ["purpose", "why_you", "involves", "voluntary", "recognisability", "end", "after", "contact", "reference"]
    given = {"title": "Brev 2018", "language": "nb", "text": "Et brev.", "checklist": says}
    answer = page.post(at(study, "letter/new/"), given, follow=True).content.decode()
    lacking = answer[answer.index("This letter does not say:") : answer.index("</ul>", answer.index("This letter does not say:"))]
    for words in (
        "Which institution",
        "legal basis",
        "right of access",
        "errors corrected",
        "right to complain",
        "protection officer",
        "stored",
        "processors",
    ):
        assert words in lacking
    assert "What the study is for" not in lacking


def test_hostile_words_stay_words(page, study):
    page.post(at(study, "letter/facts/"), {**dict.fromkeys(FACTS, "<script>alert(1)</script>"), "scopes": ["recording"]})
    for address in ("letter/", "letter/nb.html"):
        shown = page.get(at(study, address)).content.decode()
        assert "<script>alert" not in shown and "&lt;script&gt;alert" in shown
