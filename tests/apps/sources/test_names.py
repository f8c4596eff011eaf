"""Texts are looked through by what the study knows, replaced in a new version, and put back."""

import pytest

from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.models import Coding
from belegg.apps.privacy.identities import set_identity
from belegg.apps.privacy.models import Person
from belegg.apps.sources import names, word_list
from belegg.apps.sources.actions import new_version
from belegg.apps.sources.deciding import Decided, decide, undecide
from belegg.apps.sources.finding_names import found_in, knowledge
from belegg.apps.sources.models import ListedWord, NameDecision, Replacement, Text
from belegg.apps.sources.sealed_words import keyed_hash
from belegg.apps.study import journal
from belegg.apps.study.cases import add_case
from belegg.method.errors import Refused
from tests.worlds import add_codes, add_round, bring_in

BODY = """I: Hva sa Kari Nordmoen?

R: Det var Karis idé 🙂, og Nordmoen ringte 412 34 567. Så kom Torunn fra Verkstedet.

K: Ja, Torunn og kari."""


@pytest.fixture
def text(study, ida):
    text = bring_in(study, BODY, by=ida)
    set_identity(Person.objects.get(study=study, key="r"), name="Kari Nordmoen", by=ida)
    return text


def found(text, by):
    return {text.body.text[one.finding.start : one.finding.end]: one.finding for one in found_in(text, by)}


def choose(text, by, **replacements):
    """Choose words of the text, those of r for the person r."""
    person = Person.objects.get(study=text.study, key="r")
    return [
        Decided(
            f.finding.start,
            f.finding.end,
            "replace",
            replacements.get(f.finding.word, f.finding.replacement),
            f.finding.rule,
            person if f.finding.who == ("r",) else None,
        )
        for f in found_in(text, by)
    ]


def test_people_numbers_and_unknown_names_are_found(text, ida):
    assert list(found(text, ida)) == ["Kari Nordmoen", "Karis", "Nordmoen", "412 34 567", "Torunn", "Verkstedet", "kari"]
    assert found(text, ida)["Karis"].replacement == "[R]s"
    assert found(text, ida)["412 34 567"].replacement == "[telefonnummer]"


def test_who_may_not_see_identities_looks_without_them_and_is_told(text, jonas):
    assert knowledge(text.study, jonas).blind
    assert "Karis" not in [word for word, one in found(text, jonas).items() if one.who]


def test_word_list_is_looked_for_and_words_kept_are_not(text, ida):
    word_list.list_word(text.study, "Verkstedet", replacement="et verksted", by=ida)
    word_list.list_word(text.study, "Torunn", use="keep", by=ida)
    assert found(text, ida)["Verkstedet"].replacement == "[et verksted]"
    assert "Torunn" not in found(text, ida)


def test_words_of_the_list_are_nowhere_in_clear(text, ida):
    row = word_list.list_word(text.study, "Hemmelig Navnesen", replacement="X", by=ida)
    assert b"Navnesen" not in bytes(row.sealed)
    entry = journal.JournalEntry.objects.get(study=text.study, verb="names.list")
    assert "Navnesen" not in str(journal.images(entry)) + str(journal.facts(entry))
    assert word_list.listed_words(text.study)[0].word == "Hemmelig Navnesen"
    changed = word_list.list_word(text.study, "hemmelig navnesen", replacement="Y", by=ida)
    assert changed.pk == row.pk and ListedWord.objects.get().replacement == "Y"


def test_list_of_another_store_can_not_be_read_and_is_counted(text, ida):
    ListedWord.objects.create(study=text.study, key="w-9", sha256="0" * 64, sealed=b"x" * 40, replacement="X")
    assert word_list.listed_words(text.study) == [] and word_list.unreadable(text.study) == 1


def test_case_names_are_looked_for_where_readers_are_not_told_them(text, ida):
    add_case(text.study, "Verkstedet", kind="avdeling", by=ida)
    assert found(text, ida)["Verkstedet"].rule == "capital"
    text.study.design["organisation_named"] = False
    assert found(text, ida)["Verkstedet"].replacement == "[avdeling 1]"


def test_pseudonymising_makes_a_version_and_codings_stay_on_their_words(text, ida):
    (code,) = add_codes(text.study, ida, "Tillit")
    start = BODY.index("Karis idé")
    coding = mark_passage(text, code, start, start + len("Karis idé 🙂"), by=ida, round=add_round(text.study, ida))
    new = names.pseudonymise(text, choose(text, ida, Torunn="[nabo]", Verkstedet="[et verksted]"), by=ida, why="Before publishing")
    assert new.current and new.layer == "pseudonymised" and not Text.objects.get(pk=text.pk).current
    assert new.body.text == (
        "I: Hva sa [R]?\n\nR: Det var [R]s idé 🙂, og [R] ringte [telefonnummer]. Så kom [nabo] fra [et verksted].\n\nK: Ja, [nabo] og [R]."
    )
    moved = Coding.objects.get(pk=coding.pk)
    assert new.body.text[moved.start : moved.end] == "[R]s idé 🙂" and moved.text_id == new.pk
    for row in Replacement.objects.filter(text=new):
        assert new.body.text[row.start : row.end] == row.replacement
        assert row.sha256 == keyed_hash(text.study, BODY[row.was_start : row.was_end].casefold())
        assert BODY[row.was_start : row.was_end] not in str(journal.images(row_entry(text)))


def row_entry(text):
    return journal.JournalEntry.objects.get(study=text.study, verb="text.pseudonymise")


