"""The matrix of the demo study against a count by hand: loops over the rows of the study folder, no arrays."""

import csv
import tomllib
from collections import defaultdict

import numpy as np
import pytest

from belegg.apps.analysis.matrix import matrix_of
from belegg.apps.analysis.selection import Selection
from belegg.apps.coding import actions as coding
from belegg.apps.coding.models import Code
from belegg.apps.exchange.demo import demo_folder
from belegg.apps.sources.models import Text
from belegg.apps.study import journal
from belegg.apps.study.models import Member
from belegg.method.errors import Refused
from belegg.method.matrix import cell_state
from belegg.method.sentences import words


def read(name):
    with open(demo_folder() / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class ByHand:
    """The demo folder read again, and counted with loops."""

    def __init__(self):
        self.cases = {row["id"]: row["parent"] for row in read("cases.csv")}
        self.source = {row["id"]: row["source"] for row in read("texts.csv")}
        self.cases_of = {row["id"]: row["cases"].split(";") for row in read("sources.csv")}
        self.parts = read("parts.csv")
        self.turns = {text: read(f"texts/{text}.turns.csv") for text in self.source}
        self.bodies = {text: (demo_folder() / f"texts/{text}.txt").read_text(encoding="utf-8") for text in self.source}

    def above(self, case):
        return [case, *self.above(self.cases[case])] if case else []

    def columns(self, row, kind):
        start, end = int(row["start"]), int(row["end"])
        if kind == "sources":
            return {self.source[row["text"]]}
        if kind == "informants":
            return self.heard(row)
        inside = {p["case"] for p in self.parts if p["text"] == row["text"] and int(p["start"]) <= start and end <= int(p["end"])}
        return {above for case in inside or self.cases_of[self.source[row["text"]]] for above in self.above(case)}

    def pieces(self, row):
        start, end = int(row["start"]), int(row["end"])
        for turn in self.turns[row["text"]]:
            low, high = max(start, int(turn["start"])), min(end, int(turn["end"]))
            if low < high:
                yield turn, self.bodies[row["text"]][low:high]

    def heard(self, row):
        return {turn["person"] for turn, _ in self.pieces(row) if turn["person"]}

    def informant_words(self, row):
        return sum(words(piece) for turn, piece in self.pieces(row) if turn["role"] != "interviewer")

    def table(self, kind, wanted=lambda row: True):
        cells = defaultdict(lambda: [0, set(), set(), 0])
        for row in read("codings.csv"):
            if self.informant_words(row) and wanted(row):
                for column in self.columns(row, kind):
                    cell = cells[row["code"], column]
                    cell[0] += 1
                    cell[1] |= {column} if kind == "informants" else self.heard(row)
                    cell[2].add(self.source[row["text"]])
                    cell[3] += self.informant_words(row)
        return {key: (n, len(people), len(sources), count) for key, (n, people, sources, count) in cells.items()}


def as_dict(table):
    names = ("codings", "informants", "sources", "words")
    return {
        (row.key, column.key): tuple(int(getattr(table.counts, name)[i, j]) for name in names)
        for i, row in enumerate(table.rows)
        for j, column in enumerate(table.columns)
        if table.counts.codings[i, j]
    }


@pytest.mark.parametrize("kind", ["cases", "sources", "informants"])
def test_matrix_of_the_demo_agrees_with_counting_by_hand(demo, kind):
    assert as_dict(matrix_of(demo, kind)) == ByHand().table(kind)


def test_matrix_of_one_round_and_coder_agrees_with_counting_by_hand(demo):
    found = as_dict(matrix_of(demo, "cases", Selection(round="r1", coder="jonas")))

    assert found == ByHand().table("cases", lambda row: (row["round"], row["coder"]) == ("r1", "jonas"))


def test_attribute_columns_add_up_their_cases(demo):
    by_case, by_value = as_dict(matrix_of(demo, "cases")), as_dict(matrix_of(demo, "attribute:rule"))

    # Fjordvik venstre, Lyngmo sentrum or konservativt, Havstrand the third: one municipality each, so columns are equal
    value = {row["case"]: row["value"] for row in read("attributes.csv") if row["attribute"] == "rule"}
    assert len(set(value.values())) == 3
    assert by_value == {(code, value[case]): cell for (code, case), cell in by_case.items() if case in value}


def test_latest_value_and_groups_of_numbers(demo):
    columns = [(head.key, head.name) for head in matrix_of(demo, "attribute:inhabitants", bins="10000,50000").columns]
    values = [head.key for head in matrix_of(demo, "attribute:inhabitants").columns]

    assert columns == [("..10000", "< 10000"), ("10000..50000", "10000 – 50000"), ("50000..", "≥ 50000")]
    assert "78400" in values and "74100" not in values


def test_dates_are_grouped_by_year(demo):
    assert all(len(head.key) == 4 for head in matrix_of(demo, "attribute:first_plan").columns if head.key != "?")


def test_totals_count_each_coding_once(demo):
    table = matrix_of(demo, "cases")
    by_hand = ByHand()
    rows = [row for row in read("codings.csv") if by_hand.informant_words(row)]

    assert int(table.of_all.codings[0, 0]) == len(rows)
    assert int(table.of_rows.codings.sum()) == len(rows)
    assert int(table.of_all.informants[0, 0]) == 14
    assert int(table.of_all.sources[0, 0]) == 16
    assert table.outside == 0
    fjordvik = next(at for at, head in enumerate(table.columns) if head.key == "fjordvik")
    assert int(table.of_columns.codings[0, fjordvik]) == sum("fjordvik" in by_hand.columns(row, "cases") for row in rows)


def test_interviewers_words_are_counted_when_asked_for(demo):
    text, code = Text.objects.get(study=demo, key="int-5"), Code.objects.get(study=demo, key="makt")
    asked = text.turns.filter(role="interviewer").first()
    coding.mark_passage(text, code, asked.start, asked.end, by=owner(demo))

    without, having = matrix_of(demo, "cases"), matrix_of(demo, "cases", Selection(interviewer=True))

    assert (int(without.of_all.codings[0, 0]), int(having.of_all.codings[0, 0])) == (847, 848)
    assert int(having.of_all.words[0, 0]) > int(without.of_all.words[0, 0]) + 1


def test_rolled_up_and_folded_parents_include_their_children(demo):
    rolled, folded, plain = (matrix_of(demo, roll_up=True), matrix_of(demo, folded=frozenset(["forstaelse"])), matrix_of(demo))
    at = next(n for n, row in enumerate(plain.rows) if row.key == "forstaelse")
    below = [n for n, row in enumerate(plain.rows) if row.depth and Code.objects.get(study=demo, key=row.key).parent.key == "forstaelse"]

    assert rolled.counts.codings[at].tolist() == plain.counts.codings[[at, *below]].sum(axis=0).tolist()
    assert folded.counts.codings[at].tolist() == rolled.counts.codings[at].tolist()
    assert folded.counts.codings[below].tolist() == plain.counts.codings[below].tolist()


def silent_by_guide():
    """Return {(source, code): {"not_asked" or "skipped"}} from the demo's files: what brings the code out is not in the version, or was left out."""
    questions = {}
    for path in (demo_folder() / "fieldwork" / "guides").glob("*.toml"):
        version = tomllib.loads(path.read_text(encoding="utf-8"))
        questions[version["id"]] = {question["id"] for question in version["question"]}
    version_of = {row["id"]: row["guide"] for row in read("fieldwork/interviews.csv")}
    left_out = {(row["interview"], row["question"]) for row in read("fieldwork/skipped.csv")}
    answered = {(row["text"], row["question"]) for row in read("fieldwork/answers.csv")}
    wanted = defaultdict(set)
    for row in read("fieldwork/elicits.csv"):
        wanted[row["code"]].add(row["question"])
    found = {}
    for source in read("sources.csv"):
        there = questions.get(version_of.get(source["interview"], ""))
        for code, qids in wanted.items():
            if there is None or any((source["id"], qid) in answered for qid in qids):
                continue
            if not qids & there:
                found[source["id"], code] = {"not_asked"}
            elif all((source["interview"], qid) in left_out for qid in qids & there):
                found[source["id"], code] = {"skipped"}
    return found


def test_states_of_the_demo_follow_what_was_looked_at(demo):
    table = matrix_of(demo, "sources")
    notes = defaultdict(set)
    for row in read("looked.csv"):
        notes[row["text"], row["code"]].add(row["state"])
    by_guide = silent_by_guide()
    assert by_guide["int-1", "ledelse"] == {"not_asked"}  # the question came with the second version
    assert by_guide["int-5", "frivillige"] == {"skipped"}
    for i, code in enumerate(table.rows):
        for j, source in enumerate(table.columns):
            states = notes[source.key, code.key] | notes[source.key, "*"] | by_guide.get((source.key, code.key), set())
            state = next((s for s in ("not_asked", "skipped", "looked") if s in states), "")
            expected = cell_state(int(table.counts.codings[i, j]), texts=1, **{state: 1} if state else {})
            assert table.states[i, j] == expected, (code.key, source.key)


def test_states_see_only_the_round_asked_for(demo):
    table = matrix_of(demo, "sources", Selection(round="r2"))

    noted = {
        (at, column)
        for at, row in enumerate(table.rows)
        for column, head in enumerate(table.columns)
        if (head.key, row.key) in silent_by_guide()
    }
    others = [state for place, state in np.ndenumerate(table.states) if place not in noted]
    assert {str(state) for state in others} <= {"empty", "none", "evidence"}
    assert (table.states == "empty").sum() > (table.states == "none").sum() > 0


def test_study_without_anything_has_an_empty_matrix(study):
    table = matrix_of(study)

    assert (table.rows, table.columns, table.of_all.codings.tolist()) == ([], [], [[0]])


def test_new_coding_is_counted_at_once(demo):
    code, text = Code.objects.get(study=demo, key="makt"), Text.objects.get(study=demo, key="int-5")
    before = matrix_of(demo).of_all.codings

    turn = text.turns.filter(role="informant").first()
    coding.mark_passage(text, code, turn.start, turn.start + 9, by=owner(demo))

    assert matrix_of(demo).of_all.codings == before + 1
    journal.undo(owner(demo))
    assert matrix_of(demo).of_all.codings == before


def owner(study):
    return Member.objects.select_related("study").get(study=study, role="owner")


def test_codes_on_both_sides_are_refused(demo):
    with pytest.raises(Refused) as refusal:
        matrix_of(demo, "codes")

    assert refusal.value.code == "matrix_axes"


def test_number_of_queries_does_not_grow(demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(23):  # five of them for what the guides asked, read once while the journal stands still
        matrix_of(demo)
    with django_assert_max_num_queries(5):
        matrix_of(demo)
