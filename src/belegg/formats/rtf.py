"""RTF: a stream of control words. Read here and not by striprtf, which keeps deleted words, writes link addresses into the sentence and
puts a bar for the border of a cell."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from belegg.formats.document import Document, Notice, assemble, stem, unreadable
from belegg.method.errors import gettext_noop

KIND = "RTF"
_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL)
_CHARACTERS = {
    "par": "\n", "line": "\n", "softline": "\n", "sect": "\n", "page": "\n", "column": "\n", "tab": "\t",
    "cell": "\x1f", "nestcell": "\x1f", "row": "\n", "nestrow": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\u2011", "-": "\xad", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
# Groups that hold no words of the text. Those introduced by \* are passed over anyway.
_NO_WORDS = frozenset(
    """fonttbl colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf footnote annotation pict fldinst
    nonshppict nonesttables xe tc tcl rxe filetbl listtable listoverridetable revtbl themedata datastore objdata shpinst bkmkstart bkmkend
    atnid atnauthor atndate private generator title author operator""".split()
)
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
             177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
             254: "cp437", 255: "cp850"}  # fmt: skip
_NOTICES = {
    "footnote": gettext_noop("%(count)d footnotes or endnotes were left out."),
    "annotation": gettext_noop("%(count)d comments were left out."),
    "deleted": gettext_noop("Tracked changes: %(count)d deletions were left out."),
}


def read(data: bytes, name: str) -> Document:
    """Return the text of an RTF file."""
    if not data.lstrip()[:5] == b"{\\rtf":
        raise unreadable(KIND)
    reading = _Reading()
    source = data.decode("latin-1")
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if not found:
            raise unreadable(KIND)
        position = found.end() + reading.take(found)
    reading.flush()
    # \u writes characters beyond the first plane as two halves.
    text = "".join(reading.pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    # Each cell ends with a sign of its own (\x1f until here); between cells it becomes a tab, after the last one nothing.
    lines = text.replace("\x1f\n", "\n").replace("\x1f", "\t").removesuffix("\n").split("\n")
    body, _ = assemble((line, 0) for line in lines)
    return Document(body, notices=reading.notices(), title=stem(name))


@dataclass(frozen=True)
class _State:
    silent: bool = False
    deleted: bool = False
    fonts: bool = False
    font: int = -1
    skip: int = 1


@dataclass
class _Reading:
    """What has been read so far; groups inherit the state around them and give it back when they close."""

    pieces: list[str] = field(default_factory=list)
    state: _State = _State()
    outer: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    encoding: str = "cp1252"
    waiting: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    is_destination: bool = False
    left_out: dict[str, int] = field(default_factory=dict)

    def take(self, token: re.Match[str]) -> int:
        """Take one token; return how many characters of binary data follow it."""
        word, number, hexes, sign, brace, run = token.groups()
        if hexes:
            self._write_bytes(bytes.fromhex(hexes))
        elif run:
            self._write_bytes(run.encode("latin-1"))
        elif brace:
            self._open_or_close(brace)
        elif sign == "*":
            self.is_destination = True
            return 0
        elif sign:
            self._write(_SIGNS.get(sign, ""))
        elif word:
            return self._word(word, int(number) if number else None)
        self.is_destination = False
        return 0

    def _open_or_close(self, brace: str) -> None:
        self.flush()
        self.to_skip = 0
        if brace == "{":
            self.outer.append(self.state)
        elif self.outer:
            self.state = self.outer.pop()

    def _word(self, word: str, number: int | None) -> int:
        is_destination, self.is_destination = self.is_destination, False
        if word == "u":
            self._write(chr((number or 0) % 0x10000))
            self.to_skip = self.state.skip
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif word == "bin":
            return max(number or 0, 0)
        elif word in _NO_WORDS or is_destination:
            self._leave_out(word)
        else:
            self._set(word, number)
        return 0

    def _leave_out(self, word: str) -> None:
        self.flush()
        if word in _NOTICES:
            self.left_out[word] = self.left_out.get(word, 0) + 1
        self.state = replace(self.state, silent=True, fonts=self.state.fonts or word == "fonttbl")

    def _set(self, word: str, number: int | None) -> None:
        if word == "deleted":
            self.flush()
            begins = number != 0
            self.left_out["deleted"] = self.left_out.get("deleted", 0) + (begins and not self.state.deleted)
            self.state = replace(self.state, deleted=begins)
        elif word == "plain" and (self.state.deleted or self.state.font >= 0):
            self.flush()
            self.state = replace(self.state, deleted=False)
        elif word == "f" and number is not None:
            self.flush()
            self.state = replace(self.state, font=number)
        elif word == "fcharset" and self.state.fonts and number in _CHARSETS:
            self.fonts[self.state.font] = _CHARSETS[number]
        elif word == "uc":
            self.state = replace(self.state, skip=min(max(number or 0, 0), 16))
        elif word in ("ansicpg", "mac", "pc", "pca"):
            self.encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word) or _code_page(number)

    def _write(self, text: str) -> None:
        self.flush()
        self.to_skip = 0
        if not self.state.silent and not self.state.deleted:
            self.pieces.append(text)

    def _write_bytes(self, data: bytes) -> None:
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        if not self.state.silent and not self.state.deleted:
            self.waiting += data[skipped:]

    def flush(self) -> None:
        """Decode the bytes gathered: two of them may be one character, so they wait for each other."""
        if self.waiting:
            self.pieces.append(self.waiting.decode(self.fonts.get(self.state.font, self.encoding), "replace"))
            self.waiting.clear()

    def notices(self) -> tuple[Notice, ...]:
        counts = self.left_out
        return tuple(Notice(f"rtf_{kind}", text, {"count": counts[kind]}) for kind, text in _NOTICES.items() if counts.get(kind))


def _code_page(number: int | None) -> str:
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gbk"}.get(number or 1252, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
