"""The study folder: what is written is what was read, and everything wrong is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from belegg.formats.folder import DiskFiles, names, read, render, says_the_same
from belegg.method.errors import Refused
from tests.folders import BODY, put, small_folder


class Files(dict):
    """A folder in memory."""

    def names(self):
        return sorted(self)

    def read(self, name):
        return self[name]


def reading(**changed):
    files = Files(small_folder())
    for name, data in changed.items():
        files[name] = data if isinstance(data, bytes) else data.encode()
    return read(files)


def altered(name: str, old: str, new: str) -> list[str]:
    """Return the faults of the small folder with one thing changed in it."""
    text = small_folder()[name].decode()
    assert old in text
    return [fault.sentence() for fault in reading(**{name: text.replace(old, new, 1)}).faults]


def test_small_folder_has_no_faults():
    read_folder = reading()

    assert [fault.sentence() for fault in read_folder.faults] == []
    assert read_folder.forms == []
    assert read_folder.kept == ["fieldwork/notes/v1.toml", "packs/forms/pack.toml", "report.bin"]
    assert read_folder.originals == {"int-2": "originals/int-2.docx"}


def test_files_are_written_as_they_were_read():
    folder = reading().folder
    written = {name: data for name in names(folder) if (data := render(folder, name)) is not None}

    assert written == {name: data for name, data in small_folder().items() if name in written}
    assert set(small_folder()) - set(written) == {
        "fieldwork/notes/v1.toml", "packs/forms/pack.toml", "report.bin", "originals/int-2.docx",
    }  # fmt: skip


def test_demo_has_no_faults_and_our_form_but_for_the_order_of_its_design():
    demo = Path(__file__).parents[2] / "demo"
    found = read(DiskFiles(demo))

    assert [fault.sentence() for fault in found.faults] == []
    assert found.forms == ["study.toml"]


def test_other_form_is_noticed_and_says_the_same():
    files = small_folder()
    rows = files["codings.csv"].decode().splitlines()
    other = "\r\n".join([rows[0], rows[3], rows[1], rows[2]]).encode()
    found = reading(
        **{
            "codings.csv": other,
            "codebook.toml": b"# mine\n" + files["codebook.toml"],
            "rounds.csv": b"id,name,description\nr1,a,\nr2,b,\n",
        }
    )

    assert found.faults == []
    assert found.forms == ["codebook.toml", "codings.csv"]
    assert says_the_same(found.folder, "codings.csv", other)
    assert not says_the_same(found.folder, "codings.csv", files["codings.csv"].replace(b"jonas", b"ida"))


def test_text_with_windows_line_ends_is_read_as_stored():
    found = reading(**{"texts/int-2.txt": BODY.replace("\n", "\r\n")})

    assert found.faults == []
    assert found.folder.bodies["int-2"] == BODY
    assert found.forms == ["texts/int-2.txt"]


def test_table_without_rows_is_another_form():
    assert reading(**{"looked.csv": "text,code,coder,round,date,state\n"}).forms == ["looked.csv"]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("texts/int-2.txt", "noen", "ingen", "texts/int-2.txt: Its SHA-256 is not the one in texts.csv: the text has been changed."),
        ("codings.csv", "c-2,int-2,3,17,", "c-2,int-2,4,17,", "codings.csv, line 2, sha256: The SHA-256 is not that of the words at this place."),
        ("codings.csv", "c-2,int-2,3,17,", "c-2,int-2,3,1700,",
         "codings.csv, line 2: The passage 3-1700 does not lie in the text “int-2” of 88 characters."),
        ("codings.csv", ",tillit,jonas,", ",tilltro,jonas,", "codings.csv, line 2, code: There is no code “tilltro”."),
        ("codings.csv", ",tillit,jonas,", ",tillit,per,", "codings.csv, line 2, coder: There is no member “per”."),
        ("codings.csv", "c-1,", "c-2,", "codings.csv, line 4: The id “c-2” stands there twice."),
        ("codings.csv", "m-1;m-2", "m-10", "codings.csv, line 4, memo: The memo “m-10” is not on this coding."),
        ("codings.csv", "2025-03-06T08", "6.3.2025 kl. 08",
         "codings.csv, line 2, time: “6.3.2025 kl. 08:00:00.250000Z” is not a moment in time: write it as 2025-03-31T09:12:00Z."),
        ("cases.csv", "id,name,kind", "id,name,mood",
         "cases.csv, line 1: The column “mood” is not known here (known: id, name, kind, parent, note)."),
        ("cases.csv", "nord,Nord,kommune,,", "nord,Nord,kommune,nord-helse,", "cases.csv, line 2, parent: “nord” lies below itself."),
        ("cases.csv", "sor,", "../sor,", "cases.csv, line 4, id: “../sor” is not an id: use a-z, 0-9, hyphen and underscore, at most 60."),
        ("sources.csv", "originals/int-2.docx", "originals/../x",
         "sources.csv, line 2, original: “originals/../x” is not the path of an original: it must be originals/ID.ext."),
        ("sources.csv", "originals/int-2.docx", "originals/int-3.docx",
         "sources.csv, line 2, original: The original must be called originals/int-2 with its file ending."),
        ("sources.csv", "originals/int-2.docx", "originals/int-2.odt", "sources.csv, line 2, original: The original originals/int-2.odt is missing."),
        ("study.toml", "invented = true", "invented = sant", "study.toml, line 4: It is not valid TOML: Invalid value (at line 4, column 12)."),
        ("study.toml", "stance = \"reflexive\"", "stance = \"vague\"",
         "study.toml, stance: “vague” is not one of: reflexive, codebook, reliability, framework."),
        ("study.toml", "format = 1", "format = 2", "study.toml, format: This version of Belegg reads format 1, not “2”."),
        ("study.toml", "unit = \"Kommunen\"", "unit = 2025-01-01",
         "study.toml, design: It must be a table of texts, numbers and lists; write dates in quotes."),
        ("memos.toml", "target = \"study\"", "target = \"case:bergen\"", "memos.toml, memo m-10, target: There is no case “bergen”."),
        ("memos.toml", "title = ", "titel = ", "memos.toml, memo 1 (m-1): “titel” is not known here (known: by, id, kind, target, text, time, title)."),
        ("texts/int-2.turns.csv", "2,19,", "2,10,", "texts/int-2.turns.csv, line 3: The turn overlaps the one before or does not lie in the text."),
        ("texts/int-10.turns.csv", "1,0,0,11", "1,0,0,7", "texts/int-10.turns.csv, line 3: Words before this turn belong to no turn."),
        ("texts/int-2.turns.csv", ",p2,", ",p3,", "texts/int-2.turns.csv, line 3, person: There is no person “p3”."),
        ("texts.csv", ",raw,", ",rå,", "texts.csv, line 2, layer: “rå” is not one of: raw, corrected, pseudonymised."),
    ],
)  # fmt: skip
def test_fault_is_named_with_its_place(name, old, new, sentence):
    assert sentence in altered(name, old, new)


def test_all_faults_are_named_not_only_the_first():
    files = small_folder()
    faults = reading(**{
        "cases.csv": files["cases.csv"].replace(b"id,name", b"id,nam"),
        "texts/int-10.txt": b"\xff\xfe\x00",
        "rounds.csv": files["rounds.csv"] + b'"broken\n',
        "looked.csv": files["looked.csv"].replace(b",looked\n", b",seen\n"),
    }).faults  # fmt: skip

    assert {fault.file for fault in faults} == {"cases.csv", "texts/int-10.txt", "rounds.csv", "looked.csv"}


def test_missing_text_is_found_elsewhere_by_its_hash():
    files = Files(small_folder())
    del files["texts/int-2.txt"]
    texts = {"int-2": BODY}
    sha256 = next(text.sha256 for text in reading().folder.texts if text.id == "int-2")

    assert [fault.file for fault in read(files).faults] == ["texts/int-2.txt"]
    assert read(files, find_text={sha256: BODY}.get).folder.bodies["int-2"] == texts["int-2"]


def test_missing_turns_are_the_lines():
    files = Files(small_folder())
    del files["texts/int-10.turns.csv"]
    found = read(files)

    assert found.faults == []
    assert found.notices == ["texts/int-10.turns.csv"]
    assert found.folder.turns["int-10"] == reading().folder.turns["int-10"]


def test_links_are_named_and_not_followed(tmp_path):
    root = put(tmp_path / "study", small_folder())
    (tmp_path / "secret.txt").write_text("secret")
    (root / "texts/int-10.txt").unlink()
    (root / "texts/int-10.txt").symlink_to(tmp_path / "secret.txt")
    (root / "more").symlink_to(tmp_path)

    sentences = [fault.sentence() for fault in read(DiskFiles(root)).faults]

    assert "more: It is a link. A study folder holds files only." in sentences
    assert "texts/int-10.txt: It is a link. A study folder holds files only." in sentences


def test_folder_without_study_is_refused(tmp_path):
    with pytest.raises(Refused, match="no study.toml"):
        read(DiskFiles(tmp_path))
    with pytest.raises(Refused, match="no folder"):
        read(DiskFiles(tmp_path / "nowhere"))


def test_git_is_not_part_of_a_study(tmp_path):
    root = put(tmp_path, {**small_folder(), ".git/config": b"x", "texts/.DS_Store": b"x"})

    assert read(DiskFiles(root)).kept == reading().kept


def test_lists_in_lists_without_end_are_a_fault():
    toml = small_folder()["study.toml"] + b"\nx = " + b"[" * 5000 + b"]" * 5000

    assert any("nests too deep" in str(fault) for fault in reading(**{"study.toml": toml}).faults)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('id = "v1"', 'id = "v2"'), "fieldwork/guides/v1.toml, id: The file must be called fieldwork/guides/v2.toml."),
        (
            ('parent = "theme"', 'parent = "who"'),
            "fieldwork/guides/v1.toml, question: “who” stands below a question that does not come before it.",
        ),
        (('id = "who"', 'id = "theme"'), "fieldwork/guides/v1.toml, question: The id “theme” stands there twice."),
        (('kind = "topic"', 'kind = "song"'), "fieldwork/guides/v1.toml, question 1 (theme), kind: "),
        (("number = 1", 'number = 1\nsong = "x"'), "fieldwork/guides/v1.toml: “song” is not known here"),
    ],
)
def test_faults_of_a_guide_are_named(change, fault):
    files = small_folder()
    files["fieldwork/guides/v1.toml"] = files["fieldwork/guides/v1.toml"].replace(change[0].encode(), change[1].encode(), 1)

    found = [one.sentence() for one in read(Files(files)).faults]
    assert any(sentence.startswith(fault) for sentence in found), found
