"""Which codings are asked for, and in what order: the list behind the quotations page, its exports and `belegg quotations`.

`passages` then reads the words of those that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from belegg.apps.analysis.facts import Facts, Spans, spans_of
from belegg.apps.analysis.ground import Ground, ground_of
from belegg.apps.analysis.selection import Places, Positions, Selection, places_of, selected
from belegg.apps.coding.models import Coding
from belegg.apps.sources.models import Text
from belegg.apps.study.models import Study
from belegg.method import query as method
from belegg.method.codebook import Code
from belegg.method.errors import Refused, gettext_noop

SORTS = ("source", "code", "case", "speaker", "time")
# Sorts what has no case or no speaker behind everything that has.
LAST = 2**31 - 1


@dataclass(frozen=True)
class Asked:
    """What is asked for. `code` is an id or a name, with the codes `below` it; `query` the boolean language of `method.query`; `text` an id.

    Unlike a matrix the list leaves nothing out by itself: `selection.interviewer` is true unless it is asked to be false.
    """

    selection: Selection = Selection(interviewer=True)
    code: str = ""
    below: bool = True
    query: str = ""
    text: str = ""
    sort: str = "source"


@dataclass(frozen=True)
class Found:
    """`ids` of codings in the order asked for. `understood` is the query as it was read, `interviewers_only` how many were left out because only
    an interviewer speaks in them."""

    ids: np.ndarray
    understood: str = ""
    interviewers_only: int = 0

    def __len__(self) -> int:
        return self.ids.size


def find(study: Study, asked: Asked) -> Found:
    """Return the codings asked for.

    Round and coder say which codings there are at all, also for the query ("tillit AND NOT makt" of one coder does not look at another's);
    everything else says which of the answers are shown.

    Raises Refused("not_found"), ("query-…") or ("sort_unknown").
    """
    ground, (facts, spans) = ground_of(study), spans_of(study)
    places = places_of(ground, facts)
    codes = codes_of(ground)
    chosen = selected(ground, facts, places, replace(asked.selection, interviewer=True))
    if asked.code:
        meant = method.resolve(method.Coded(asked.code), codes, with_descendants=asked.below)
        chosen &= np.isin(facts.code, pks_of(ground, meant[asked.code]))
    if asked.text:
        chosen &= facts.text == text_pk(study, asked.text)
    understood = ""
    if asked.query.strip():
        expression, names = understand(asked.query, codes, below=asked.below)
        material = selected(ground, facts, places, Selection(round=asked.selection.round, coder=asked.selection.coder, interviewer=True))
        chosen &= answering(facts, spans, material, expression, {name: pks_of(ground, keys) for name, keys in names.items()})
        understood = str(expression)[1:-1] if isinstance(expression, method.And | method.Or) else str(expression)
    silent = 0
    if not asked.selection.interviewer:
        heard = (facts.informant_words > 0) | (facts.words == 0)
        silent = int((chosen & ~heard).sum())
        chosen &= heard
    rows = np.flatnonzero(chosen)
    return Found(facts.id[rows[order_of(study, ground, facts, spans, places, rows, asked.sort)]], understood, silent)


def codes_of(ground: Ground) -> list[Code]:
    """Return the codebook as the query language knows it."""
    keys = {code.pk: code.key for code in ground.codes}
    return [Code(id=code.key, name=code.name, parent=keys.get(code.parent or 0, "")) for code in ground.codes]


def pks_of(ground: Ground, keys: Iterable[str]) -> list[int]:
    wanted = set(keys)
    return [code.pk for code in ground.codes if code.key in wanted]


def text_pk(study: Study, key: str) -> int:
    """Return the id in the database of a text.

    Raises Refused("not_found").
    """
    pk = Text.objects.filter(study=study, key=key).values_list("pk", flat=True).first()
    if pk is None:
        raise Refused(
            "not_found", gettext_noop("There is no text %(key)s in this study."), gettext_noop("Look its id up in the sources."), key=key
        )
    return pk


def understand(query: str, codes: list[Code], *, below: bool) -> tuple[method.Expression, dict[str, frozenset[str]]]:
    """Return the expression and the codes its names mean.

    Names of several words need quotes in the language; who leaves them out is understood all the same where the words are a code's name.

    Raises Refused("query-…").
    """

    def read(text: str) -> tuple[method.Expression, dict[str, frozenset[str]]]:
        expression = method.parse(text)
        return expression, method.resolve(expression, codes, with_descendants=below)

    try:
        return read(query)
    except Refused:
        quoted = with_quotes(query, (code.name for code in codes))
        if quoted != query:
            try:
                return read(quoted)
            except Refused:
                pass  # what was typed is refused, not what we made of it
        raise


def with_quotes(query: str, names: Iterable[str]) -> str:
    """Return the query with quotation marks round every name of several words that stands in it without them."""
    several = sorted({" ".join(name.split()) for name in names if re.search(r"\W", name) and '"' not in name}, key=len, reverse=True)
    if not several:
        return query
    longest_first = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in several)
    return re.sub(
        rf'"[^"]*"|«[^»]*»|“[^”]*”|(?<!\w)({longest_first})(?!\w)',
        lambda hit: f'"{hit[1]}"' if hit[1] else hit[0],
        query,
        flags=re.IGNORECASE,
    )


def answering(facts: Facts, spans: Spans, material: np.ndarray, expression: method.Expression, meant: dict[str, list[int]]) -> np.ndarray:
    """Return for each row whether it answers the query over the rows of `material`."""
    rows = np.flatnonzero(material)
    table = method.coding_table(
        facts.text[rows], spans.start[rows], spans.end[rows], spans.turn_first[rows], spans.turn_last[rows], facts.code[rows]
    )  # fmt: skip
    answers = np.zeros(len(facts), dtype=bool)
    answers[rows[method.answer(expression, table, meant)]] = True
    return answers


def order_of(study: Study, ground: Ground, facts: Facts, spans: Spans, places: Places, rows: np.ndarray, sort: str) -> np.ndarray:
    """Return the order of `rows`: by what is asked for, then by source and place, the longer passage first."""
    if sort not in SORTS:
        raise Refused(
            "sort_unknown",
            gettext_noop("Quotations cannot be sorted by %(sort)s."),
            gettext_noop("Choose %(known)s."),
            sort=sort,
            known=", ".join(SORTS),
        )
    source = {source.pk: at for at, source in enumerate(ground.sources)}
    texts = sorted(ground.source_of, key=lambda text: (source[ground.source_of[text]], text))
    code = Positions(code.pk for code in ground.codes).of(facts.code[rows])
    keys = [facts.id[rows], code, -spans.end[rows], spans.start[rows], Positions(texts).of(facts.text[rows])]
    if sort == "code":
        keys.append(code)
    elif sort == "case":
        position = {case.pk: at for at, case in enumerate(ground.cases)}
        of_place = np.array([min((position[case] for case in cases), default=LAST) for cases in places.cases], dtype=np.int64)
        keys.append(of_place[places.of[rows]] if rows.size else code)
    elif sort == "speaker":
        speaker = Positions(person.pk for person in ground.people).of(facts.speaker[rows])
        keys.append(np.where(speaker < 0, LAST, speaker))
    elif sort == "time":
        latest = Coding.objects.filter(study=study).order_by("-time", "-pk").values_list("pk", flat=True)
        keys.append(Positions(latest).of(facts.id[rows]))
    return np.lexsort(keys)
