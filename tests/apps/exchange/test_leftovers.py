"""Names left in any table of words are found, and nothing that is no name of the study's."""

import json

import pytest

from belegg.apps.coding.codebook import add_code
from belegg.apps.exchange.leftovers import kept_versions, leftovers
from belegg.apps.exchange.models import KeptFile
from belegg.apps.privacy.identities import set_identity
from belegg.apps.privacy.models import Person
from belegg.apps.sources import names as acts
from belegg.apps.sources.actions import change_source
from belegg.apps.sources.deciding import Decided
from belegg.apps.sources.models import Source
from belegg.apps.study.cases import add_case
from belegg.apps.study.memos import add_memo
from belegg.cli.main import main
from belegg.method.errors import Refused
from tests.worlds import bring_in


@pytest.fixture
def text(study, ida):
    text = bring_in(study, "R: Jeg heter Kari.\n\nR: Og bor i Storgata 12B.", title="First", by=ida)
    set_identity(Person.objects.get(study=study, key="r"), name="Kari Nordmoen", by=ida)
    return text


def kinds(study, ida, **options):
    return {(one.kind, one.field, one.words) for one in leftovers(study, by=ida, **options)}


def test_texts_memos_titles_codes_and_cases_are_looked_through(study, ida, text):
    change_source(Source.objects.get(), title="Intervju_Nordmoen_2", cases=[], by=ida)
    add_memo(study, "Karis idé", title="Om K. Nordmoen", by=ida)
    add_code(study, "Tillit", definition="Slik Kari Nordmoen sa det", example="Kari: ja", by=ida)
    add_case(study, "Fjordvik", note="Kontakt: kari.nordmoen@fjordvik.no, 412 34 567", by=ida)
    found = kinds(study, ida)
    assert {
        ("text", "words", "Kari"), ("text", "words", "Storgata 12B"), ("source", "title", "Nordmoen"), ("memo", "text", "Karis"),
        ("memo", "title", "K. Nordmoen"), ("code", "definition", "Kari Nordmoen"), ("code", "example", "Kari"), ("case", "note", "412 34 567"),
    } <= found  # fmt: skip
    assert any(kind == "journal" for kind, _, _ in found)


def test_files_kept_as_they_came_are_looked_through_with_their_names(study, ida, text):
    KeptFile.objects.create(study=study, path="notes/kari_nordmoen.md", data=b"Ring Kari")
    KeptFile.objects.create(study=study, path="x.bin", data=b"Kari\x00")
    found = {one for one in kinds(study, ida) if one[0] == "file"}
    assert ("file", "data", "Kari") in found and len(found) == 1 + sum(one[1] == "path" for one in found)


def test_pseudonymised_text_holds_no_name_and_says_what_is_still_kept(study, ida, text):
    body = text.body.text
    person = text.turns.first().person
    chosen = [
        Decided(body.index("Kari"), body.index("Kari") + 4, "replace", "[R]", "first", person),
        Decided(body.index("Storgata"), body.index("Storgata") + 12, "replace", "[adresse]", "address"),
    ]
    new = acts.pseudonymise(text, chosen, by=ida)
    assert not [one for one in leftovers(study, by=ida) if one.kind in ("text", "replacement", "journal")]
    assert [(kept.text, kept.earlier, kept.original) for kept in kept_versions(study)] == [(new.key, 1, False)]


def test_uncertain_words_only_on_request(study, ida, text):
    add_memo(study, "Vi snakket med Torunn", by=ida)
    assert not [one for one in kinds(study, ida) if one[2] == "Torunn"]
    assert ("memo", "text", "Torunn") in kinds(study, ida, everything=True)


def test_coder_may_not_look(study, jonas, text):
    with pytest.raises(Refused):
        list(leftovers(study, by=jonas))


def test_command_prints_each_place(study, text, capsys):
    assert main(["leftovers", "--as", "ida", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"kind", "thing", "field", "title", "start", "end", "words", "before", "after", "rule", "certainty"} == set(rows[0])
    assert [row["words"] for row in rows if row["kind"] == "text"] == ["Kari", "Storgata 12B"]
    assert main(["leftovers", "--as", "jonas", "--json"]) == 1
