from docx import Document

from belegg.formats import read
from tests.formats.files import docx_of, docx_xml


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_are_exact_to_the_space():
    document = Document()
    lines = ["I:\tHva  gjør du?", "", "  R: Jeg – altså …  ", " "]
    for line in lines:
        document.add_paragraph(line)

    assert read("a.docx", docx_of(document)).body == "\n".join(lines)


def test_tables_stand_where_they_stand_in_the_body():
    document = Document()
    document.add_paragraph("Før")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "abcdef", strict=True):
        cell.text = text
    document.add_paragraph("Etter")

    assert read("a.docx", docx_of(document)).body == "Før\na\tb\tc\nd\te\tf\nEtter"


def test_table_of_speakers_and_words_becomes_turns():
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for speaker, words in [("I", "Hva?"), ("R", "Ja.\nOg mer."), ("I", "Så?")]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = speaker, words

    found = read("a.docx", docx_of(document))

    assert [(turn.speaker, found.body[turn.start : turn.end]) for turn in found.recognition().turns] == [
        ("I", "Hva?"),
        ("R", "Ja.\nOg mer."),
        ("I", "Så?"),
    ]


def test_bold_name_before_the_words_is_a_label():
    document = Document()
    for speaker, words in [("Kari", " Hva?"), ("Ola", " Ja."), ("Kari", " Så?"), ("Ola", " Nei.")]:
        paragraph = document.add_paragraph()
        paragraph.add_run(speaker).bold = True
        paragraph.add_run(words)

    found = read("a.docx", docx_of(document))

    assert [(turn.speaker, found.body[turn.start : turn.end]) for turn in found.recognition().turns] == [
        ("Kari", "Hva?"),
        ("Ola", "Ja."),
        ("Kari", "Så?"),
        ("Ola", "Nei."),
    ]


def test_insertions_are_kept_and_deletions_dropped():
    found = read(
        "a.docx",
        docx_xml(f"<w:p>{run('Vi ')}<w:ins>{run('må ')}</w:ins><w:del><w:r><w:delText>bør </w:delText></w:r></w:del>{run('dele')}</w:p>"),
    )

    assert found.body == "Vi må dele"
    assert [str(notice) for notice in found.notices] == [
        "Tracked changes: 1 deletions were left out.",
        "Tracked changes: 1 insertions were kept.",
    ]


def test_footnotes_comments_and_text_boxes_are_told():
    body = f"""<w:p>{run("Ord")}<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="0"/></w:r>
        <w:r><w:pict><w:txbxContent><w:p>{run("boks")}</w:p></w:txbxContent></w:pict></w:r></w:p>"""

    found = read("a.docx", docx_xml(body))

    assert (found.body, [notice.code for notice in found.notices]) == ("Ord", ["docx_footnotes", "docx_comments", "docx_boxes"])


def test_words_in_links_fields_and_content_controls_are_read():
    body = f"""<w:sdt><w:sdtContent><w:p><w:hyperlink>{run("lenke")}</w:hyperlink><w:r><w:tab/></w:r>
        <w:fldSimple>{run("felt")}</w:fldSimple><w:r><w:instrText>PAGE</w:instrText><w:br/></w:r>{run("ny")}</w:p></w:sdtContent></w:sdt>"""

    assert read("a.docx", docx_xml(body)).body == "lenke\tfelt\nny"


def test_numbers_that_word_makes_are_told():
    found = read("a.docx", docx_xml(f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{run('Først')}</w:p>"))

    assert (found.body, [notice.code for notice in found.notices]) == ("Først", ["docx_numbers"])


def test_offsets_of_bold_labels_count_stored_characters():
    body = "<w:p>" + run("A\u030a") + "</w:p><w:p>" + run(" ") + run("Kari", "<w:rPr><w:b/></w:rPr>") + run(": ja") + "</w:p>"

    assert read("a.docx", docx_xml(body)).bold == ((3, 7),)
