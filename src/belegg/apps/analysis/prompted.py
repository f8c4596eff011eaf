"""Who uses a term before the interviewer has defined it, and who only after."""

from __future__ import annotations

from typing import NamedTuple

from belegg.apps.analysis.ground import ground_of
from belegg.apps.analysis.searching import Where, places_in, search
from belegg.apps.sources.actions.definitions import definitions_of
from belegg.apps.sources.models import SpeakerRole, Text
from belegg.apps.study.models import Study
from belegg.method.prompting import Uses, is_prompted
from belegg.method.search_query import SearchQuery, parse
from belegg.method.words import matches


class Line(NamedTuple):
    """One text with its source and cases, where in it the term was defined (places), and how it is used."""

    text: str
    source: str
    title: str
    cases: list[str]
    defined: list[int]
    uses: Uses


class Term(NamedTuple):
    """`together` is the use by all informants. A use by somebody not named counts as a use, but not as anybody's."""

    lines: list[Line]
    together: Uses


def uses_of(study: Study, term: str) -> Term:
    """Return how informants use a term, text by text. A definition counts where its term is one the words looked for find.

    Raises Refused("search-…").
    """
    query, ground = parse(term), ground_of(study)
    given = definitions_by_text(study, query)
    found = search(study, term, Where(roles=frozenset({SpeakerRole.INFORMANT.value})))
    together = Uses()
    texts: dict[int, Uses] = {text: Uses() for text in given}
    for turn, _words, places in places_in(study, query, found.turns):
        for place in places:
            prompted = is_prompted(turn.start + place.start, given.get(turn.text, ()))
            for uses in (texts.setdefault(turn.text, Uses()), together):
                uses.add(turn.person, prompted=prompted)
    keys = dict(Text.objects.filter(pk__in=texts).values_list("pk", "key"))
    cases, sources = {case.pk: case.name for case in ground.cases}, {source.pk: source for source in ground.sources}
    order = {source.pk: at for at, source in enumerate(ground.sources)}
    lines = []
    for text in sorted(texts, key=lambda pk: (order[ground.source_of[pk]], pk)):
        source = sources[ground.source_of[text]]
        names = [cases[case] for case in ground.cases_of.get(source.pk, ())]
        lines.append(Line(keys[text], source.key, source.title, names, given.get(text, []), texts[text]))
    return Term(lines, together)


def definitions_by_text(study: Study, query: SearchQuery) -> dict[int, list[int]]:
    given: dict[int, list[int]] = {}
    for mark in definitions_of(study):
        if matches(mark.label, query, mark.text.language or study.language):
            given.setdefault(mark.text_id, []).append(mark.at)
    return given
