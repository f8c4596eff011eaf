"""`belegg people`: pseudonyms by themselves, real names only with a reason."""

import json


def test_people_are_listed_by_pseudonym(belegg):
    belegg("demo")
    rows = json.loads(belegg("people", "--json")[1])

    assert len(rows) == 14 and rows[0]["id"] == "p1" and "identity" not in rows[0]
    assert {row["case"] for row in json.loads(belegg("people", "--case", "havstrand", "--json")[1])} == {"havstrand"}
    assert belegg("people", "--case", "nowhere")[0] == 1


def test_real_names_need_a_reason(belegg):
    belegg("demo")
    code, out, _ = belegg("people", "--identities", "--json")
    assert code == 1 and json.loads(out)["refused"] == "no_reason"

    rows = json.loads(belegg("people", "--identities", "--why", "nye avtaler", "--json")[1])
    assert rows[0]["identity"]["name"] == ""
