"""`belegg promises` on the demo study."""

import json


def test_promises_are_listed_with_what_contradicts_what(belegg):
    belegg("demo")
    rows = json.loads(belegg("promises", "--json")[1])

    by_id = {row["id"]: row for row in rows}
    assert by_id["pr-2"]["contradicts"] == ["pr-4"] and by_id["pr-4"]["contradicts"] == ["pr-2"]
    assert by_id["pr-2"]["due"] == "2025-06-27" and by_id["pr-2"]["state"] == "kept" and len(by_id["pr-2"]["proof"]["sha256"]) == 64
    assert by_id["pr-4"]["due"] is None and by_id["pr-4"]["waits_for"] == "submission" and by_id["pr-4"]["state"] == "waiting"


def test_only_open_promises_due_by_a_day(belegg):
    belegg("demo")

    assert [row["id"] for row in json.loads(belegg("promises", "--due", "2025-09-30", "--json")[1])] == ["pr-3"]
    assert belegg("promises", "--due", "2025-01-01")[1].strip() == ""
    code, _, err = belegg("promises", "--due", "soon")
    assert code == 1 and "is not a date" in err
