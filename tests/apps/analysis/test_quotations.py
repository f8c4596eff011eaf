"""The quotations asked for, against asking every pair of codings of the demo one by one."""

import hashlib

import pytest

from belegg.apps.analysis.passages import quotations_of
from belegg.apps.analysis.quotations import Asked, Selection, find, with_quotes
from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.models import Coding, Voice
from belegg.apps.sources.models import Part, SourceCase, Text, Turn
from belegg.method.errors import Refused
from tests.worlds import add_codes, bring_in


def keys(study, **asked) -> list[str]:
    return [one.key for one in quotations_of(study, find(study, Asked(**asked)).ids)]


def overlapping(one: Coding, other: Coding) -> bool:
    return one.text_id == other.text_id and one.start < other.end and other.start < one.end


def near(one: Coding, other: Coding, turns: int) -> bool:
    return (
        one.pk != other.pk
        and one.text_id == other.text_id
        and max(one.turn_first, other.turn_first) - min(one.turn_last, other.turn_last) <= turns
    )


def coded(study, *names: str) -> list[Coding]:
    return list(Coding.objects.filter(study=study, code__key__in=names))


def test_without_a_filter_every_coding_is_there_once(demo):
    found = keys(demo)
    assert sorted(found) == sorted(Coding.objects.filter(study=demo).values_list("key", flat=True))


def test_and_answers_what_brute_force_answers(demo):
    a, b = coded(demo, "makt"), coded(demo, "tillit")
    wanted = {one.key for one in a if any(overlapping(one, other) for other in b)} | {
        one.key for one in b if any(overlapping(one, other) for other in a)
    }
    assert wanted
    assert set(keys(demo, query="makt AND tillit", below=False)) == wanted


def test_and_not_answers_what_brute_force_answers(demo):
    wanted = {one.key for one in coded(demo, "makt") if not any(overlapping(one, other) for other in coded(demo, "tillit"))}
    assert set(keys(demo, query="kode:makt og ikke tillit", below=False)) == wanted


def test_near_answers_what_brute_force_answers(demo):
    a, b = coded(demo, "makt"), coded(demo, "siloer")
    wanted = {one.key for one in a if any(near(one, other, 2) for other in b)} | {
        one.key for one in b if any(near(one, other, 2) for other in a)
    }
    assert wanted
    assert set(keys(demo, query="NEAR(makt, siloer, 2)", below=False)) == wanted


def test_code_takes_in_the_codes_below_it_unless_told_otherwise(demo):
    assert set(keys(demo, code="relasjon")) == {one.key for one in coded(demo, *family(demo, "relasjon"))}
    assert set(keys(demo, code="relasjon", below=False)) == {one.key for one in coded(demo, "relasjon")}


def family(study, key: str) -> set[str]:
    from belegg.apps.coding.models import Code

    found = {key}
    while more := set(Code.objects.filter(study=study, parent__key__in=found).values_list("key", flat=True)) - found:
        found |= more
    return found


def test_a_case_is_that_of_the_part_a_coding_lies_in(demo):
    case_of_part = {}
    for part in Part.objects.filter(study=demo).select_related("case"):
        for coding in Coding.objects.filter(text=part.text, start__gte=part.start, end__lte=part.end):
            case_of_part.setdefault(coding.pk, set()).add(part.case.key)
    below = {"havstrand", *cases_below(demo, "havstrand")}
    wanted = set()
    for coding in Coding.objects.filter(study=demo):
        own = case_of_part.get(coding.pk) or set(SourceCase.objects.filter(source__texts=coding.text).values_list("case__key", flat=True))
        if own & below:
            wanted.add(coding.key)
    assert set(keys(demo, selection=Selection(case="havstrand", interviewer=True))) == wanted


def cases_below(study, key: str) -> set[str]:
    from belegg.apps.study.models import Case

    children = set(Case.objects.filter(study=study, parent__key=key).values_list("key", flat=True))
    return children.union(*(cases_below(study, child) for child in children))


