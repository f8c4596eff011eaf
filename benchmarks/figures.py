"""The figures to reach, beside those of two peers on the same kind of machine (two cores). What has no goal is told for the record."""

from __future__ import annotations

from typing import NamedTuple

A = "A: 200 interviews of 30,000 characters, 33,488 codings, 100 codes, 20 cases"
B = "B: one text of 300,000 characters with 2,000 highlights (3,344 codings)"
N = "N: 5,000 interviews of 6,000 words (30 million words), 1 million codings, 300 codes, 357 cases; B is one more text in it"


class Figure(NamedTuple):
    """`most` is the goal: the value must stay below it. `taguette` and `qualcoder` are what was measured there, "" where it was not."""

    task: str
    unit: str = "s"
    most: float | None = None
    taguette: str = ""
    qualcoder: str = ""


FIGURES = {
    "start": Figure("start to first page", "s", 2, "1.2 s", "6.5 s"),
    "open_b": Figure("open B in the browser, all highlights in view and stripes drawn", "s", 1, "56-72 s", "6.8-10 s"),
    "open_b_best": Figure("the same, best run"),
    "open_b_again": Figure("the same with scripts and styles in the cache"),
    "open_a": Figure("open a document of A after another", "s", 0.3, "0.5-0.85 s", "0.15-0.3 s"),
    "open_a_first": Figure("open a document of A, cache empty"),
    "open_n": Figure("open B inside N"),
    "key_b": Figure("code a passage in B by key, key event to painted frame, p95 of 50", "ms", 100, "-", "-"),
    "key_n": Figure("the same inside N (1 million codings)", "ms", 100, "-", "-"),
    "told_b": Figure("code a passage in B by key, until the server has answered, p95 of 50", "ms"),
    "told_n": Figure("the same inside N", "ms"),
    "scroll_b": Figure("scroll B, 240 frames of 60 px, p95 frame", "ms", 34),
    "quotations_a": Figure("report of 10 codes in A, all 3,349 quotations", "s", 0.5, "paged", "7-9 s"),
    "quotations_page": Figure("the first page of that report over HTTP"),
    "cooccurrence_a": Figure("co-occurrence of 100 codes in A", "s", 0.5, "none", "7-13 s"),
    "matrix_a": Figure("code x case matrix of A, first time", "s", 0.3, "none", "-"),
    "matrix_a_warm": Figure("the same again"),
    "matrix_page": Figure("the page of the matrix of A over HTTP"),
    "matrix_n": Figure("code x case matrix of N (1 million codings), first time", "s", 2, "none", "-"),
    "matrix_n_warm": Figure("the same again"),
    "search_a": Figure("search all of A, slowest of five queries, with 200 places to show", "ms", 50, "none", "34-78 ms"),
    "search_page": Figure("the page of a search in A over HTTP", "ms"),
    "search_n": Figure("search 30 million words, slowest of five queries", "s", 1),
    "import": Figure("import 200 text files", "s", 3, "9-11 s (html)", "0.8-3.4 s"),
    "export": Figure("export all codings of A as csv", "s", 1, "4.6-8 s", "-"),
    "export_command": Figure("the same with `belegg export`"),
    "recording_in": Figure("take in a recording of 500 MB, encrypted on its way"),
    "recording_out": Figure("hear all of it again over HTTP"),
    "recording_seek": Figure("hear one second from the middle of it", "ms"),
    "recording_memory": Figure("what both add to the most memory the server ever held", "MB", 64),
    "memory": Figure("memory of the server on A after reading page, matrix and search", "MB", 250, "113 MB", "700-790 MB"),
    "clients_lost": Figure("20 clients code the same text at once: codings lost or requests failed, of 1,000", "", 1),
    "clients_rate": Figure("the same: codings per second, all clients together", "/s"),
    "clients_p95": Figure("the same: answer, p95", "ms"),
    "load": Figure("load A from its study folder"),
    "save": Figure("save A to a study folder"),
    "size_a": Figure("A on disk", "MB"),
    "build_n": Figure("make N through bulk inserts"),
    "size_n": Figure("N on disk", "MB"),
}


def shown(value: float, unit: str) -> str:
    """Return a value as the table shows it: three figures are enough."""
    if unit == "s" and value < 1:
        return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.0f} ms"
    digits = 0 if value >= 100 or not unit else 1
    return f"{value:.{digits}f} {unit}".strip()
