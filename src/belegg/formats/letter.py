"""Letters as files: HTML, DOCX (python-docx) and PDF (typst). The words are handed over as data, never as markup."""

from __future__ import annotations

import html
import io
import json

from belegg.method.letters import Letter

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "p{white-space:pre-line}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.5rem}ul{list-style:'\\2610  '}"
)


def as_html(letter: Letter) -> bytes:
    """Return a page of its own, without scripts or anything from elsewhere."""
    parts = [f"<h1>{html.escape(letter.title)}</h1>"]
    for section in letter.sections:
        parts.append(f"<h2>{html.escape(section.heading)}</h2>")
        parts += [f"<p>{html.escape(paragraph)}</p>" for paragraph in section.paragraphs]
        if section.boxes:
            parts.append("<ul>" + "".join(f"<li>{html.escape(box)}</li>" for box in section.boxes) + "</ul>")
    head = f'<meta charset="utf-8"><title>{html.escape(letter.title)}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="{html.escape(letter.language)}"><head>{head}</head><body>{"".join(parts)}</body></html>\n'.encode()


def as_docx(letter: Letter) -> bytes:
    """Return the letter for a word processor, with real headings."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.language = letter.title, letter.language
    document.add_heading(letter.title, 1)
    for section in letter.sections:
        document.add_heading(section.heading, 2)
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        for box in section.boxes:
            document.add_paragraph(f"\u2610  {box}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


TYPST = b"""
#let letter = json(bytes(sys.inputs.letter))
#set document(title: letter.title)
#set page(paper: "a4", margin: 2.5cm)
#set text(lang: letter.lang, size: 11pt)
#set par(leading: 0.7em, spacing: 1em)
#show heading: set block(above: 1.4em, below: 0.8em)
#heading(level: 1, letter.title)
#for section in letter.sections {
  heading(level: 2, section.heading)
  for paragraph in section.paragraphs { par(paragraph) }
  for box in section.boxes { grid(columns: (1.4em, 1fr), rect(width: 0.8em, height: 0.8em, stroke: 0.6pt), box); v(0.2em) }
}
"""


def as_pdf(letter: Letter) -> bytes:
    """Return the letter as a tagged PDF."""
    import typst

    sections = [{"heading": one.heading, "paragraphs": list(one.paragraphs), "boxes": list(one.boxes)} for one in letter.sections]
    data = {"title": letter.title, "lang": letter.language, "sections": sections}
    return typst.compile(TYPST, format="pdf", sys_inputs={"letter": json.dumps(data)})


WRITERS = {"html": as_html, "docx": as_docx, "pdf": as_pdf}
