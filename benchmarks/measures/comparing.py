"""Matrix, co-occurrence, quotations, and what they take of memory."""

from __future__ import annotations

from urllib.parse import quote

from benchmarks import server
from benchmarks.measuring import Result, measure, median, once, seconds

RUNS = 5
A = "/studies/bench-a"


def study_of(key: str):
    from belegg.apps.study.models import Study

    return Study.objects.get(key=key)


def forget() -> None:
    """Empty what is kept in memory between matrices."""
    from belegg.apps.analysis import facts, ground

    for module in (facts, ground):
        for shelf in vars(module).values():
            if isinstance(shelf, facts.Shelf):
                shelf._kept.clear()


def cold(act) -> Result:
    samples = []
    for _ in range(RUNS):
        forget()
        samples.append(seconds(act))
    return median(samples)


@measure("a")
def matrix_a() -> dict[str, Result]:
    """100 codes x 20 cases with totals and states, nothing kept from before; then again with the codings in memory; and the page over HTTP, warm."""
    from belegg.apps.analysis.matrix import matrix_of

    study = study_of("bench-a")
    found = {"matrix_a": cold(lambda: matrix_of(study)), "matrix_a_warm": median(seconds(lambda: matrix_of(study)) for _ in range(RUNS))}
    with server.running() as running:
        client = server.Client(running)
        return {**found, "matrix_page": median([client.seconds(f"{A}/compare/") for _ in range(RUNS + 1)][1:])}


@measure("n")
def matrix_n() -> dict[str, Result]:
    """300 codes x 372 cases (counties and municipalities) over 1 million codings."""
    from belegg.apps.analysis.matrix import matrix_of

    study = study_of("national")
    return {"matrix_n": cold(lambda: matrix_of(study)), "matrix_n_warm": median(seconds(lambda: matrix_of(study)) for _ in range(RUNS))}


@measure("a")
def cooccurrence_a() -> dict[str, Result]:
    """All pairs of 100 codes: overlaps, sources and informants; nothing kept from before."""
    from belegg.apps.analysis.cooccurring import cooccurrence_of

    study = study_of("bench-a")
    return {"cooccurrence_a": cold(lambda: cooccurrence_of(study))}


@measure("a")
def quotations_a() -> dict[str, Result]:
    """Ten codes joined by OR: found, put in order, and each passage read with speaker, case and citation; nothing kept from before. And the first 50 as a page."""
    from belegg.apps.analysis.passages import quotations_of
    from belegg.apps.analysis.quotations import Asked, find

    study, query = study_of("bench-a"), " OR ".join(f'"Kode {n}"' for n in range(11, 21) if n % 10) + ' OR "Kode 21"'

    def report() -> int:
        return len(list(quotations_of(study, find(study, Asked(query=query, below=False)).ids)))

    if not 3_000 < report() < 3_700:
        raise RuntimeError("The report does not have about 3,349 quotations.")
    with server.running() as running:
        client = server.Client(running)
        page = [client.seconds(f"{A}/quotations/?only=1&query={quote(query)}") for _ in range(RUNS + 1)][1:]
    return {"quotations_a": cold(report), "quotations_page": median(page)}


@measure("a")
def memory() -> dict[str, Result]:
    """Resident memory (RSS) of `belegg serve` after a reading page, the matrix, a search, and the quotations of a code."""
    with server.running() as running:
        client = server.Client(running)
        for path in ("/texts/int-100/", "/compare/", "/search/?q=kommune", "/quotations/?code=k1"):
            client.get(A + path)
        return {"memory": once(running.memory())}