def test_all_is_put_back_to_the_letter(text, ida):
    new = names.pseudonymise(text, choose(text, ida), by=ida)
    some = list(Replacement.objects.filter(text=new).order_by("start"))[1:3]
    part = names.reverse(new, some, by=ida)
    assert part.layer == "pseudonymised" and "Det var Karis idé 🙂, og Nordmoen ringte [telefonnummer]" in part.body.text
    rest = list(Replacement.objects.filter(text=part, reversed__isnull=True))
    whole = names.reverse(part, rest, by=ida)
    assert whole.body.text == BODY and whole.layer == "raw"
    assert Replacement.objects.filter(study=text.study, reversed__isnull=True).count() == 0


def test_log_moves_with_later_corrections(text, ida):
    new = names.pseudonymise(text, choose(text, ida), by=ida)
    later = new_version(new, [(0, 1, "Intervjuer")], by=ida, why="Longer label")
    rows = Replacement.objects.filter(text=later)
    assert rows.count() == 8 and all(later.body.text[row.start : row.end] == row.replacement for row in rows)
    back = names.reverse(later, list(rows), by=ida)
    assert back.body.text == BODY.replace("I:", "Intervjuer:", 1)


def test_decisions_are_kept_and_replaced_when_the_text_is(text, ida):
    chosen = choose(text, ida)
    decide(text, chosen[:2], by=ida)
    decide(text, [Decided(chosen[4].start, chosen[4].end, "keep", rule="capital")], by=ida)
    decided = [one for one in found_in(text, ida) if one.decision]
    assert [one.decision.use for one in decided] == ["replace", "replace", "keep"]
    new = names.pseudonymise(text, by=ida)
    assert new.body.text.startswith("I: Hva sa [R]?") and "Nordmoen ringte" in new.body.text
    kept = NameDecision.objects.get(study=text.study)
    assert (kept.text_id, new.body.text[kept.start : kept.end]) == (new.pk, "Torunn")


def test_new_decision_on_overlapping_words_takes_the_place_of_the_old(text, ida):
    decide(text, [Decided(10, 14, "replace", "[X]")], by=ida)
    decide(text, [Decided(10, 23, "replace", "Y")], by=ida)
    assert list(NameDecision.objects.values_list("start", "end", "replacement")) == [(10, 23, "[Y]")]
    undecide(text, [(10, 23)], by=ida)
    assert not NameDecision.objects.exists()


def test_person_stands_by_one_replacement_in_all_texts(text, ida):
    names.pseudonymise(text, choose(text, ida), by=ida)
    other = bring_in(text.study, "R: Ja, Kari.", key="int-2", title="Interview 2", by=ida)
    with pytest.raises(Refused) as refused:
        names.pseudonymise(other, choose(other, ida, Kari="[Somebody]"), by=ida)
    assert refused.value.code == "replacement_differs"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ([], "nothing_chosen"),
        ([Decided(3, 6, "keep")], "nothing_chosen"),
        ([Decided(3, 6, "replace", " ")], "replacement_empty"),
        ([Decided(3, 999, "replace", "x")], "replacement_outside"),
        ([Decided(3, 6, "replace", "x"), Decided(4, 7, "replace", "y")], "edits-overlap"),
    ],
)
def test_what_can_not_be_replaced_is_refused(text, ida, chosen, code):
    with pytest.raises(Refused) as refused:
        names.pseudonymise(text, chosen, by=ida)
    assert refused.value.code == code
    assert Text.objects.count() == 1


def test_earlier_version_and_coder_are_refused(text, ida, jonas):
    chosen = choose(text, ida)
    new = names.pseudonymise(text, chosen, by=ida)
    old = Text.objects.get(pk=text.pk)
    for act in (lambda: names.pseudonymise(old, chosen, by=ida), lambda: decide(old, chosen[:1], by=ida)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_current"
    with pytest.raises(Refused) as refused:
        names.reverse(new, list(Replacement.objects.filter(text=new)), by=jonas)
    assert refused.value.code == "not_allowed"


def test_undo_brings_version_decisions_and_log_back(text, ida):
    decide(text, choose(text, ida)[:3], by=ida)
    names.pseudonymise(text, by=ida)
    journal.undo(ida)
    assert Text.objects.get().current and NameDecision.objects.count() == 3 and not Replacement.objects.exists()
    journal.redo(ida)
    assert Replacement.objects.count() == 3 and not NameDecision.objects.exists()


def test_look_at_the_names_stands_in_the_journal_once_for_a_sitting(text, ida):
    for _ in range(3):
        found_in(text, ida)
    assert journal.JournalEntry.objects.filter(study=text.study, verb="identity.look_all").count() == 1


def test_names_of_those_close_to_a_person_are_not_the_person(text, ida):
    set_identity(Person.objects.get(key="r"), name="Kari Nordmoen", other_names="Torunn", by=ida)
    torunn = found(text, ida)["Torunn"]
    assert (torunn.who, torunn.replacement) == ((), "[noen nær R]")


def test_what_is_sealed_can_not_be_put_back(text, ida):
    new = names.pseudonymise(text, choose(text, ida), by=ida)
    with journal.act(text.study, by=ida, verb="text.pseudonymise") as doing:
        names.forget_originals(doing, new.source)
    row = Replacement.objects.filter(text=new).first()
    with pytest.raises(Refused) as gone:
        names.reverse(new, [row], by=ida)
    assert (row.was, gone.value.code) == (None, "original_gone")
    new.sealed = new.made
    with pytest.raises(Refused) as sealed:
        names.reverse(new, [row], by=ida)
    assert sealed.value.code == "text_sealed"
