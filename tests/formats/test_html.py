from belegg.formats import read


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
    assert read("a.html", b"<div>" * 200 + b"ord" + b"</div>" * 200).body == "ord"
