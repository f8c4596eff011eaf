"""Plain text and Markdown: finding the encoding. The words of a Markdown file stay as typed, signs and all."""

from __future__ import annotations

import codecs
import re

from belegg.formats.document import Document, Notice, stem, suffix, unreadable
from belegg.method.errors import gettext_noop
from belegg.method.plain_text import normalise

# Letters and signs beyond ASCII that texts in Western Europe really use; a wrong encoding turns them into others.
_EXPECTED = frozenset("æøåäöüéèêëàáâóòôíìîúùûçñßæøåÆØÅÄÖÜÉÁÓšžđčŠŽČ«»“”„‘’‚–—…•·§°´€£½ \xa0")
_SAMPLE = 1 << 18
# Below this share of expected letters neither Western encoding is believed, and charset-normalizer is asked.
_BELIEVED = 0.9


def read(data: bytes, name: str) -> Document:
    """Return the text of a TXT or MD file."""
    text, notices = decode(data)
    body = normalise(text)
    is_markdown = suffix(name) in (".md", ".markdown")
    return Document(body, notices=notices, title=(_heading(body) if is_markdown else "") or stem(name))


def _heading(body: str) -> str:
    found = re.search(r"^#[ \t]+(.+)$", body[:5000], re.MULTILINE)
    return found[1].strip().rstrip("#").strip() if found else ""


def decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the characters, and a notice where the encoding had to be guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_faults(data[len(mark) :], encoding)
    try:
        return _plain(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        pass
    try:  # some programs write characters beyond the first plane as two halves of three bytes each (CESU-8)
        halves = data.decode("utf-8", "surrogatepass")
        return _plain(halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")), ()
    except UnicodeDecodeError:
        pass
    wide = _wide_encoding(data)
    if wide:
        return _with_faults(data, wide)
    text = data.decode("utf-8", "replace")
    faults, letters = text.count("\ufffd"), sum(1 for _ in re.finditer(r"[\u0080-\U0010ffff]", text[:_SAMPLE]))
    if faults * 10 <= letters:
        return _with_faults(data, "utf-8")
    encoding = _one_byte_encoding(data[:_SAMPLE])
    return _plain(data.decode(encoding, "replace")), (_guessed(encoding),)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _plain(text: str) -> str:
    """Return the text unless it is no text at all: a picture or a program renamed .txt."""
    controls = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text[:_SAMPLE]))
    if controls > 4 + min(len(text), _SAMPLE) / 50:
        raise unreadable(gettext_noop("plain text"))
    return text


def _with_faults(data: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]]:
    text = _plain(data.decode(encoding, "replace"))
    faults = text.count("\ufffd")
    if not faults:
        return text, ()
    notice = gettext_noop("%(count)d characters could not be read as %(encoding)s and stand as �.")
    return text, (Notice("characters_lost", notice, {"count": faults, "encoding": encoding.upper()}),)


def _wide_encoding(data: bytes) -> str:
    """Return UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else ""


def _one_byte_encoding(sample: bytes) -> str:
    """Return cp1252 or Mac Roman by which letters come out; other scripts are left to charset-normalizer."""
    scores = {encoding: _share_expected(sample, encoding) for encoding in ("cp1252", "mac_roman")}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _BELIEVED:
        from charset_normalizer import from_bytes

        match = from_bytes(sample[: 1 << 16]).best()
        best = match.encoding if match else "cp1252"
    # cp1252 leaves five bytes undefined; Latin-1 defines every one, and the two agree on all letters.
    try:
        sample.decode(best)
    except UnicodeDecodeError:
        return "latin_1" if best == "cp1252" else best
    return best


def _share_expected(sample: bytes, encoding: str) -> float:
    beyond = [character for character in sample.decode(encoding, "replace") if character > "\x7f"]
    return sum(character in _EXPECTED for character in beyond) / len(beyond) if beyond else 1.0


_NAMES = {"cp1252": "Windows-1252", "latin_1": "Latin-1", "mac_roman": "Mac Roman"}


def _guessed(encoding: str) -> Notice:
    text = gettext_noop("The file does not say how its letters are coded; it was read as %(encoding)s. Look at the letters beyond a to z.")
    return Notice("encoding_guessed", text, {"encoding": _NAMES.get(encoding, encoding)})
