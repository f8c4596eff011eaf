"""One order of sources everywhere: interviews before documents, int-2 before int-10."""

import pytest

from belegg.apps.analysis.exports import coding_rows
from belegg.apps.analysis.ground import ground_of
from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.usage import quotations_of
from belegg.apps.sources.actions import set_cases
from belegg.apps.sources.models import Source, Text
from belegg.apps.sources.queries import in_key_order, texts_in_order
from belegg.apps.study.cases import add_case
from belegg.web.reading.neighbours import neighbours
from tests.worlds import add_codes, add_round, bring_in

IN_ORDER = ["int-1", "int-2", "int-10", "doc-3", "doc-11"]


@pytest.fixture
def brought_in(study, ida):
    """Return the texts of five sources, brought in in another order than that of their ids; all belong to one case."""
    add_round(study, ida)
    case, (code,) = add_case(study, "Fjordvik", by=ida), add_codes(study, ida, "Tillit")
    texts = [
        bring_in(study, key=key, title=f"About {11 - at}", by=ida) for at, key in enumerate(["doc-11", "int-10", "int-2", "doc-3", "int-1"])
    ]
    for text in texts:
        Source.objects.filter(pk=text.source_id).update(kind="interview" if text.key.startswith("int") else "document")
        set_cases(text.source, [case], by=ida)
        mark_passage(text, code, 38, 60, by=ida)
    return texts, code, case


def test_every_list_of_sources_has_the_same_order(study, brought_in, client, people):
    texts, code, case = brought_in
    keys = dict(Text.objects.values_list("pk", "key"))
    client.force_login(people["rita"])
    assert [source.key for source in in_key_order(Source.objects.all())] == IN_ORDER
    assert [keys[pk] for pk in texts_in_order(study)] == IN_ORDER
    assert [source.key for source in ground_of(study).sources] == IN_ORDER
    assert [text.key for group in neighbours(Text.objects.get(key="int-2")) for text in group.texts] == IN_ORDER
    assert [coding.text.key for coding in quotations_of(code)] == IN_ORDER
    assert [row[1] for row in coding_rows(study)] == IN_ORDER
    assert [source.key for source in client.get(f"/studies/{study.key}/cases/{case.key}/").context["sources"]] == IN_ORDER
    assert [line["source"].key for line in client.get(f"/studies/{study.key}/sources/").context["lines"]] == IN_ORDER