def test_a_person_is_found_also_where_others_are_heard_too(demo):
    voice = Voice.objects.filter(coding__study=demo).select_related("person", "coding").first()
    assert voice is not None
    found = keys(demo, selection=Selection(speaker=voice.person.key, interviewer=True))
    assert voice.coding.key in found
    assert set(found) == {
        coding.key
        for coding in Coding.objects.filter(study=demo)
        if coding.speaker_id == voice.person_id or coding.voices.filter(person=voice.person).exists()
    }


@pytest.mark.parametrize(
    ("selection", "where"),
    [
        (Selection(round="r1", interviewer=True), {"round__key": "r1"}),
        (Selection(coder="jonas", interviewer=True), {"coder__key": "jonas"}),
        (Selection(kind="observation", interviewer=True), {"text__source__kind": "observation"}),
    ],
)
def test_round_coder_and_kind_narrow_the_list(demo, selection, where):
    wanted = set(Coding.objects.filter(study=demo, **where).values_list("key", flat=True))
    assert wanted
    assert set(keys(demo, selection=selection)) == wanted


def test_query_of_one_coder_does_not_look_at_the_other(demo):
    jonas = [coding for coding in coded(demo, "makt") if coding.coder.key == "jonas"]
    others = [coding for coding in coded(demo, "tillit") if coding.coder.key == "jonas"]
    wanted = {one.key for one in jonas if not any(overlapping(one, other) for other in others)}
    assert set(keys(demo, query="makt AND NOT tillit", below=False, selection=Selection(coder="jonas", interviewer=True))) == wanted


def test_passages_of_interviewers_only_are_counted_when_left_out(study, ida):
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "tillit")
    first, second = Turn.objects.filter(text=text).order_by("n")[:2]
    for turn in (first, second):
        mark_passage(text, code, turn.start, turn.end, by=ida)

    assert len(find(study, Asked())) == 2
    found = find(study, Asked(selection=Selection()))
    assert (len(found), found.interviewers_only) == (1, 1)


def test_words_leave_labels_out_and_hash_keeps_them_in(demo):
    """No label of a turn is among the words, and the words of all turns are there in order."""
    several = 0
    for one in quotations_of(demo, find(demo, Asked()).ids):
        coding = Coding.objects.select_related("text__body").get(study=demo, key=one.key)
        body = coding.text.body.text
        assert hashlib.sha256(body[one.start : one.end].encode()).hexdigest() == one.sha256
        inside = Turn.objects.filter(text=coding.text, start__lt=one.end, end__gt=one.start).order_by("n")
        assert [piece.words for piece in one.said] == [body[max(turn.start, one.start) : min(turn.end, one.end)] for turn in inside]
        several += len(one.said) > 1
    assert several


def test_speaker_is_null_where_several_may_be_meant(study, ida):
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "tillit")
    turns = list(Turn.objects.filter(text=text).order_by("n"))
    mark_passage(text, code, turns[1].start, turns[1].end, by=ida)
    mark_passage(text, code, turns[1].start, turns[2].end, by=ida)
    mark_passage(text, code, turns[0].start, turns[0].end, by=ida)

    said = {(one.turn, one.turn_last): one for one in quotations_of(study, find(study, Asked()).ids)}

    assert (said[2, 2].speaker.key, said[2, 2].candidates) == ("r", [])
    assert (said[2, 3].speaker, {person.key for person in said[2, 3].candidates}) == (None, {"r", "k"})
    assert (said[1, 1].speaker, said[1, 1].candidates) == (None, [])


def test_informant_without_a_name_may_be_anyone_of_the_text(study, ida):
    text = bring_in(study, "I: Hvem?\n\nR: Jeg.\n\nR2: Eller jeg.\n\nK: Nei.", by=ida)
    (code,) = add_codes(study, ida, "tillit")
    turn = Turn.objects.get(text=text, speaker="R2")
    mark_passage(text, code, turn.start, turn.end, by=ida)

    (one,) = quotations_of(study, find(study, Asked()).ids)

    assert one.speaker is None
    assert {person.key for person in one.candidates} == {"r", "k"}


