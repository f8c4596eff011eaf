"""The boolean language over codings: reading it, refusing it, answering it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belegg.method.codebook import Code
from belegg.method.errors import Refused
from belegg.method.query import And, Coded, Near, Not, Or, Within, answer, coding_table, names, parse, resolve

A, B, C = Coded("a"), Coded("b"), Coded("c")
MEANT = {"a": [0], "b": [1], "c": [2]}
# Rows (text, start, end, turn_first, turn_last, code): by hand, turn n holds the characters 10 (n - 1) to 10 n.
WORLD = [
    (0, 0, 5, 1, 1, 0),
    (0, 3, 8, 1, 1, 1),
    (0, 30, 35, 4, 4, 0),
    (0, 50, 55, 6, 6, 1),
    (1, 0, 9, 1, 1, 0),
    (1, 2, 4, 1, 1, 1),
    (1, 3, 4, 1, 1, 2),
]


def table(rows):
    return coding_table(*(zip(*rows, strict=True) if rows else [[]] * 6))


def ask(text, rows=WORLD):
    return answer(parse(text), table(rows), MEANT).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("code:a AND NOT code:b", And(A, Not(B))),
        ("kode:a og ikke b", And(A, Not(B))),
        ("a OR b AND c", Or(A, And(B, C))),
        ("(a ELLER b) AND c", And(Or(A, B), C)),
        ("NOT NOT a", Not(Not(A))),
        ("near(a, b OR c, 2)", Near(A, Or(B, C), 2)),
        ("NÆR(a,b,0)", Near(A, B, 0)),
        ("INNENFOR(a, b)", Within(A, B)),
        ('code:"tillit  til folk" OR «og» OR "tema: x"', Or(Or(Coded("tillit til folk"), Coded("og")), Coded("tema: x"))),
    ],
)
def test_parse_reads_both_languages(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The query is empty. Write a code, for example code:trust."),
        (
            "tillit makt",
            'At character 8 "makt" cannot stand. Put AND, OR or AND NOT between two codes, and a name with spaces in quotes.',
        ),
        (
            "tillit AND",
            "The query ends at character 11 before it is complete. "
            "Put a code there, for example code:trust, or take the operator before it away.",
        ),
        ("(a OR b", "The query ends at character 8 before it is complete. Close the bracket, and put AND or OR between two codes."),
        ('a AND "b', "The quotation mark at character 7 is never closed. Close it after the name of the code."),
        (
            "a AND case:b",
            'At character 7: "case:" is not something a query can ask for. '
            'Write code: and the name; a name that holds a colon stands in quotes: code:"theme: trust".',
        ),
        ("code: a", "At character 1 the name of a code is missing. Write it directly after the colon, in quotes if it holds spaces."),
        ("NEAR(a, b, two)", "At character 12 NEAR needs a whole number of turns. Write for example NEAR(trust, power, 2)."),
        (
            "NEAR(a b, 2)",
            'At character 8 "b" cannot stand. Part the places in the brackets with commas: NEAR(trust, power, 2), WITHIN(trust, power).',
        ),
        ("NEAR a", 'At character 6 "a" cannot stand. Write NEAR(trust, power, 2) or WITHIN(trust, power).'),
        ("NOT " * 300 + "a", "The query is too long or too deep. Ask in several smaller queries."),
        ("(" * 300 + "a", "The query is too long or too deep. Ask in several smaller queries."),
    ],
)
def test_parse_says_where_and_how_to_mend(text, sentence):
    with pytest.raises(Refused) as refusal:
        parse(text)

    assert str(refusal.value) == sentence


@given(st.lists(st.sampled_from(["a", "AND", "ikke", "(", ")", ",", "NEAR", "2", '"', "code:", "WITHIN"]), max_size=12))
def test_parse_answers_or_refuses(parts):
    try:
        expression = parse(" ".join(parts))
    except Refused:
        return
    assert parse(str(expression)) == expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [0, 2, 4]),
        ("a AND b", [0, 1, 4, 5]),
        ("a AND NOT b", [2]),
        ("NOT b", [2]),
        ("b AND NOT a", [3]),
        ("a AND b AND NOT c", [0, 1]),
        ("NEAR(a, b, 0)", [0, 1, 4, 5]),
        ("NEAR(a, b, 2)", [0, 1, 2, 3, 4, 5]),
        ("NEAR(a, a, 2)", []),
        ("NEAR(a, a, 3)", [0, 2]),
        ("WITHIN(b, a)", [5]),
        ("WITHIN(c, a AND b)", [6]),
        ("WITHIN(a, a)", []),
    ],
)
def test_answers_follow_the_definition(text, expected):
    assert ask(text) == expected


def test_texts_are_never_near_each_other():
    assert ask("NEAR(a, b, 999999)", [(0, 0, 5, 1, 1, 0), (1, 0, 5, 1, 1, 1)]) == []


def test_same_borders_count_as_within():
    assert ask("WITHIN(a, a)", [(0, 0, 5, 1, 1, 0), (0, 0, 5, 1, 1, 0)]) == [0, 1]


def test_no_codings_answer_nothing():
    assert ask("NEAR(a, NOT b, 2) OR WITHIN(a, b)", []) == []


ROWS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 12), st.integers(1, 6), st.integers(0, 2)).map(
        lambda r: (r[0], r[1], r[1] + r[2], r[1] // 4, (r[1] + r[2] - 1) // 4, r[3])
    ),
    max_size=9,
)
TREES = st.recursive(
    st.sampled_from([A, B, C]),
    lambda e: (
        st.builds(And, e, e) | st.builds(Or, e, e) | st.builds(Not, e) | st.builds(Near, e, e, st.integers(0, 2)) | st.builds(Within, e, e)
    ),
    max_leaves=6,
)


def overlap(x, y):
    return x[0] == y[0] and x[1] < y[2] and y[1] < x[2]


def naive(expression, rows):
    """Answer by the definition in the package's docstring, pair by pair."""
    named = []

    def members(e):
        if isinstance(e, Coded):
            return {n for n, row in enumerate(rows) if row[5] in MEANT[e.name]}
        left, right = (naive(e.left, rows), naive(e.right, rows)) if isinstance(e, Near) else (naive(e.inner, rows), naive(e.outer, rows))
        pairs = [(x, y) for x in left for y in right if x != y and rows[x][0] == rows[y][0]]
        if isinstance(e, Within):
            return {x for x, y in pairs if rows[y][1] <= rows[x][1] and rows[x][2] <= rows[y][2]}
        near = [(x, y) for x, y in pairs if max(rows[x][3], rows[y][3]) - min(rows[x][4], rows[y][4]) <= e.turns]
        return {n for pair in near for n in pair}

    def true(e, n, positive=True):
        if isinstance(e, And | Or):
            both = [true(e.left, n, positive), true(e.right, n, positive)]
            return all(both) if isinstance(e, And) else any(both)
        if isinstance(e, Not):
            return not true(e.operand, n, not positive)
        found = members(e)
        if positive:
            named.append(found)
        return any(overlap(rows[n], rows[m]) for m in found)

    truth = {n for n in range(len(rows)) if true(expression, n)}
    return sorted(truth & set().union(*named)) if named else sorted(truth)


