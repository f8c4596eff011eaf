"""The code x column matrix: what stands in each cell, on whose words it rests, and what an empty-looking cell means.

`counts` tabulates codings, `states` tells the five states of a cell apart, `sorting` orders rows and columns.
"""

from .counts import MEASURES, Counts, Facts, facts, tabulate
from .sorting import order_by_attribute, order_by_cells, order_by_total
from .states import ANY_CODE, CellState, Looks, TextState, cell_state, states, tally_looks

__all__ = [
    "ANY_CODE",
    "MEASURES",
    "CellState",
    "Counts",
    "Facts",
    "Looks",
    "TextState",
    "cell_state",
    "facts",
    "order_by_attribute",
    "order_by_cells",
    "order_by_total",
    "states",
    "tabulate",
    "tally_looks",
]
