"""The boolean language over codings: `code:tillit AND NOT code:makt`, `NEAR(tillit, makt, 2)`, `WITHIN(tillit, makt)`.

What is asked. The answer is a set of codings. An expression is true or false *of a passage*:

    A               a coding of code A overlaps the passage (shares a character with it, in the same text)
    e AND f, e OR f, NOT e      as in logic
    NEAR(e, f, n)   a member overlaps it; members are the answers of e with another coding among the answers of f at most n turns
                    away, and the other way round; 0 means in the same turn
    WITHIN(e, f)    a member overlaps it; members are the answers of e that lie wholly inside another coding among the answers of f

and the answer are the codings that are *named* and of whose passage the expression is true. Named are the codings of every code, and
the members of every NEAR and WITHIN, outside a NOT; if all stand inside NOT, every coding is named.

So `A AND B` answers the codings of A that overlap one of B and those of B that overlap one of A; `A AND NOT B` the codings of A that
overlap none of B; `NOT B` all codings that overlap none of B. AND binds before OR, NOT before AND. The laws of logic hold (A AND B is
B AND A, NOT (A OR B) is NOT A AND NOT B).

Trap: a coding of A over ten turns overlaps a B anywhere in them. Who means "the same words" asks WITHIN.

`parser` reads, `expression` holds the tree, `answer` evaluates.
"""

from .answer import CodingTable, answer, coding_table, resolve
from .expression import And, Coded, Expression, Near, Not, Or, Within, names
from .parser import parse

__all__ = [
    "And",
    "Coded",
    "CodingTable",
    "Expression",
    "Near",
    "Not",
    "Or",
    "Within",
    "answer",
    "coding_table",
    "names",
    "parse",
    "resolve",
]
