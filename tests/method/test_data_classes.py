"""Data classes: the rule, and that the packs that come with Belegg can be used."""

import tomllib
from pathlib import Path

import pytest

import belegg
from belegg.method.data_classes import CONTENTS, class_of, may_hold, read_scheme
from belegg.method.errors import Refused

PACKS = Path(belegg.__file__).parent / "packs" / "data-classes"


def pack(name):
    return tomllib.loads((PACKS / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture
def four():
    return read_scheme(pack("norwegian-he"))


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_pack_can_be_used_and_says_where_it_comes_from(path):
    scheme = read_scheme(pack(path.stem))

    assert scheme.id == path.stem and scheme.source and scheme.version >= 1
    assert set(scheme.contents) == set(CONTENTS)
    assert all(set(one.title) == {"nb", "nn", "en"} and all(one.title.values()) for one in (*scheme.classes, *scheme.targets))
    # The highest class has a place, else what is of it could go nowhere.
    assert scheme.classes[-1] in [target.highest for target in scheme.targets]


def test_what_leaves_is_of_the_highest_class_of_anything_in_it(four):
    # The classes are those of the pack's own [contents] table: descriptions green, counts yellow, raw red.
    assert class_of(four, []).data_class.id == "green"
    assert class_of(four, ["descriptions", "counts"]).data_class.id == "yellow"
    judged = class_of(four, ["raw", "counts", "people"])
    assert (judged.data_class.id, judged.because, judged.special) == ("red", ("raw", "people"), False)


def test_special_categories_raise_the_class_of_what_the_pack_names(four):
    judged = class_of(four, ["raw", "counts"], special=True)
    assert (judged.data_class.id, judged.because, judged.special) == ("black", ("raw",), True)
    assert class_of(four, ["counts"], special=True) == class_of(four, ["counts"])


def test_the_same_contents_are_of_another_class_at_another_institution(four):
    three = read_scheme(pack("three-levels"))
    assert class_of(four, ["pseudonymised"]).data_class.id == "red"
    assert class_of(three, ["pseudonymised"]).data_class.id == "internal"
    assert not may_hold(four.target("email"), class_of(four, ["pseudonymised"]))
    assert may_hold(three.target("email"), class_of(three, ["pseudonymised"]))


def test_a_place_nobody_knows_and_a_broken_pack_are_refused(four):
    with pytest.raises(Refused) as refused:
        four.target("fax")
    assert refused.value.code == "unknown_target" and "research_server" in refused.value.sentence()
    for wrong in ({**pack("norwegian-he"), "contents": {}}, {}, {**pack("norwegian-he"), "target": [{"id": "x", "highest": "purple"}]}):
        with pytest.raises(Refused) as refused:
            read_scheme(wrong)
        assert refused.value.code == "bad_pack"
    with pytest.raises(ValueError, match="secrets"):
        class_of(four, ["secrets"])
