"""The tree a query is read into; str() writes it back in English, with every bracket it needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Coded:
    """A code, by the name (or id) that was typed."""

    name: str

    def __str__(self) -> str:
        return f'code:"{self.name}"'


@dataclass(frozen=True)
class And:
    left: Expression
    right: Expression

    def __str__(self) -> str:
        return f"({self.left} AND {self.right})"


@dataclass(frozen=True)
class Or:
    left: Expression
    right: Expression

    def __str__(self) -> str:
        return f"({self.left} OR {self.right})"


@dataclass(frozen=True)
class Not:
    operand: Expression

    def __str__(self) -> str:
        return f"NOT {self.operand}"


@dataclass(frozen=True)
class Near:
    """At most `turns` turns apart; 0 is the same turn."""

    left: Expression
    right: Expression
    turns: int

    def __str__(self) -> str:
        return f"NEAR({self.left}, {self.right}, {self.turns})"


@dataclass(frozen=True)
class Within:
    """`inner` wholly inside `outer`."""

    inner: Expression
    outer: Expression

    def __str__(self) -> str:
        return f"WITHIN({self.inner}, {self.outer})"


Expression = Coded | And | Or | Not | Near | Within


def names(expression: Expression) -> list[str]:
    """Return the code names in the order typed, each once."""
    match expression:
        case Coded(name):
            return [name]
        case Not(operand):
            return names(operand)
        case And(left, right) | Or(left, right) | Near(left, right) | Within(left, right):
            return list(dict.fromkeys([*names(left), *names(right)]))
