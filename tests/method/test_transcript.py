"""How transcripts are written in the wild, and what is made of them. Each case: the text, then (label, role, words) of its turns."""

import csv
import time
from glob import glob
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.errors import Refused
from belegg.method.transcript import Turn, format_time, normalise, recognise, relabel, uncovered

INT, INF = "interviewer", "informant"
DEMO = sorted(glob(str(Path(__file__).parents[2] / "demo" / "texts" / "*.txt")))

SHAPES = {
    "colon": ("I: Hva?\nR: Ja.\n", [("I", INT, "Hva?"), ("R", INF, "Ja.")]),
    "colon after a space": ("Interviewer 1 : Hva?\nInformant 2 : Ja.", [("Interviewer 1", INT, "Hva?"), ("Informant 2", INF, "Ja.")]),
    "colon without a space": ("I:Hva?\nR:Ja.", [("I", INT, "Hva?"), ("R", INF, "Ja.")]),
    "colon and time": ("Intervjuer [00:00:04]: Hei?\nR1 [00:00:08]: Ja.", [("Intervjuer", INT, "Hei?"), ("R1", INF, "Ja.")]),
    "bold type of Markdown": ("**I [00:00:00]** Hei?\n\n**R [00:00:04]** Ja.", [("I", INT, "Hei?"), ("R", INF, "Ja.")]),
    "bold colon": ("**Int:** Hei?\n**Inf:** Ja.", [("Int", INT, "Hei?"), ("Inf", INF, "Ja.")]),
    "name and time on a line": (
        "Kari Nord (00:00:08)\nHei?\n\nOla (00:00:12)\nJa.\nMer.\n\nKari Nord (00:00:18)\nSå?\n\nOla (00:01:00)\nNei.",
        [("Kari Nord", INT, "Hei?"), ("Ola", INF, "Ja.\nMer."), ("Kari Nord", INT, "Så?"), ("Ola", INF, "Nei.")],
    ),
    "name and bare time on a line": (
        "Kari Nord   0:03\nHei?\nOla   0:08\nJa.\nKari Nord   0:12\nSå?\nOla   1:00\nNei.",
        [("Kari Nord", INT, "Hei?"), ("Ola", INF, "Ja."), ("Kari Nord", INT, "Så?"), ("Ola", INF, "Nei.")],
    ),
    "time before the name": (
        "[00:00:08] Kari: Hei?\n[00:00:12] Ola: Ja.\n[00:00:18] Kari: Så?\n[00:01:00] Ola: Nei.",
        [("Kari", INT, "Hei?"), ("Ola", INF, "Ja."), ("Kari", INT, "Så?"), ("Ola", INF, "Nei.")],
    ),
    "tab": ("R1:\tJa.\nI:\tHva?\nR1:\tNei", [("R1", INF, "Ja."), ("I", INT, "Hva?"), ("R1", INF, "Nei")]),
    "table of two columns": ("I\tHva?\nR1\tJa.", [("I", INT, "Hva?"), ("R1", INF, "Ja.")]),
    "table of three columns": ("00:00:01\tI\tHva?\n00:00:05\tR1\tJa.", [("I", INT, "Hva?"), ("R1", INF, "Ja.")]),
    "capitals": (
        "KARI: Hei?\nOLA: Ja.\nKARI: Så?\nOLA: Nei.",
        [("KARI", INT, "Hei?"), ("OLA", INF, "Ja."), ("KARI", INT, "Så?"), ("OLA", INF, "Nei.")],
    ),
    "label alone": ("INTERVJUER\nHva?\n\nINFORMANT\nJa.\nMer.", [("INTERVJUER", INT, "Hva?"), ("INFORMANT", INF, "Ja.\nMer.")]),
    "label and colon alone": ("I:\nHva?\nR:\nJa.", [("I", INT, "Hva?"), ("R", INF, "Ja.")]),
    "dash": ("I – Hva?\nR – Ja - eller nei.", [("I", INT, "Hva?"), ("R", INF, "Ja - eller nei.")]),
    "diarisation": ("SPEAKER_00: Hva?\nSPEAKER_01: Ja.", [("SPEAKER_00", INT, "Hva?"), ("SPEAKER_01", INF, "Ja.")]),
    "question and answer": ("Q: Why?\nA: Because.", [("Q", INT, "Why?"), ("A", INF, "Because.")]),
    "title in brackets": ("I: Hva?\nInformant 1 (leder): Ja.", [("I", INT, "Hva?"), ("Informant 1 (leder)", INF, "Ja.")]),
    "turn of nothing": ("I: Hva?\nR:\nI: Hallo?", [("I", INT, "Hva?"), ("R", INF, ""), ("I", INT, "Hallo?")]),
}