@settings(max_examples=200)
@given(TREES, ROWS)
def test_answers_agree_with_the_definition_pair_by_pair(expression, rows):
    assert answer(expression, table(rows), MEANT).tolist() == naive(expression, rows)


@given(TREES, TREES, ROWS)
def test_laws_of_logic_hold(e, f, rows):
    codings = table(rows)

    def same(x, y):
        return answer(x, codings, MEANT).tolist() == answer(y, codings, MEANT).tolist()

    assert same(And(e, f), And(f, e)) and same(Or(e, f), Or(f, e))
    assert same(Not(Or(e, f)), And(Not(e), Not(f))) and same(Not(Not(e)), e)


def test_names_are_resolved_without_case():
    codes = [Code("trust", "Tillit"), Code("to-town", "Til kommunen", parent="trust"), Code("power", "Makt")]
    expression = parse("tillit AND NOT power")

    assert names(expression) == ["tillit", "power"]
    assert resolve(expression, codes) == {"tillit": {"trust"}, "power": {"power"}}
    assert resolve(expression, codes, with_descendants=True) == {"tillit": {"trust", "to-town"}, "power": {"power"}}


def test_unknown_code_is_refused_with_the_nearest():
    with pytest.raises(Refused) as refusal:
        resolve(parse("tilit"), [Code("trust", "Tillit"), Code("power", "Makt")])

    assert str(refusal.value) == 'There is no code "tilit". Did you mean Tillit?'
