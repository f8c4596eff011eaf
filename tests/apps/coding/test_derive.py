from hypothesis import given
from hypothesis import strategies as st

from belegg.apps.coding.derive import Passages, TurnRow, facts_of
from belegg.method.sentences import words

ALPHABET = st.text(alphabet="abcæ1 _.-🙂\n", max_size=60)


def laid_out(turns: list[tuple[str, str]]) -> tuple[str, list[TurnRow]]:
    body, rows = "", []
    for n, (label, said) in enumerate(turns, 1):
        head = len(body)
        body += label + ": " + said
        role = {"I": "interviewer"}.get(label, "informant")
        rows.append(TurnRow(n, head, head + len(label) + 2, len(body), role, None if label == "I" else ord(label)))
        body += "\n"
    return body, rows


@given(st.lists(st.tuples(st.sampled_from("IRK"), ALPHABET), min_size=1, max_size=6), st.data())
def test_facts_agree_with_counting_turn_by_turn(turns, data):
    body, rows = laid_out(turns)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))

    facts = Passages(body, rows).facts(start, end)

    touched = [row for row in rows if row.head < end and start < row.end]
    spoken = [(row, body[max(start, row.start) : min(end, row.end)] if start < row.end and row.start < end else "") for row in touched]
    if touched:
        assert (facts.turn_first, facts.turn_last) == (touched[0].n, touched[-1].n)
        assert facts.words == sum(words(said) for _, said in spoken)
        assert facts.informant_words == sum(words(said) for row, said in spoken if row.role == "informant")
        heard = [row.person_id for row in touched if row.person_id and start < row.end and row.start < end]
        assert facts.persons == tuple(dict.fromkeys(heard))
    else:
        assert facts == (0, 0, words(body[start:end]), words(body[start:end]), ())


def test_facts_leave_out_labels_and_the_interviewers_words(text, place):
    start, _ = place("Og etterpå?")
    _, end = place("ble det stille.")

    (facts,) = facts_of(text, [(start, end)])

    assert (facts.turn_first, facts.turn_last, facts.words, facts.informant_words) == (4, 5, 6, 4)


def test_text_without_turns_counts_its_words():
    assert Passages("Ett ord til", []).facts(0, 7) == (0, 0, 2, 2, ())
