import pytest

from belegg.formats import read
from belegg.formats.text import decode

WORDS = "Gjøvik og Bærum på én gang – «ja», sa Åse."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
def test_letters_are_read_from(encoding):
    assert read("intervju.txt", WORDS.encode(encoding)).body == WORDS


def test_letters_are_read_from_latin_1():
    words = "Gjøvik og Bærum på én gang, «ja», sa Åse."

    assert read("intervju.txt", words.encode("latin-1")).body == words


def test_guessed_encoding_is_told():
    assert [str(notice) for notice in read("a.txt", WORDS.encode("cp1252")).notices] == [
        "The file does not say how its letters are coded; it was read as Windows-1252. Look at the letters beyond a to z."
    ]


def test_utf_8_with_a_broken_letter_stays_utf_8():
    document = read("a.txt", ("æøå " * 20).encode() + b"\xe5")

    assert document.body == "æøå " * 20 + "\ufffd"
    assert [str(notice) for notice in document.notices] == ["1 characters could not be read as UTF-8 and stand as �."]


def test_other_alphabets_are_left_to_charset_normalizer():
    words = "Мы говорили о сотрудничестве между городом и жителями, и это было важно для всех. " * 5

    assert decode(words.encode("cp1251"))[0] == words


def test_markdown_keeps_its_signs_and_gives_its_heading_as_title():
    document = read("int.md", b"# Intervju 1\r\n\r\n**I:** Hva?\r\n**R:** Ja.\r\n")

    assert (document.title, document.body) == ("Intervju 1", "# Intervju 1\n\n**I:** Hva?\n**R:** Ja.\n")
    assert [turn.speaker for turn in document.recognition().turns] == ["", "I", "R"]


def test_file_name_is_the_title():
    assert read("C:\\intervjuer\\Intervju 1.txt", b"Hei").title == "Intervju 1"


def test_halves_of_characters_written_as_utf_8_are_joined():
    data = "I: Blå ".encode() + "\ud83d\ude42".encode("utf-8", "surrogatepass") + " og \ud800.\n".encode("utf-8", "surrogatepass")

    assert read("a.txt", data).body == "I: Blå 🙂 og \ufffd.\n"
