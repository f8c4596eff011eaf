from belegg.apps.coding.models import Code, Coding, Round
from belegg.apps.sources.actions import add_sources
from belegg.apps.sources.models import Source
from belegg.apps.sources.preparation import Choices, prepare
from belegg.apps.study import journal

TABLE = """Interview,Speaker,Quote,Code,Coder
A,Informant 1,Vi stoler på hverandre.,Tillit,Jonas
A,Informant 1,Vi stoler på hverandre.,Relasjon,Ukjent
A,Informant 2,De bestemte alt.,Makt,jonas
B,Informant 3,Naboene kom.,tillit,
"""


def bring_in(study, ida):
    prepared = prepare(study, "koder.csv", TABLE.encode(), Choices())
    return add_sources(study, prepared.news, by=ida, original=TABLE.encode(), suffix=".csv")


def test_coded_table_comes_in_with_its_codings(study, ida):
    bring_in(study, ida)

    assert sorted(Code.objects.values_list("name", flat=True)) == ["Makt", "Relasjon", "Tillit"]
    found = [(c.text.body.text[c.start : c.end], c.code.name, c.coder.name) for c in Coding.objects.order_by("text_id", "start", "pk")]
    assert found == [
        ("Vi stoler på hverandre.", "Tillit", "Jonas"),
        ("Vi stoler på hverandre.", "Relasjon", "Ida"),
        ("De bestemte alt.", "Makt", "Jonas"),
        ("Naboene kom.", "Tillit", "Ida"),
    ]


def test_all_of_it_is_one_step(study, ida):
    bring_in(study, ida)

    journal.undo(ida)

    assert not (Source.objects.exists() or Coding.objects.exists() or Code.objects.exists() or Round.objects.exists())


def test_known_codes_and_rounds_are_used(study, ida):
    from belegg.apps.coding.codebook import add_code
    from tests.worlds import add_round

    code, round = add_code(study, "TILLIT", by=ida), add_round(study, ida)

    bring_in(study, ida)

    assert Coding.objects.filter(code=code, round=round).count() == 2
    assert Round.objects.count() == 1
