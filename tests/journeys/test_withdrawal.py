"""Withdrawal in the browser: from the person's page to the certificate, by hand and without reading anything else."""

import pytest

from belegg.apps.exchange.models import Certificate
from belegg.apps.sources.models import Text
from tests.apps.exchange.withdrawal_worlds import world
from tests.journeys.test_every_page import faults

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def w(server, study, ida, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HOME = tmp_path
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))
    return world(study, ida)


def test_a_person_withdraws_and_gets_a_certificate(page_as, w):
    page = page_as("ida")
    page.goto(f"/studies/{w.study.key}/people/{w.tau.key}/")
    page.get_by_role("link", name="Withdraw…").click()
    assert page.get_by_role("heading", name="Texts in which the person alone speaks").is_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Carry out the withdrawal").click()
    assert "This is not the pseudonym" in page.content() and Certificate.objects.count() == 0
    page.get_by_label("How the person withdrew").fill("By letter")
    page.get_by_label("The pseudonym, to confirm").fill("Informant Tau")
    with page.expect_navigation():
        page.get_by_role("button", name="Carry out the withdrawal").click()
    certificate = Certificate.objects.get()
    assert page.get_by_role("heading", name="Certificate of erasure").is_visible() and certificate.sha256 in page.content()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as JSON").click()
    assert waiting.value.suggested_filename == f"certificate-{certificate.key}.json"
    assert faults(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.goto(f"/studies/{w.study.key}/texts/{w.text.key}/")
    assert "Paraplyen var rød" in page.content() and "kandisfarget" not in page.content()
    assert Text.objects.filter(source_id=w.joint.pk).count() == 2
