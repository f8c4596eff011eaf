"""Search by words."""

from __future__ import annotations

from urllib.parse import quote

from benchmarks import server
from benchmarks.measuring import Result, measure, median, seconds


@measure("a")
def search_a() -> dict[str, Result]:
    """The most frequent word, a rare one, two words, a phrase and a beginning: count, the first 200 turns, and where the words stand in them; median of
    five per query, the slowest query counts. And the page of the first."""
    from belegg.apps.study.models import Study

    study = Study.objects.get(key="bench-a")
    asked = queries("a")
    found = max((each(study, query) for query in asked), key=lambda result: result.value)
    with server.running() as running:
        client = server.Client(running)
        page = [client.seconds(f"/studies/bench-a/search/?q={quote(asked[0])}") * 1000 for _ in range(6)][1:]
    return {"search_a": found._replace(value=found.value * 1000), "search_page": median(page)}


@measure("n")
def search_n() -> dict[str, Result]:
    """The same over 30 million words."""
    from belegg.apps.study.models import Study

    study = Study.objects.get(key="national")
    return {"search_n": max((each(study, query) for query in queries("n")), key=lambda result: result.value)}


def each(study, query: str) -> Result:
    from belegg.apps.sources.search import hits_in, search_turns

    return median(seconds(lambda: hits_in(search_turns(study, query, limit=200).turns, query)) for _ in range(5))


def queries(name: str) -> list[str]:
    from benchmarks.material import Words

    words = [word for word in Words({"a": 1, "n": 11}[name]).vocabulary if len(word) > 3]
    frequent, less, rare = words[0], words[60], words[20_000]
    return [frequent, rare, f"{frequent} {less}", f'"{words[0]} {words[1]}"', f"{less[:3]}*"]
