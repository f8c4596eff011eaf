"""The design record."""

import pytest

from belegg.apps.study.design import change_design, design_of, earlier
from belegg.apps.study.models import Study
from belegg.method.errors import Refused


def test_a_change_needs_a_reason_and_keeps_what_stood_there(study, ida):
    change_design(study, "purpose", " To learn ", by=ida)
    assert design_of(study)["purpose"] == "To learn" and earlier(study) == {}
    with pytest.raises(Refused) as refused:
        change_design(study, "purpose", "To understand", by=ida)
    assert refused.value.code == "no_reason"

    change_design(study, "purpose", "To understand", why="Learning was too much", by=ida)

    (before,) = earlier(study)["purpose"]
    assert (before.was, before.why, before.by) == ("To learn", "Learning was too much", ida.name)


def test_what_else_stands_in_the_design_stays(study, ida):
    Study.objects.filter(pk=study.pk).update(design={"frame": {"bergen": ["Plan"]}})
    change_design(study, "unit", "A municipality", by=ida)
    assert Study.objects.get(pk=study.pk).design == {"frame": {"bergen": ["Plan"]}, "unit": "A municipality"}


def test_page_shows_the_record_and_asks_for_the_reason(study, client, people):
    client.force_login(people["ida"])
    address = f"/studies/{study.key}/design/"
    assert client.post(address + "unit/", {"value": "A municipality"}).status_code == 302
    refused = client.post(address + "unit/", {"value": "A department"})
    assert refused.status_code == 422 and "needs a reason" in refused.content.decode()
    client.post(address + "unit/", {"value": "A department", "why": "Too large"})
    shown = client.get(address).content.decode()
    assert "A department" in shown and "Too large" in shown and "1 earlier wording" in shown
