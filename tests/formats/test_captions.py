from belegg.formats import read
from belegg.method.transcript import uncovered


def turns(name, source):
    document = read(name, source.encode())
    return document.body, [(turn.speaker, turn.role, turn.time_start, turn.time_end) for turn in document.recognition().turns]


def test_cues_of_one_voice_become_one_turn():
    vtt = """WEBVTT

NOTE laget av et program

1
00:00:01.000 --> 00:00:02.500 align:start
<v Kari Nord>Hva er</v>

00:00:02.500 --> 00:00:04.000
<v Kari Nord>samskaping?</v>

00:01:00.000 --> 00:01:02.250
<v Ola>Å &amp; <i>dele</i>.</v>
"""

    assert turns("a.vtt", vtt) == (
        "Kari Nord: Hva er samskaping?\nOla: Å & dele.",
        [("Kari Nord", "interviewer", 1000, 4000), ("Ola", "informant", 60_000, 62_250)],
    )


def test_two_voices_in_a_cue_are_two_turns():
    body, _ = turns("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Ja?</v>\n<v B>Nei.</v>\n")

    assert body == "A: Ja?\nB: Nei."


def test_captions_without_speakers_are_cut_at_sentences():
    cues = enumerate(["Dette er en", "setning.", "Ny."], 1)
    srt = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{words}\n\n" for n, words in cues)

    assert turns("a.srt", srt) == ("Dette er en setning.\nNy.", [("", "", 1000, 3000), ("", "", 3000, 4000)])


def test_names_before_the_words_are_speakers():
    cues = [("Kari Nord: Hva mener", 0), ("du?", 1), ("Ola: Ja.", 2), ("Kari Nord: Så?", 3), ("Ola: Nei.", 4)]
    vtt = "WEBVTT\n\n" + "".join(f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n{words}\n\n" for words, at in cues)

    assert turns("zoom.vtt", vtt)[0] == "Kari Nord: Hva mener du?\nOla: Ja.\nKari Nord: Så?\nOla: Nei."


def test_guessed_roles_are_asked_about():
    assert not read("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Ja?</v>\n<v B>Nei.</v>\n").recognition().certain


THREE = """WEBVTT

00:01.000 --> 00:02.000
<v Kari>Hva så?</v>

00:02.000 --> 00:05.000
<v Musikk>trommer</v>

00:05.000 --> 00:06.000
<v Ola>Ja.</v>
"""


def times(recognition):
    return [(turn.speaker, turn.time_start, turn.time_end) for turn in recognition.turns]


def test_who_is_not_a_speaker_leaves_the_times_of_the_others():
    document = read("a.vtt", THREE.encode())
    recognition = document.recognition(not_speakers=("musikk",))

    assert times(recognition) == [("Kari", 1000, 5000), ("Ola", 5000, 6000)]
    assert [document.body[turn.start : turn.end] for turn in recognition.turns] == ["Hva så?\nMusikk: trommer", "Ja."]
    assert times(document.recognition(not_speakers=("Kari",))) == [("", 1000, 2000), ("Musikk", 2000, 5000), ("Ola", 5000, 6000)]
    assert uncovered(document.body, recognition.turns) == []


def test_looking_for_speakers_anew_keeps_the_times():
    document = read("a.vtt", THREE.encode())

    assert times(document.recognition(shapes=())) == [("", 1000, 2000), ("", 2000, 5000), ("", 5000, 6000)]
    assert times(document.recognition(roles={"kari": "interviewer", "ola": "informant"})) == [("Kari", 1000, 5000), ("Ola", 5000, 6000)]


def test_no_time_is_made_up_inside_a_cue():
    document = read("a.srt", b"1\n00:00:01,000 --> 00:00:09,000\nSpeaker A og noe\n\n2\n00:00:09,000 --> 00:00:10,000\nmer\n")

    assert times(document.recognition(shapes=())) == [("", 1000, 10_000)]
