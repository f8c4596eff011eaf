import pytest

from belegg.formats.codebook import WRITERS, read
from belegg.method.codebook import Code
from belegg.method.errors import Refused

CODES = (
    Code("trust", "Tillit", "", "c1", "deductive", "Theory", "Over\ntid.", "Alt «slikt»", "", "=SUM(A1) sa hun, og lo"),
    Code("distrust", "Mistillit", "trust", "c2", "inductive", "", "- et tegn", "", "", ""),
)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_codebook_comes_back_as_it_went_out(writer):
    found = read(f"codebook.{writer.name}", writer.write(CODES))
    assert found.codes == CODES
    assert found.given[0] == "id"


def test_same_codebook_gives_the_same_bytes():
    for writer in WRITERS:
        assert writer.write(CODES) == writer.write(CODES)


def test_table_of_another_program_needs_only_names():
    found = read("codes.csv", b"Code;Description;Number\nTillit;Over tid;7\nMakt;;3\n")
    assert found.codes == (Code("", "Tillit", definition="Over tid"), Code("", "Makt"))
    assert found.given == ("name", "definition")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("codes.csv", b"id,definition\na,b\n", "no_name_column"),
        ("codes.toml", b"[[code]\n", "codebook_unreadable"),
        ("codes.toml", b"title = 1\n", "codebook_unreadable"),
        ("codes.txt", b"Trust\n", "codebook_unreadable"),
        ("codes.csv", b"name,origin\nTrust,hearsay\n", "unknown_origin"),
    ],
)
def test_file_that_is_no_codebook_is_refused(name, data, code):
    with pytest.raises(Refused) as refused:
        read(name, data)
    assert refused.value.code == code
