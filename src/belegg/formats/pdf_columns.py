"""Reading order of a page in two columns. Most PDFs tell it themselves; those that write line by line across both columns do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """Characters with their box; the origin of a page is its lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


# A gutter needs this many pieces on each side, and few boxes may cross it (a title over both columns).
FEWEST_BESIDE = 4
MOST_CROSSING = 0.25
# The gap between columns is at least this wide, in points; between words it is about three.
NARROWEST = 8.0


def in_columns(boxes: Sequence[tuple[float, float, float, float]], characters: Callable[[], list[Piece]], width: float) -> list[str] | None:
    """Return the lines of a page column by column, or None when it has no two columns. `characters` is only asked when it has."""
    gutter = find_gutter(boxes, width)
    if gutter is None:
        return None
    lines: list[str] = []
    columns: tuple[list[Piece], list[Piece]] = ([], [])
    for row in _rows(_runs(characters(), gutter)):
        if any(piece.left < gutter - 1 and piece.right > gutter + 1 for piece in row) or _runs_across(row, gutter):
            lines += [*_texts(columns[0]), *_texts(columns[1]), _text(row)]
            columns = ([], [])
            continue
        for piece in row:
            columns[piece.left >= gutter].append(piece)
    return [*lines, *_texts(columns[0]), *_texts(columns[1])]


def find_gutter(boxes: Sequence[tuple[float, float, float, float]], width: float) -> float | None:
    """Return the middle of the widest empty strip in the middle half of the page that text stands on both sides of."""
    wide = [box for box in boxes if box[2] - box[0] > 1]
    best, best_gap = None, NARROWEST
    for step in range(25, 76):
        x = width * step / 100
        left = [box for box in wide if box[2] <= x]
        right = [box for box in wide if box[0] >= x]
        crossing = len(wide) - len(left) - len(right)
        if min(len(left), len(right)) < FEWEST_BESIDE or crossing > MOST_CROSSING * len(wide):
            continue
        gap = min(box[0] for box in right) - max(box[2] for box in left)
        if gap > best_gap and _is_text(left, width) and _is_text(right, width) and _side_by_side(left, right):
            best, best_gap = (min(box[0] for box in right) + max(box[2] for box in left)) / 2, gap
    return best


def _is_text(column: Sequence[tuple[float, float, float, float]], width: float) -> bool:
    """Say whether a column is as wide as running text is; the columns of a table and the labels of a transcript are narrower."""
    widths = sorted(box[2] - box[0] for box in column)
    return widths[len(widths) // 2] > 0.2 * width


def _side_by_side(left, right) -> bool:
    """Say whether the columns stand beside and not below each other."""
    shared = min(max(b[3] for b in left), max(b[3] for b in right)) - max(min(b[1] for b in left), min(b[1] for b in right))
    return shared > 0.3 * (max(b[3] for b in left) - min(b[1] for b in left))


def _runs(characters: list[Piece], gutter: float) -> list[Piece]:
    """Return the pieces of lines between line ends and the gutter.

    PDFium's own spaces stay inside a piece: the boxes of characters are too tight to tell where a word ends.
    """
    runs: list[list[Piece]] = [[]]
    before: Piece | None = None
    for piece in characters:
        if piece.text in "\r\n":
            runs.append([])
            continue
        if before and not piece.text.isspace() and _is_jump(before, piece, gutter):
            runs.append([])
        runs[-1].append(piece)
        if piece.text == "\ufffe":
            runs.append([])
        before = before if piece.text.isspace() else piece
    return [run for pieces in runs if (run := _run(pieces)) is not None]


def _is_jump(before: Piece, piece: Piece, gutter: float) -> bool:
    over_gutter = before.right <= gutter <= piece.left and piece.left - before.right >= NARROWEST
    return over_gutter or piece.top < before.bottom - 1 or piece.bottom > before.top + 1


def _run(pieces: list[Piece]) -> Piece | None:
    text = "".join("-" if piece.text == "\ufffe" else piece.text for piece in pieces).strip()
    inked = [piece for piece in pieces if not piece.text.isspace()]
    if not text or not inked:
        return None
    left, bottom = min(p.left for p in inked), min(p.bottom for p in inked)
    return Piece(text, left, bottom, max(p.right for p in inked), max(p.top for p in inked))


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces in rows from the top; one whose middle lies within a row belongs to it."""
    rows: list[list[Piece]] = []
    bottom = top = 0.0
    for piece in sorted(pieces, key=lambda p: -(p.bottom + p.top)):
        middle = (piece.bottom + piece.top) / 2
        if rows and bottom - 1 <= middle <= top + 1:
            rows[-1].append(piece)
            bottom, top = min(bottom, piece.bottom), max(top, piece.top)
        else:
            rows.append([piece])
            bottom, top = piece.bottom, piece.top
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _runs_across(row: list[Piece], gutter: float) -> bool:
    """Say whether the words of a row go on over the gutter: no gap there is as wide as one between columns."""
    left = [p.right for p in row if p.right <= gutter]
    right = [p.left for p in row if p.left >= gutter]
    return bool(left and right) and min(right) - max(left) < NARROWEST


def _texts(column: list[Piece]) -> list[str]:
    return [_text(row) for row in _rows(column)]


def _text(row: list[Piece]) -> str:
    return " ".join(piece.text for piece in row)
