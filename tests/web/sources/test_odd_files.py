"""Files as they really come, from upload to download: line ends, marks, scripts, sizes, and what hostile ones try."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belegg.apps.sources import staging
from belegg.apps.sources.models import Body, Source, Turn
from belegg.apps.sources.search import hits_in, search_turns
from belegg.method.transcript import uncovered


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ida_at(client, people, study):
    client.force_login(people["ida"])
    return client


def bring_in(client, study, ida, data, name="Fil.txt"):
    """Upload and import a file; return the answer of the upload."""
    files = {"files": SimpleUploadedFile(name, data)}
    answer = client.post(f"/studies/{study.key}/sources/add/", files, headers={"accept": "application/json"})
    for file in staging.waiting_files(ida):
        client.post(f"/studies/{study.key}/sources/add/{file.sha}/import/")
    return answer


WAYS = {
    "crlf": (b"I: Hei.\r\nR: Ja vel.\r\n", "I: Hei.\nR: Ja vel.\n"),
    "bom": ("\ufeffI: Hei.\nR: Ja.\n".encode(), "I: Hei.\nR: Ja.\n"),
    "utf-16": ("I: Blå.\nR: Rød.\n".encode("utf-16"), "I: Blå.\nR: Rød.\n"),
    "cp1252": (
        "I: Blåbær og rødgrøt på øya.\nR: Ja, “nettopp” – æsj.\n".encode("cp1252"),
        "I: Blåbær og rødgrøt på øya.\nR: Ja, “nettopp” – æsj.\n",
    ),
    "emoji": ("I: 👩‍👩‍👧 🙂?\nR: 🇳🇴 ja 🏳️‍🌈.\n".encode(), "I: 👩‍👩‍👧 🙂?\nR: 🇳🇴 ja 🏳️‍🌈.\n"),
    "combining": ("I: Bla\u030a?\nR: E\u0301n.\n".encode(), "I: Blå?\nR: Én.\n"),
    "right to left": (
        "I: מה זה?\nR: זה טוב מאוד.\nI: لماذا؟\nR: لأنه جيد.\n".encode(),
        "I: מה זה?\nR: זה טוב מאוד.\nI: لماذا؟\nR: لأنه جيد.\n",
    ),
    "null bytes": (b"I: Hei\x00.\nR: Ja\x07.\n", "I: Hei.\nR: Ja.\n"),
    "no line end": (b"R: Ja", "R: Ja"),
    "blank lines": (b"\n\n\n  \nR: Ja\n\n\n", "\n\n\n  \nR: Ja\n\n\n"),
}


@pytest.mark.parametrize("way", WAYS)
def test_words_are_kept_and_bytes_come_back(ida_at, study, ida, way):
    data, body = WAYS[way]

    assert bring_in(ida_at, study, ida, data).status_code == 201

    source = Source.objects.get()
    assert source.texts.get().body.text == body
    assert uncovered(body, Turn.objects.order_by("n")) == []
    response = ida_at.get(f"/studies/{study.key}/sources/{source.key}/original/")
    assert b"".join(response.streaming_content) == data


@pytest.mark.parametrize(
    "way, word", [("emoji", "ja"), ("combining", "én"), ("right to left", "טוב"), ("right to left", "جيد"), ("bom", "hei")]
)
def test_words_are_found_at_their_place(ida_at, study, ida, way, word):
    bring_in(ida_at, study, ida, WAYS[way][0])

    hits = hits_in(search_turns(study, word).turns, word)

    assert [WAYS[way][1][hit.start : hit.end].casefold() for hit in hits] == [word]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 400_000_000)
    return out.getvalue()


BAD = {
    "tom.txt": b"",
    "bare luft.txt": b" \n\t\n",
    "bilde.txt": bytes(range(256)) * 40,
    "halv.docx": b"PK\x03\x04" + b"\x00" * 200,
    "halv.pdf": b"%PDF-1.7\nnothing",
    "feil.xlsx": b"%PDF-1.7",
    "feil.exe": b"MZ",
    "uten ending": b"I: Hei",
    "entiteter.odt": b"PK\x05\x06" + b"\x00" * 18,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_ends_in_one_sentence(ida_at, study, ida, name):
    answer = bring_in(ida_at, study, ida, BAD[name], name)

    assert answer.status_code == 422
    told = answer.json()
    assert told["why"] and "%(" not in told["why"] + told["do"]
    assert not Source.objects.exists() and staging.waiting_files(ida) == []


def test_archive_that_would_burst_is_refused(ida_at, study, ida):
    started = time.monotonic()

    assert bring_in(ida_at, study, ida, bomb(), "bombe.docx").status_code == 422

    assert time.monotonic() - started < 10


def test_ten_megabytes_come_in_with_their_index(ida_at, study, ida):
    line = "I: Hva er det?\nR: " + "Det er samskaping i kommunen, sier de som bor der og de som ikke bor der. " * 8 + "\n"
    data = (line * (10 * 2**20 // len(line.encode()) + 1)).encode() + b"R: Her er nebbdyret.\n"

    assert bring_in(ida_at, study, ida, data).status_code == 201

    assert Body.objects.get().text.encode() == data
    hits = hits_in(search_turns(study, "nebbdyret").turns, "nebbdyret")
    assert [Body.objects.get().text[hit.start : hit.end] for hit in hits] == ["nebbdyret"]


def test_one_line_without_end_comes_in(ida_at, study, ida):
    data = b"ord " * 500_000 + b"nebbdyret"

    bring_in(ida_at, study, ida, data)

    assert Turn.objects.get().end == len(data)
    assert search_turns(study, "nebbdyret ord").count == 1
