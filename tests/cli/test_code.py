import json

import pytest

from belegg.apps.coding.models import Coding
from belegg.apps.study.actions import begin_study
from belegg.apps.study.local import local_user
from belegg.apps.study.models import Member
from tests.worlds import INTERVIEW, add_codes, bring_in


@pytest.fixture
def mine(db):
    study = begin_study("Mitt studium", by=local_user(), key="mitt")
    me = Member.objects.select_related("study").get(study=study)
    bring_in(study, by=me)
    add_codes(study, me, "Tillit")
    return study


START = INTERVIEW.index("Tillit")
END = START + len("Tillit må bygges")


def test_passage_is_coded_by_id_or_name(mine, belegg):
    code, out, _ = belegg("code", "int-1", START, END, "TILLIT", "--json")

    row = json.loads(out)
    assert (code, row["words"], row["code"], row["round"]) == (0, "Tillit må bygges", "tillit", "r1")
    assert Coding.objects.get().key == row["id"]


def test_new_code_is_made_and_applied(mine, belegg):
    belegg("code", "int-1", START, END, "Tid", "--new")
    assert Coding.objects.get().code.name == "Tid"


def test_coding_is_taken_away(mine, belegg):
    belegg("code", "int-1", START, END, "tillit")
    assert belegg("code", "int-1", START, END, "tillit", "--remove")[0] == 0
    assert not Coding.objects.exists()


@pytest.mark.parametrize(
    "words, refused",
    [
        (("int-9", 0, 3, "tillit"), "not_found"),
        (("int-1", 0, 3, "makt"), "no_code"),
        (("int-1", 5, 5, "tillit"), "span-empty"),
        (("int-1", 0, 99999, "tillit"), "span-outside"),
        (("int-1", 0, 3, "tillit", "--words", "Jeg"), "other_words"),
        (("int-1", 0, 3, "tillit", "--round", "r9"), "not_found"),
        (("int-1", 0, 3, "tillit", "--remove"), "no_coding"),
    ],
)
def test_impossible_coding_is_refused(mine, belegg, words, refused):
    code, out, err = belegg("code", *words, "--json")
    assert (code, json.loads(out)["refused"]) == (1, refused)
    assert err.strip() and "Traceback" not in err
