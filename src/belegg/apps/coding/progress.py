"""How far the coding is: text by coder in each round."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from belegg.apps.coding.models import Coding, Looked, LookedState, Round
from belegg.apps.coding.queries import rounds_of
from belegg.apps.sources.models import Text
from belegg.apps.sources.queries import key_order
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import can

THROUGH, IN_PART, NOT_BEGUN = "through", "part", "none"


Place = tuple[int, int, int]  # text, coder, round


class Cell(NamedTuple):
    """One text, one coder, one round. `state`: coded through, coded in part, or not begun; `codings` made so far."""

    coder: Member
    state: str
    codings: int


class TextLine(NamedTuple):
    text: Text
    cells: list[Cell]


class RoundGrid(NamedTuple):
    """A round with a line per text and a cell per coder; `through` counts the cells that are coded through."""

    round: Round
    lines: list[TextLine]
    through: int
    cells: int
    used: bool


def round_grids(study: Study) -> tuple[list[Member], list[RoundGrid]]:
    """Return the coders and a grid per round. Four queries, whatever the numbers.

    Coders are members who have coded or may code. What is said of one code only ("not asked", looked through for one code) makes a text
    begun, not done: coded through is said of a text for all codes.
    """
    counted = Coding.objects.filter(study=study, text__current=True).values_list("text_id", "coder_id", "round_id").annotate(n=Count("pk"))
    made: dict[Place, int] = {(text, coder, part): n for text, coder, part, n in counted}
    through: set[Place] = set()
    begun: set[Place] = set(made)
    said = Looked.objects.filter(study=study).values_list("text_id", "coder_id", "round_id", "code_id", "state")
    for text, coder, part, code, word in said:
        (through if code is None and word == LookedState.LOOKED else begun).add((text, coder, part))
    active = {place[1] for place in begun | through}
    used = {place[2] for place in begun | through}
    members = Member.objects.filter(study=study).order_by("name", "pk")
    coders = [member for member in members if member.pk in active or (member.user_id and can(member, "code"))]
    texts = list(Text.objects.filter(study=study, current=True).select_related("source"))
    texts.sort(key=lambda text: (key_order(text.source.kind, text.source.key), text.pk))

    def state(key: Place) -> str:
        return THROUGH if key in through else IN_PART if key in begun else NOT_BEGUN

    grids = []
    for round in rounds_of(study):
        lines = [
            TextLine(text, [Cell(coder, state(key), made.get(key, 0)) for coder in coders for key in [(text.pk, coder.pk, round.pk)]])
            for text in texts
        ]
        done = sum(cell.state == THROUGH for line in lines for cell in line.cells)
        grids.append(RoundGrid(round, lines, done, len(texts) * len(coders), round.pk in used))
    return coders, grids
