"""The codebook: a tree of codes with definitions, how it changed, and how a code is shown and found.

`tree` orders and guards the tree, `changes` compares versions and previews a merge, `palette` holds the colours, `labels` shortens
names, `picker` finds a code from the letters typed.
"""

from .changes import CodedPassage, Difference, MergePreview, difference, preview_merge
from .labels import abbreviations
from .palette import INK, PALETTE, PAPER, Colour, Shade, contrast
from .picker import filter_codes
from .tree import Code, ancestors, check_move, check_tree, depths, descendants, in_tree_order, parent_positions, path

__all__ = [
    "INK",
    "PALETTE",
    "PAPER",
    "Code",
    "CodedPassage",
    "Colour",
    "Difference",
    "MergePreview",
    "Shade",
    "abbreviations",
    "ancestors",
    "check_move",
    "check_tree",
    "contrast",
    "depths",
    "descendants",
    "difference",
    "filter_codes",
    "in_tree_order",
    "parent_positions",
    "path",
    "preview_merge",
]