def said(body, recognition):
    return [(turn.speaker, turn.role, body[turn.start : turn.end]) for turn in recognition.turns]


@pytest.mark.parametrize("shape", SHAPES)
def test_turns_are_recognised_with(shape):
    body, expected = SHAPES[shape]

    assert said(body, recognise(body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Vi møttes kl. 12:30 i dag.\nNote: dette er viktig.\nhttps://eksempel.no\nEksempel: en plan.",
        "Mål: færre møter\nTiltak: slå sammen\nMål: flere fri\nTiltak: vikarer",
        "Informant: leder i kommunen\nIntervjuer: Kari\n\nDette er et notat.\nDet går over flere linjer.\nJa.\nNei.",
        "Visjon: A\nVerdier: B\n" * 6,
        "Lunsj 12:00\nMøte 13:30\nKaffe 14:00",
    ],
)
def test_document_without_speakers_has_a_turn_a_line(body):
    recognition = recognise(body)

    assert said(body, recognition) == [("", "", line) for line in body.split("\n") if line]
    assert (recognition.shape, recognition.speakers) == ("", ())


def test_paragraphs_and_false_labels_belong_to_the_turn_before():
    body = "I: Hva?\nR: Ja.\n\nEksempel: møtet kl. 12:30.\n\nOg mer.\nI: Så?"

    assert said(body, recognise(body)) == [
        ("I", INT, "Hva?"),
        ("R", INF, "Ja.\n\nEksempel: møtet kl. 12:30.\n\nOg mer."),
        ("I", INT, "Så?"),
    ]


def test_lines_before_the_first_label_have_no_role():
    body = "Intervju 3\nInformant: leder\n\nI: Hva?\nR: Ja.\nI: Så?\nR: Nei."

    assert said(body, recognise(body))[:3] == [("", "", "Intervju 3"), ("", "", "Informant: leder"), ("I", INT, "Hva?")]


def test_label_and_words_have_their_offsets():
    assert recognise("Hei\n\nI [00:00:04 - 00:00:09]: Hva?\nR [0:10]: Ja. ").turns == (
        Turn(1, 0, 0, 3),
        Turn(2, 5, 30, 34, "I", INT, "", 4000, 9000),
        Turn(3, 35, 45, 48, "R", INF, "", 10_000, None),
    )


def test_time_behind_a_turn_is_its_end():
    assert [turn.time_end for turn in recognise("I: Hva? #00:00:23-5#\nR: Ja. #00:01:00-0#").turns] == [23_500, 60_000]


def test_times_before_lines_without_speakers_are_their_labels():
    assert recognise("[00:00:00.000 --> 00:00:04.500]  Vi kan\n[00:00:04.500 --> 00:00:06.000]  begynne.").turns == (
        Turn(1, 0, 33, 39, "", "", "", 0, 4500),
        Turn(2, 40, 73, 81, "", "", "", 4500, 6000),
    )


def test_spelling_of_a_label_is_one_speaker():
    assert [speaker.label for speaker in recognise("Int: Hva?\nR: Ja.\nINT: Så?\nr: Nei.").speakers] == ["Int", "R"]


def test_roles_told_by_labels_are_certain():
    assert recognise("I: Hva?\nR: Ja.").certain


def test_roles_guessed_from_questions_are_not_certain():
    recognition = recognise("Ola: Ja.\nKari: Hva? Hvorfor?\nOla: Nei.\nKari: Hvordan?")

    assert [(speaker.label, speaker.role, speaker.certain) for speaker in recognition.speakers] == [
        ("Ola", INF, False),
        ("Kari", INT, False),
    ]