def test_context_stands_beside_the_words_and_names_other_speakers(study, ida):
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "tillit")
    at = text.body.text.index("Tillit må")
    mark_passage(text, code, at, at + len("Tillit må bygges"), by=ida)

    (one,) = quotations_of(study, find(study, Asked()).ids)

    assert one.before[-1].words == "Vi la mye i det 🙂 og kanskje for mye. "
    assert one.after[0].words == " over tid."
    assert [(line.speaker, [quoted for _words, quoted in line.pieces]) for line in one.lines] == [
        ("I", [False]), ("R", [False, True, False]), ("K", [False]),
    ]  # fmt: skip
    assert one.citation == "Interview 1, turn 2, 00:01:00"
    assert one.to_copy == "“Tillit må bygges” (R, Interview 1, turn 2, 00:01:00)"


def test_source_order_is_that_of_the_sources_and_places(demo):
    ones = list(quotations_of(demo, find(demo, Asked()).ids))
    at = {source: place for place, source in enumerate(dict.fromkeys(one.source.key for one in ones))}
    assert list(at).index("int-2") < list(at).index("int-10")
    assert [(at[one.source.key], one.start, -one.end) for one in ones] == sorted((at[one.source.key], one.start, -one.end) for one in ones)


@pytest.mark.parametrize("sort", ["code", "case", "speaker", "time"])
def test_sorting_keeps_equals_together(demo, sort):
    def value(one):
        return {"code": one.code.key, "case": one.cases[0].key if one.cases else "", "speaker": one.speaker, "time": one.coded}[sort]

    ones = [
        one for one in quotations_of(demo, find(demo, Asked(sort=sort)).ids) if sort != "speaker" or (one.speaker and not one.candidates)
    ]
    values = [value(one) for one in ones if sort != "case" or len(one.cases) == 1]
    if sort == "time":
        assert values == sorted(values, reverse=True)
    else:
        assert len(list(dict.fromkeys(values))) == sum(1 for at, one in enumerate(values) if not at or one != values[at - 1])


def test_names_of_several_words_are_understood_without_quotes(demo):
    assert keys(demo, query="makt og hvem som bestemmer AND NOT tillit") == keys(demo, query='"Makt og hvem som bestemmer" AND NOT tillit')
    assert with_quotes("«Nye roller» og nye  roller", ["Nye roller"]) == '«Nye roller» og "nye  roller"'


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"query": "makt AND ("}, "query-unexpected"),
        ({"query": "maktt"}, "query-code-unknown"),
        ({"code": "finnes-ikke"}, "query-code-unknown"),
        ({"text": "int-99"}, "not_found"),
        ({"selection": Selection(case="oslo")}, "not_found"),
        ({"sort": "length"}, "sort_unknown"),
    ],
)
def test_what_is_not_there_is_refused(demo, asked, code):
    with pytest.raises(Refused) as refused:
        find(demo, Asked(**asked))
    assert refused.value.code == code


def test_page_of_a_document_is_cited(study, ida):
    from belegg.apps.sources.models import Mark
    from belegg.apps.study import journal

    text = bring_in(study, "Første side.\n\nAndre side.", by=ida, title="Plan")
    with journal.act(study, by=ida, verb="source.change") as doing:
        doing.create_many([Mark(text=text, kind="page", at=0, label="1"), Mark(text=text, kind="page", at=14, label="2")])
    (code,) = add_codes(study, ida, "plan")
    mark_passage(Text.objects.select_related("body", "source").get(pk=text.pk), code, 14, 20, by=ida)

    (one,) = quotations_of(study, find(study, Asked()).ids)

    assert one.citation == "Plan, p. 2, turn 2"
