import numpy as np

from belegg.apps.analysis.neighbours import coding_counts, neighbours_of
from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.models import Code, Coding
from belegg.method.cooccurrence import cooccurrence
from tests.worlds import add_codes, add_round, bring_in


def test_neighbours_are_what_cooccurrence_counts(study, ida, jonas):
    add_round(study, ida)
    codes = add_codes(study, ida, *"ABCDE")
    random = np.random.default_rng(7)
    for key in ("int-1", "int-2"):
        text = bring_in(study, by=ida, key=key, title=key)
        for code in codes:
            for start in random.integers(0, 150, 4):
                mark_passage(text, code, int(start), int(start + random.integers(3, 30)), by=ida)
    rows = list(Coding.objects.values_list("text_id", "start", "end", "code_id"))
    position = {code.pk: n for n, code in enumerate(codes)}
    texts = {pk: n for n, pk in enumerate(sorted({row[0] for row in rows}))}
    table = cooccurrence(
        [texts[row[0]] for row in rows], *zip(*[row[1:3] for row in rows], strict=True), [position[row[3]] for row in rows], 5
    )

    for a, code in enumerate(codes):
        expected = {codes[b].pk: int(table.codings[b, a]) for b in range(5) if b != a and table.codings[b, a]}
        assert dict(neighbours_of(code)) == expected
    assert coding_counts(study) == {code.pk: Coding.objects.filter(code=code).count() for code in codes}


def test_code_without_codings_has_no_neighbours(study, ida):
    add_codes(study, ida, "A")
    assert neighbours_of(Code.objects.get()) == []


def test_touching_passages_do_not_overlap(study, ida):
    text, (a, b) = bring_in(study, by=ida), add_codes(study, ida, "A", "B")
    add_round(study, ida)
    mark_passage(text, a, 38, 45, by=ida)
    mark_passage(text, b, 45, 50, by=ida)
    assert neighbours_of(a) == []
