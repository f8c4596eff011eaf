import pytest

from belegg.formats import read
from belegg.method.errors import Refused


def body_of(page):
    return read("a.html", page).body


def body(source):
    return read("a.html", source.encode()).body


def test_blocks_are_lines_and_scripts_are_gone():
    page = "<head><title>Side</title><style>p{}</style></head><h1>En</h1><p>to\n  <b>tre</b><br>fire</p><script>x</script>fem"

    assert body(page) == "En\nto tre\nfire\nfem"
    assert read("a.html", page.encode()).title == "Side"


def test_cells_are_parted_by_tabs():
    assert body("<table><tr><td>I</td><td><p>Hva?</p></td></tr><tr><th>R</th><td>Ja</td></tr></table>") == "I\tHva?\nR\tJa"


def test_preformatted_lines_stay_as_they_are():
    assert body("<pre>a  b\n\n c</pre><p>d</p>") == "a  b\n\n c\nd"


def test_entities_are_characters_and_bombs_stay_small():
    assert len(body('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>å &b;</p>')) < 60


def test_declared_encoding_is_used():
    assert read("a.htm", '<meta charset="iso-8859-1"><p>Blå – ja</p>'.encode("cp1252")).body == "Blå – ja"


def test_bold_name_is_a_label():
    page = "".join(
        f"<p><strong>{name}</strong> {words}</p>" for name, words in [("Kari", "Hva?"), ("Ola", "Ja"), ("Kari", "Så?"), ("Ola", "Nei")]
    )

    assert [turn.speaker for turn in read("a.html", page.encode()).recognition().turns] == ["Kari", "Ola", "Kari", "Ola"]


def test_deep_page_is_read():
    page = b"<p>foran</p>" + b"<div>" * 1000 + b"ord" + b"</div>" * 1000 + b"<p>etter</p>"

    assert read("a.html", page).body == "foran\nord\netter"


def test_page_that_is_read_only_in_part_is_refused():
    with pytest.raises(Refused) as refusal:
        read("a.html", b"<p>foran</p>" + b"<div>" * 200_000 + b"ord")
    assert refusal.value.code == "page_too_deep"


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "UTF-7", "utf-16", "idna", "base64", "no-such-thing"])
def test_declared_encoding_that_no_page_has_is_not_believed(name):
    page = f"<meta charset={name}><p>C:\\ny på +ADw-".encode() + b" ord" * 200_000

    assert body_of(page).startswith("C:\\ny på +ADw- ord")
