from belegg.apps.analysis.cooccurring import cooccurrence_of, neighbours
from belegg.apps.analysis.selection import Selection
from belegg.apps.coding.models import Coding


def test_neighbours_of_a_code_overlap_it(demo):
    found = neighbours(demo, "makt", selection=Selection(interviewer=True))
    makt = list(Coding.objects.filter(study=demo, code__key="makt").values_list("text", "start", "end"))
    others = list(Coding.objects.filter(study=demo, code__key=found[0].code.key).values_list("text", "start", "end"))

    overlapping = sum(any(t == u and a < d and c < b for u, c, d in others) for t, a, b in makt)
    assert (found[0].codings, round(found[0].share, 6)) == (overlapping, round(overlapping / len(makt), 6))


def test_cooccurrence_of_an_empty_study(study):
    codes, found = cooccurrence_of(study)

    assert (codes, found.codings.tolist()) == ([], [])
    assert neighbours(study, "makt") == []
