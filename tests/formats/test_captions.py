from belegg.formats import read


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
