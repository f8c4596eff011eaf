"""Waves, refusals and closure: an example counted by hand, and what holds for any log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.method.recruitment import Contact, chain, closure, picture, refusals, share_per_seed, unreached

# Two seeds; a named b and c, b named d; d named a again (known by then); x of another chain refused.
LOG = [
    Contact("1", "a", "bergen", "Plan", "", "yes"),
    Contact("2", "x", "os", "Helse", "", "no", "No time"),
    Contact("3", "b", "bergen", "Helse", "a", "yes"),
    Contact("4", "c", "bergen", "Skole", "a", "no_answer"),
    Contact("5", "d", "os", "Plan", "b", "yes"),
    Contact("6", "a", "bergen", "Plan", "d", "yes"),
    Contact("7", "", "os", "Teknisk", "b", "excluded", "Has moved"),
    Contact("8", "", "os", "Kultur", "c", "waiting"),
]


def test_waves_go_out_from_the_seeds():
    found = chain(LOG)

    assert found.wave == {"1": 0, "2": 0, "3": 1, "4": 1, "5": 2, "6": 3, "7": 2, "8": 2}
    assert found.seed == {"1": "1", "2": "2", "3": "1", "4": "1", "5": "1", "6": "1", "7": "1", "8": "1"}
    assert share_per_seed(LOG) == {"1": 7 / 8, "2": 1 / 8}


def test_refusals_are_counted_among_those_who_are_settled():
    found = refusals(LOG)

    assert (found["bergen"].settled, found["bergen"].refused, found["bergen"].silent, found["bergen"].rate) == (4, 0, 1, 0.0)
    assert (found["os"].settled, found["os"].refused, found["os"].excluded, found["os"].rate) == (2, 1, 1, 0.5)
    assert found["os"].reasons == {"No time": 1, "Has moved": 1}


def test_nothing_to_rest_on_is_no_number():
    assert closure(LOG[:2]) is None
    assert refusals([LOG[7]])["os"].rate is None
    assert share_per_seed([]) == {} and chain([]).wave == {}


def test_closure_is_the_share_of_tips_on_people_already_asked():
    assert closure(LOG) == 1 / 6  # of six tips only that on a is of somebody known


def test_units_nobody_was_asked_in():
    assert unreached({"bergen": ["plan ", "Kultur"], "os": ["Helse"]}, LOG) == {"bergen": ["Kultur"]}


def test_people_who_named_each_other_begin_with_the_earliest():
    found = chain([Contact("1", "a", tip_from="b"), Contact("2", "b", tip_from="a"), Contact("3", "c", tip_from="b")])
    assert found.wave == {"1": 0, "2": 1, "3": 2}


people = st.sampled_from(["", "a", "b", "c", "d", "e"])
logs = st.lists(st.tuples(people, people, st.sampled_from(["bergen", "os", ""]), st.sampled_from(["yes", "no", "waiting"])), max_size=14)


@given(logs)
def test_every_contact_has_its_place(rows):
    contacts = [Contact(str(at), person, case, "", tip, answer) for at, (person, tip, case, answer) in enumerate(rows)]
    found = chain(contacts)

    assert set(found.wave) == {contact.id for contact in contacts}
    assert all(found.wave[one] == (found.wave[came] + 1 if came else 0) for one, came in found.source.items())
    assert abs(sum(share_per_seed(contacts).values()) - 1) < 1e-9 or not contacts
    assert (closure(contacts) is None) == (not any(contact.tip_from for contact in contacts))
    drawn = picture(contacts, ["os", "bergen"])
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(contacts)
    assert all(0 <= node.x < drawn.width and 0 <= node.y < drawn.height for node in drawn.nodes)
    assert all(a.x < b.x for a, b in drawn.edges)


@pytest.mark.parametrize("size", [0, 1])
def test_an_empty_picture_has_a_size(size):
    assert picture(LOG[:size], []).height > 0