def test_letter_i_beside_a_researcher_is_the_informant():
    assert {speaker.label: speaker.role for speaker in recognise("Forsker: Hva?\nI: Ja.\nForsker: Så?\nI: Nei.").speakers} == {
        "Forsker": INT,
        "I": INF,
    }


def test_named_label_is_believed_and_refused_label_is_not():
    body = "I: Hva?\nR: Ja.\nKari: Jeg er enig.\nI: Så?\nR: Nei."

    assert [turn.speaker for turn in recognise(body, roles={"Kari": "other"}).turns] == ["I", "R", "Kari", "I", "R"]
    assert [turn.speaker for turn in recognise(body, not_speakers=["R"]).turns] == ["I", "I"]


def test_no_shapes_means_a_document():
    assert [turn.role for turn in recognise("I: Hva?\nR: Ja.", shapes=()).turns] == ["", ""]


def test_bold_type_marks_a_label():
    body = "Kari Hva?\nOla Ja.\nKari Så?\nOla Nei."

    assert [turn.speaker for turn in recognise(body, bold=[(0, 4), (10, 13), (18, 22), (27, 30)]).turns] == ["Kari", "Ola", "Kari", "Ola"]


def test_correction_changes_role_and_person():
    recognition = relabel(recognise("Kari: Hva?\nOla: Ja.\nKari: Så?\nOla: Nei."), {"Ola": "other"}, {"Ola": "p1"})

    assert [(turn.role, turn.person) for turn in recognition.turns] == [(INT, ""), ("other", "p1")] * 2
    assert [(speaker.role, speaker.certain) for speaker in recognition.speakers] == [(INT, False), ("other", True)]


def test_correction_to_an_unknown_role_is_refused():
    with pytest.raises(Refused) as refusal:
        relabel(recognise("I: Hva?\nR: Ja."), {"I": "boss"})

    assert str(refusal.value) == "“boss” is not a role in an interview. Choose interviewer, informant or other."


def test_holes_and_overlaps_between_turns_are_found():
    assert uncovered("ab cd ef", [Turn(1, 0, 0, 2), Turn(2, 1, 1, 2), Turn(3, 6, 6, 8)]) == [(1, 2), (2, 6)]


PIECES = [
    "I",
    "R",
    "Kari",
    "Ola",
    ":",
    " ",
    "\n",
    "\t",
    "[00:00:04]",
    "(0:08)",
    "**",
    "–",
    "?",
    "INT",
    "tekst om noe",
    "12:30",
    "\x1c",
    "\xa0",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_every_character_lies_in_one_turn(source):
    body = normalise(source)

    turns = recognise(body).turns

    assert uncovered(body, turns) == []
    assert all(turn.head <= turn.start <= turn.end for turn in turns)
    assert [turn.n for turn in turns] == list(range(1, len(turns) + 1))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: Path(path).stem)
def test_demo_text_is_recognised_as_its_turns_say(path):
    body = Path(path).read_bytes().decode()
    with open(path.replace(".txt", ".turns.csv"), encoding="utf-8", newline="") as file:
        written = [
            tuple(row[key] for key in ("n", "head", "start", "end", "speaker", "role", "time_start")) for row in csv.DictReader(file)
        ]

    assert [tuple(map(str, facts(turn))) for turn in recognise(body).turns] == written


def facts(turn):
    started = "" if turn.time_start is None else format_time(turn.time_start)
    return turn.n, turn.head, turn.start, turn.end, turn.speaker, turn.role, started


def test_long_transcript_is_recognised_at_once():
    turn = "I: Hva tenker du om dette?\nR: " + "Jeg tenker at det er viktig. " * 9 + "\n"
    body = turn * (300_000 // len(turn))

    began = time.perf_counter()
    recognise(body)

    assert time.perf_counter() - began < 0.3


@pytest.mark.parametrize("body", ["ord " * 500_000, "Kari (" * 300_000, " " * 2_000_000 + "x", "**" * 500_000, "I" + " " * 1_000_000 + ":"])
def test_one_endless_line_takes_no_endless_time(body):
    began = time.perf_counter()
    recognise(body)

    assert time.perf_counter() - began < 2
