"""A stranger's file: whatever its bytes, words come out or one sentence."""

import io
import time
import zipfile

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belegg.formats import READERS, Document, read
from belegg.method.errors import Refused
from belegg.method.transcript import uncovered
from tests.formats.files import docx_of, docx_xml, odt, pdf, xlsx, zipped

BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><text>&b;</text>'


def small_docx():
    document = WordDocument()
    document.add_paragraph("I: Hva?")
    return docx_of(document)


REAL = {
    ".txt": b"I: Hva?\nR: Ja.",
    ".md": b"# Tittel\n\nord",
    ".docx": small_docx(),
    ".odt": odt("<text:p>Ord</text:p>"),
    ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Bl\'e5 \u229?\par{\footnote x}}",
    ".html": b"<p>Ord</p>",
    ".pdf": pdf([(60, 80, "Ord")]),
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Ja?</v>\n",
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nJa\n",
    ".csv": b"a,b\n1,2\n",
    ".tsv": b"a\tb\n1\t2\n",
    ".xlsx": xlsx([["a", "b"], [1, 2]]),
}


@pytest.mark.parametrize("suffix", REAL)
def test_real_file_is_read(suffix):
    assert read(f"a{suffix}", REAL[suffix])


def words_or_refusal(name, data):
    try:
        found = read(name, data)
    except Refused as refused:
        assert refused.sentence() and "%(" not in refused.sentence()
        return
    if isinstance(found, Document):
        assert uncovered(found.body, found.recognition().turns) == []
        assert all(0 <= mark.at <= len(found.body) for mark in found.marks)


@pytest.mark.parametrize("suffix", READERS)
@given(data=st.one_of(st.binary(), st.text().map(str.encode)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_words_or_a_sentence(suffix, data):
    words_or_refusal(f"a{suffix}", data)


@pytest.mark.parametrize("suffix", REAL)
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8), cut=st.floats(0.3, 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_file_gives_words_or_a_sentence(suffix, changes, cut):
    data = bytearray(REAL[suffix])
    for place, byte in changes:
        data[int(place * len(data))] = byte

    words_or_refusal(f"a{suffix}", bytes(data[: int(len(data) * cut)]))


def lying_zip(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * (600 * 2**20 // 16) * 16)
    return out.getvalue()


def sheet(rows):
    """Return a workbook whose one sheet has these rows of XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([["a"]]))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>' if "sheet1.xml" in name else old.read(name)
            new.writestr(name, content)
    return out.getvalue()


def written(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "file_empty"),
        ("a.txt", b" \n\t\n", "file_without_words"),
        ("a.doc", b"x", "file_format_unknown"),
        ("a", b"x", "file_format_unknown"),
        ("a.docx", b"Dette er ikke et arkiv", "file_not_readable"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_locked_or_old"),
        ("a.docx", zipped(annet="x"), "file_not_readable"),
        ("a.odt", zipped(content_xml=BOMB), "file_not_readable"),
        ("a.docx", lying_zip("word/document.xml"), "file_unpacks_too_large"),
        ("a.xlsx", lying_zip("xl/worksheets/sheet1.xml"), "file_unpacks_too_large"),
        ("a.txt", b"%PDF-1.7", "file_is_another_format"),
        ("a.pdf", b"PK\x03\x04", "file_is_another_format"),
        ("a.txt", bytes(range(256)) * 4, "file_not_readable"),
        ("a.docx", docx_xml("<w:p/>"), "file_without_words"),
        ("a.vtt", b"WEBVTT\n\n", "file_not_readable"),
        ("a.odt", odt(('<text:p>' + '<text:s text:c="999"/>' * 1000 + "</text:p>") * 20), "file_unpacks_too_large"),
        ("a.xlsx", sheet("".join(f'<row r="{n}">{written(f"XFD{n}", "x")}</row>' for n in range(1, 400))), "table_too_large"),
        ("a.csv", b"a\n" + b"," * 3_000_000 + b"x\nx\n", "table_too_large"),
    ],
    ids=lambda value: str(value)[:24] if not isinstance(value, bytes) else "",
)  # fmt: skip
def test_file_is_refused(name, data, code):
    with pytest.raises(Refused) as refusal:
        read(name, data)

    assert refusal.value.code == code


def test_refusal_is_one_sentence_and_what_to_do():
    with pytest.raises(Refused) as refusal:
        read("a.txt", b"%PDF-1.7")

    assert str(refusal.value) == "The file ends in “.txt”, but its content is PDF. Give it the right ending and import it again."


def test_fifty_megabytes_of_text_are_read():
    data = "Vi må bygge tillit over tid, sa hun.\r\n".encode() * 1_350_000
    began = time.perf_counter()

    document = read("a.txt", data)

    assert len(document.body) == 36 * 1_350_000 + 1_350_000
    assert time.perf_counter() - began < 10


def test_workbook_whose_row_has_any_number_is_read():
    data = sheet(
        f'<row r="1">{written("A1", "ord")}</row><row r="2">{written("A2", "x")}</row><row r="999999999999">{written("A9", "y")}</row>'
    )

    assert read("a.xlsx", data).rows == (("x",),)


def test_tables_in_tables_are_read_in_time():
    deep = 60
    body = "<w:tbl><w:tr><w:tc>" * deep + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000 + "</w:tc></w:tr></w:tbl>" * deep
    began = time.perf_counter()

    assert read("a.docx", docx_xml(body)).body.count("x") == 100_000
    assert time.perf_counter() - began < 20


def test_accents_without_end_are_read_in_time():
    began = time.perf_counter()

    assert len(read("a.txt", ("e" + "\u0301\u0323" * 200_000).encode()).body) == 399_999 + 1
    assert time.perf_counter() - began < 10


def test_more_lines_than_fit_the_memory_are_refused(monkeypatch):
    monkeypatch.setattr("belegg.formats.MOST_LINES", 3)

    assert read("a.txt", b"a\n\n\n\n\nb\nc").body
    with pytest.raises(Refused) as refusal:
        read("a.txt", b"a\nb\nc\nd\ne")
    assert refusal.value.code == "file_has_too_many_lines"
