"""From what was typed to an expression; every refusal says at which character, and how to mend it."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import Refused, gettext_noop
from .expression import And, Coded, Expression, Near, Not, Or, Within

# English and Norwegian, bokmål and nynorsk; case does not matter. A code of such a name is written in quotes.
OPERATORS = {
    "and": "AND", "og": "AND",
    "or": "OR", "eller": "OR",
    "not": "NOT", "ikke": "NOT", "ikkje": "NOT",
    "near": "NEAR", "nær": "NEAR",
    "within": "WITHIN", "innenfor": "WITHIN", "innanfor": "WITHIN",
}  # fmt: skip
PREFIXES = ("code:", "kode:")
# Brackets and NOTs inside each other; deeper ones come from a program, not a person, and would exhaust Python's stack.
DEEPEST = 50
# Operators in one query, for the same reason: each one deepens the tree.
MOST_OPERATORS = 200
_TOKEN = re.compile(r'\s*(?:(?P<sign>[(),])|(?P<prefix>\w+:)?"(?P<quoted>[^"]*)(?P<closed>"?)|(?P<bare>[^\s(),"]+))')
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})


class _Token(NamedTuple):
    kind: str  # AND OR NOT NEAR WITHIN ( ) , code end
    text: str
    at: int  # counted from 1, as people count


def parse(text: str) -> Expression:
    """Read a query; refuses with `query-…` and the parameters `at` (character, from 1) and mostly `found`."""
    reader = _Reader(_tokens(text))
    expression = reader.either()
    reader.expect("end")
    return expression


def _tokens(text: str) -> list[_Token]:
    text = text.translate(_QUOTES)
    found: list[_Token] = []
    position = 0
    while hit := _TOKEN.match(text, position):
        at = hit.start() + len(hit[0]) - len(hit[0].lstrip()) + 1
        found.append(_token(hit, at))
        position = hit.end()
    found.append(_Token("end", "", len(text) + 1))
    if len(found) == 1:
        raise Refused("query-empty", gettext_noop("The query is empty."), gettext_noop("Write a code, for example code:trust."))
    if sum(token.kind in OPERATORS.values() for token in found) > MOST_OPERATORS:
        raise _too_deep(1)
    return found


def _token(hit: re.Match[str], at: int) -> _Token:
    if hit["sign"]:
        return _Token(hit["sign"], hit["sign"], at)
    if hit["quoted"] is not None:
        if not hit["closed"]:
            raise _wrong("query-quote-open", gettext_noop("The quotation mark at character %(at)s is never closed."), at=at, do=_CLOSE)
        return _Token("code", _name((hit["prefix"] or "") and _checked_prefix(hit["prefix"], hit["quoted"], at), hit["quoted"], at), at)
    bare = hit["bare"]
    if operator := OPERATORS.get(bare.casefold()):
        return _Token(operator, bare, at)
    prefix, colon, name = bare.partition(":")
    if not colon:
        return _Token("code", bare, at)
    return _Token("code", _name(_checked_prefix(prefix + ":", name, at), name, at), at)


_CLOSE = gettext_noop("Close it after the name of the code.")


def _checked_prefix(prefix: str, name: str, at: int) -> str:
    if prefix.casefold() not in PREFIXES:
        raise _wrong(
            "query-prefix-unknown",
            gettext_noop('At character %(at)s: "%(found)s" is not something a query can ask for.'),
            at=at,
            found=prefix,
            do=gettext_noop('Write code: and the name; a name that holds a colon stands in quotes: code:"theme: trust".'),
        )
    return prefix


def _name(prefix: str, name: str, at: int) -> str:
    if not name.strip():
        raise _wrong(
            "query-name-missing",
            gettext_noop("At character %(at)s the name of a code is missing."),
            at=at,
            do=gettext_noop("Write it directly after the colon, in quotes if it holds spaces."),
        )
    return " ".join(name.split())


class _Reader:
    """Recursive descent: either -> both (OR both)*, both -> one (AND one)*, one -> NOT one | ( either ) | NEAR(…) | WITHIN(…) | code."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.number = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.number]

    def take(self, kind: str) -> _Token | None:
        token = self.token
        if token.kind != kind:
            return None
        self.number += 1
        return token

    def expect(self, kind: str) -> None:
        if not self.take(kind):
            raise _unexpected(self.token, kind)

    def either(self) -> Expression:
        left = self.both()
        while self.take("OR"):
            left = Or(left, self.both())
        return left

    def both(self) -> Expression:
        left = self.one()
        while self.take("AND"):
            left = And(left, self.one())
        return left

    def one(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _too_deep(self.token.at)
        expression = self._one()
        self.depth -= 1
        return expression

    def _one(self) -> Expression:
        if self.take("NOT"):
            return Not(self.one())
        if self.take("("):
            inner = self.either()
            self.expect(")")
            return inner
        if self.take("NEAR"):
            return self.near()
        if self.take("WITHIN"):
            left, right = self.pair()
            self.expect(")")
            return Within(left, right)
        if code := self.take("code"):
            return Coded(code.text)
        raise _unexpected(self.token, "code")

    def pair(self) -> tuple[Expression, Expression]:
        self.expect("(")
        left = self.either()
        self.expect(",")
        return left, self.either()

    def near(self) -> Near:
        left, right = self.pair()
        self.expect(",")
        turns = self.token
        if turns.kind != "code" or not turns.text.isdecimal() or len(turns.text) > 6:
            raise _wrong(
                "query-turns",
                gettext_noop("At character %(at)s NEAR needs a whole number of turns."),
                at=turns.at,
                do=gettext_noop("Write for example NEAR(trust, power, 2)."),
            )
        self.number += 1
        self.expect(")")
        return Near(left, right, int(turns.text))


_MENDING = {
    "code": gettext_noop("Put a code there, for example code:trust, or take the operator before it away."),
    "end": gettext_noop("Put AND, OR or AND NOT between two codes, and a name with spaces in quotes."),
    ")": gettext_noop("Close the bracket, and put AND or OR between two codes."),
    "(": gettext_noop("Write NEAR(trust, power, 2) or WITHIN(trust, power)."),
    ",": gettext_noop("Part the places in the brackets with commas: NEAR(trust, power, 2), WITHIN(trust, power)."),
}


def _unexpected(token: _Token, wanted: str) -> Refused:
    if token.kind == "end":
        why = gettext_noop("The query ends at character %(at)s before it is complete.")
    else:
        why = gettext_noop('At character %(at)s "%(found)s" cannot stand.')
    return _wrong("query-unexpected", why, at=token.at, found=token.text, do=_MENDING[wanted])


def _too_deep(at: int) -> Refused:
    return _wrong(
        "query-too-deep", gettext_noop("The query is too long or too deep."), at=at, do=gettext_noop("Ask in several smaller queries.")
    )


def _wrong(code: str, why: str, *, at: int, do: str, found: str = "") -> Refused:
    return Refused(code, why, do, at=at, found=found)
