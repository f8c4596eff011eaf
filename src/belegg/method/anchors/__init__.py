"""Where a passage stands in a text: spans, their hashes, their borders, and how they move to the text's next version.

Every offset is in code points, half-open, into a body that is NFC with LF line ends and never changes. Only `utf16` knows another unit:
a browser counts UTF-16, and the border converts.

One file per question: `spans` (what is a valid passage, is it still the same), `segments` (what lies over what), `boundaries` (words,
sentences, turns' white space), `utf16` (the browser's offsets), `carrying` (the same passage in another version of the text).
"""

from .boundaries import grow_to_sentences, grow_to_words, trim
from .carrying import Carried, Edit, Undecided, apply_edits, carry, carry_edits
from .segments import Segment, depths, merge, segments
from .spans import Context, Span, check_span, context, holds, overlap, passage, passage_hash, span
from .utf16 import Utf16

__all__ = [
    "Carried",
    "Context",
    "Edit",
    "Segment",
    "Span",
    "Undecided",
    "Utf16",
    "apply_edits",
    "carry",
    "carry_edits",
    "check_span",
    "context",
    "depths",
    "grow_to_sentences",
    "grow_to_words",
    "holds",
    "merge",
    "overlap",
    "passage",
    "passage_hash",
    "segments",
    "span",
    "trim",
]
