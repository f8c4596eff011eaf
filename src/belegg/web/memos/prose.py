"""Memos are written in Markdown. HTML in them is shown as text, and what Markdown makes passes a short list of allowed elements."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# No images: a picture from elsewhere would tell its server who reads the memo.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")


def prose(text: str) -> SafeString:
    """Return a memo's text as HTML. Its headings begin at the second level, below the title of the page."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer")
    return mark_safe(clean)  # cleaned in the line above


def first_words(text: str, length: int = 180) -> str:
    """Return the beginning of a memo's text in one line, for a list."""
    line = " ".join(text.replace("*", "").replace("#", "").split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"
