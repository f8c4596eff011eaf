import pytest
from django.db import transaction

from belegg.apps.sources import index
from belegg.apps.sources.actions import add_source, delete_source
from belegg.apps.sources.index import OVERLAP, PIECE, rebuild
from belegg.apps.sources.models import Turn
from belegg.apps.sources.search import hits_in, search_turns
from belegg.formats.document import Document
from belegg.method.errors import Refused
from belegg.method.search_query import parse
from belegg.method.words import matches
from tests.apps.sources.test_add import bring_in

LINES = """Kommunen samarbeider med frivillige lag.
Det er frivilligheten som bærer skolene i bygda.
En skole er mer enn en skole: co-produksjon, sier de.
Å bygge tillit er ikke å bygge hus 🙂 og veier.
De frivillige i kommunen har ikke tid."""


@pytest.fixture
def lines(study, ida):
    add_source(study, Document(LINES), by=ida, kind="document", title="Plan", language="nb")
    return study


def found(study, query, **limits):
    turns = search_turns(study, query, **limits)
    assert turns.count == len(turns.turns)
    return list(Turn.objects.filter(pk__in=turns.turns).order_by("n").values_list("n", flat=True))


@pytest.mark.parametrize(
    "query, expected",
    [
        ("skole", [2, 3]),
        ("SKOLENE", [2, 3]),
        ("kommune", [1, 5]),
        ('"de frivillige"', [5]),
        ('"frivillige de"', []),
        ("frivillig*", [1, 2, 5]),
        ("kommune -tid", [1]),
        ('frivillig* -"har ikke" -skole', [1]),
        ("kommune tid", [5]),
        ("co-produksjon", [3]),
        ("produksjon-co", []),
        ("bygge", [4]),
        ("å", [4]),
        ("a", []),
        ("finnesikke", []),
        ('"er ikke å byg*"', []),
        ("med-friv*", [1]),
    ],
)
def test_turns_are_found(lines, query, expected):
    assert found(lines, query) == expected


@pytest.mark.parametrize(
    "query", ["skole", '"de frivillige"', "frivillig*", "kommune -tid", "co-produksjon", "bygge", "ikke er", "med-friv*"]
)
def test_index_finds_what_reading_every_turn_finds(lines, query):
    by_reading = [turn.n for turn in Turn.objects.order_by("n") if matches(LINES[turn.start : turn.end], parse(query), "nb")]

    assert found(lines, query) == by_reading


def test_hits_stand_on_their_words(lines):
    hits = hits_in(search_turns(lines, 'bygge "og veier"').turns, 'bygge "og veier"')

    assert [LINES[hit.start : hit.end] for hit in hits] == ["bygge", "bygge", "og veier"]
    assert {hit.turn.n for hit in hits} == {4}


def test_each_language_is_searched_by_its_own_stems(study, ida):
    add_source(study, Document("They run schools."), by=ida, kind="document", title="A", language="en")
    add_source(study, Document("Skolene er små."), by=ida, kind="document", title="B", language="nb")

    assert search_turns(study, "school").count == 1
    assert search_turns(study, "skole").count == 1


def test_page_and_count_of_many_hits(study, ida):
    add_source(study, Document("\n".join(f"Tillit nummer {n}" for n in range(500))), by=ida, kind="document", title="Lang")

    result = search_turns(study, "tillit", limit=200, offset=400)

    assert (result.count, len(result.turns)) == (500, 100)
    assert result.turns == sorted(result.turns)


def test_long_turn_is_one_turn_and_its_words_count_together(study, ida):
    words = ["ord"] * (3 * PIECE)
    words[5], words[PIECE - 1 : PIECE + 2], words[-1] = "først", ["midt", "på", "skillet"], "sist"
    add_source(study, Document(" ".join(words)), by=ida, kind="document", title="Uten linjer")

    assert search_turns(study, "ord").count == 1
    assert search_turns(study, "først sist").count == 1
    assert search_turns(study, "først -sist").count == 0
    assert search_turns(study, '"midt på skillet"').count == 1
    assert search_turns(study, '"ord ord"').count == 1


def test_only_named_texts_and_roles_are_searched(study, ida):
    first = bring_in(study, ida)
    second = bring_in(study, ida, body="R: Naboene igjen.\nR: Ja.\nI: Naboene?\n", title="To")

    assert search_turns(study, "nabo").count == 3
    assert search_turns(study, "nabo", texts=[first.texts.get().pk]).count == 1
    assert search_turns(study, "nabo", roles=["interviewer"]).count == 1
    assert search_turns(study, "nabo", roles=["informant"], texts=[second.texts.get().pk]).count == 1
    assert search_turns(study, "nabo", roles=[]).count == search_turns(study, "nabo", texts=[]).count == 0


def test_another_study_is_not_found(lines, people, ida):
    from belegg.apps.study.actions import begin_study

    assert search_turns(begin_study("En annen", by=people["ida"]), "skole").count == 0


def test_rebuilt_index_finds_the_same(lines):
    rebuild(lines)

    assert found(lines, "skole") == [2, 3]
    assert found(lines, "frivillig*") == [1, 2, 5]


@pytest.mark.parametrize("count", [0, 1, PIECE, PIECE + OVERLAP, PIECE + OVERLAP + 1, 3 * PIECE + 7])
def test_pieces_hold_every_word_and_every_short_phrase(count, monkeypatch):
    words = [f"ord{n}" for n in range(count)]

    for much in (1_000_000, 0):
        monkeypatch.setattr(index, "MUCH", much)
        cut = [piece for piece in index.pieces(" ".join(words)) if piece]
        phrases = {tuple(piece[at : at + OVERLAP + 1]) for piece in cut for at in range(max(1, len(piece) - OVERLAP))}

        assert all(len(piece) <= PIECE + OVERLAP for piece in cut)
        assert {word for piece in cut for word in piece} == set(words)
        assert {tuple(words[at : at + OVERLAP + 1]) for at in range(max(1, count - OVERLAP) if count else 0)} <= phrases


def test_texts_brought_in_together_are_found_and_those_rolled_back_are_not(study, ida):
    def add(title, words):
        return add_source(study, Document(words), by=ida, kind="document", title=title, language="nb")

    with transaction.atomic(), index.together():
        add("Første", "Vi kaller det bålkraft.")
        with pytest.raises(Refused), transaction.atomic():
            add("Angret", "Her sto det nattvakt, lenge.\nOg mer.")
            raise Refused("changed_my_mind", "No.")
        delete_source(add("Slettet", "Dette sa dugnadslaget."), by=ida)
        add("Andre", "Så kom fjordkraftene.")
    words = ["bålkraft", "nattvakt", "dugnadslaget", "fjordkraft"]

    assert [search_turns(study, word).count for word in words] == [1, 0, 0, 1]
    rebuild(study)
    assert [search_turns(study, word).count for word in words] == [1, 0, 0, 1]
