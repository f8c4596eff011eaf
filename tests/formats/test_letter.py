"""Letters as files, opened by what reads them."""

import io

import pypdfium2
from docx import Document

from belegg.formats.letter import as_docx, as_html, as_pdf
from belegg.method.letters import Letter, Section

LETTER = Letter(
    "nb", "Vil du delta i «A & B»?", (Section("Formål", ("Vi <vil> lære #om å være.", "$x$ *to*")), Section("Samtykke", (), ("at det gjøres opptak",))),
    (), frozenset(),
)  # fmt: skip


def test_word_has_headings_and_boxes():
    document = Document(io.BytesIO(as_docx(LETTER)))
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Heading 1", "Vil du delta i «A & B»?"), ("Heading 2", "Formål"), ("Normal", "Vi <vil> lære #om å være."), ("Normal", "$x$ *to*"),
        ("Heading 2", "Samtykke"), ("Normal", "☐  at det gjøres opptak"),
    ]  # fmt: skip


def test_pdf_holds_the_words_and_takes_nothing_for_markup():
    pages = pypdfium2.PdfDocument(as_pdf(LETTER))
    text = " ".join(pages[0].get_textpage().get_text_range().split())
    assert (
        "Vil du delta i «A & B»?" in text and "Vi <vil> lære #om å være." in text and "$x$ *to*" in text and "at det gjøres opptak" in text
    )
    assert pages.get_metadata_value("Title") == LETTER.title


def test_html_escapes_everything():
    page = as_html(LETTER).decode()
    assert '<html lang="nb">' in page and "Vi &lt;vil&gt; lære" in page and "<vil>" not in page and "A &amp; B" in page
