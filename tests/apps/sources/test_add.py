import pytest

from belegg.apps.privacy.actions import add_person
from belegg.apps.privacy.models import Person
from belegg.apps.sources import media
from belegg.apps.sources.actions import NewSource, add_source, add_sources
from belegg.apps.sources.models import Body, Source, Text, Turn
from belegg.apps.sources.search import search_turns
from belegg.apps.study import journal
from belegg.formats.document import Document
from belegg.method.errors import Refused
from tests import worlds

INTERVIEW = "I: Hva er samskaping?\nR: Vi gjør det sammen.\nI: Hvem er vi?\nR: Naboene og kommunen.\n"


def bring_in(study, by, body=INTERVIEW, **said):
    said = {"kind": "interview", "title": "Intervju 1", **said}
    return add_source(study, Document(body), by=by, original=said.pop("original", body.encode()), suffix=".txt", **said)


def test_source_text_and_turns_are_written_together(study, ida):
    source = bring_in(study, ida, roles={"I": "interviewer", "R": "informant"}, people={"R": "Informant 1"})

    text = source.texts.get()
    assert (source.key, text.key, text.body.text, text.length) == ("int-1", "int-1", INTERVIEW, len(INTERVIEW))
    assert [(t.n, t.speaker, t.role, str(t.person or "")) for t in text.turns.order_by("n")] == [
        (1, "I", "interviewer", ""),
        (2, "R", "informant", "Informant 1"),
        (3, "I", "interviewer", ""),
        (4, "R", "informant", "Informant 1"),
    ]


def test_imported_bytes_are_kept_and_found_by_their_hash(study, ida):
    source = bring_in(study, ida, original=b"\xef\xbb\xbfI: hei\r\n")

    assert media.open_original(source.original).read() == b"\xef\xbb\xbfI: hei\r\n"


def test_same_file_again_is_noticed_and_named(study, ida):
    bring_in(study, ida)

    with pytest.raises(Refused) as refused:
        bring_in(study, ida, title="Intervju 2")

    assert (refused.value.code, refused.value.params) == ("already_imported", {"title": "Intervju 1", "key": "int-1"})
    assert bring_in(study, ida, title="Intervju 2", again=True).key == "int-2"


def test_import_is_undone_and_done_again_with_its_index(study, ida):
    bring_in(study, ida, people={"R": "Informant 1"})

    journal.undo(ida)
    assert not Source.objects.exists() and not Turn.objects.exists() and not Person.objects.exists()
    assert search_turns(study, "naboene").count == 0

    journal.redo(ida)
    assert Text.objects.get().turns.count() == 4
    assert search_turns(study, "naboene").count == 1


def test_cited_id_is_not_given_to_another_source(study, ida):
    bring_in(study, ida)
    journal.undo(ida)

    assert bring_in(study, ida, body="R: Noe annet.").key == "int-2"


def test_next_id_is_above_the_highest_number_in_use(study, ida):
    for key in ("int-9", "int-10", "int-brev-fra-naboen"):
        worlds.bring_in(study, key=key, by=ida)

    assert bring_in(study, ida, body="R: Noe annet.").key == "int-11"


def test_survey_file_makes_several_sources_in_one_act(study, ida):
    news = [NewSource(Document(f"Svar {n}"), "survey", f"Svar {n}", people={}) for n in (1, 2, 3)]

    assert [source.key for source in add_sources(study, news, by=ida, original=b"a,b", suffix=".csv")] == ["sur-1", "sur-2", "sur-3"]

    journal.undo(ida)
    assert not Source.objects.exists()


def test_known_pseudonym_becomes_the_same_person(study, ida):
    person = add_person(study, "Informant 1", by=ida)
    source = bring_in(study, ida, people={"R": "Informant 1"})

    assert set(source.texts.get().turns.filter(speaker="R").values_list("person", flat=True)) == {person.pk}


def test_same_words_share_one_body(study, ida):
    bring_in(study, ida, original=b"1")
    bring_in(study, ida, original=b"2")

    assert Body.objects.count() == 1


def test_coder_may_not_bring_in(study, jonas):
    with pytest.raises(Refused) as refused:
        bring_in(study, jonas)

    assert refused.value.code == "not_allowed"


def test_person_of_another_study_is_refused(study, ida, people):
    from belegg.apps.study.actions import begin_study
    from belegg.apps.study.models import Member

    other = begin_study("En annen", by=people["ida"])
    stranger = add_person(other, "Informant 9", by=Member.objects.get(study=other))

    with pytest.raises(Refused) as refused:
        bring_in(study, ida, people={"R": stranger})

    assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    "field, value, code", [("kind", "film", "kind_unknown"), ("title", " ", "no_title"), ("language", "n0", "language_unknown")]
)
def test_impossible_fields_are_refused(study, ida, field, value, code):
    with pytest.raises(Refused) as refused:
        bring_in(study, ida, **{field: value})

    assert refused.value.code == code
