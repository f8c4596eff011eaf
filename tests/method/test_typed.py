from hypothesis import given
from hypothesis import strategies as st

from belegg.method.transcript import uncovered
from belegg.method.typed import clean_labels, transcript

TYPED = """Samtale på rådhuset

[00:00:01] I: Hvem var med?
[00:00:04] R: Alle 🙂
og noen til.
[00:00:09] I:
[00:00:10] hun sa: kom
R: Uten tid.
[00:00:11] R: """


def test_turns_begin_with_a_time_or_a_label():
    body, turns = transcript(TYPED, ["I", "R"])

    assert [(turn.speaker, turn.time_start, body[turn.start : turn.end]) for turn in turns] == [
        ("", None, "Samtale på rådhuset"),
        ("I", 1000, "Hvem var med?"),
        ("R", 4000, "Alle 🙂\nog noen til."),
        ("", 10000, "hun sa: kom"),
        ("R", None, "Uten tid."),
    ]
    assert uncovered(body, turns) == []
    assert body.startswith("Samtale") and body.endswith("R: Uten tid.") and "00:00:09" not in body


def test_an_empty_head_at_the_beginning_leaves_no_empty_line():
    body, turns = transcript("[0:00:00]I:\n\n[00:00:05] R: ja\n", ["I", "R"])

    assert body == "[00:00:05] R: ja"
    assert transcript(body, ["I", "R"]) == (body, turns)


def test_labels_can_stand_before_words():
    assert clean_labels([" Informant  1 ", "informant 1", "R: [x]", "", "æ" * 80]) == ["Informant 1", "R x", "æ" * 60]


lines = st.text(alphabet="IRab: []0123456789.\n å🙂", max_size=40) | st.sampled_from(["[00:00:05] I: ", "[00:00:05] R: ja\n", "R:", "\n"])


@given(st.lists(lines, max_size=12).map("".join))
def test_every_word_lies_in_one_turn(typed):
    body, turns = transcript(typed, ["I", "R"])

    assert uncovered(body, turns) == []
    assert all(turn.head <= turn.start < turn.end <= len(body) for turn in turns)
    assert [turn.n for turn in turns] == list(range(1, len(turns) + 1))
    assert transcript(body, ["I", "R"]) == (body, turns)
