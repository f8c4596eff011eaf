"""One gate before every export: the class of what leaves, where it goes, and the reason that lets it go all the same."""

import pytest

from belegg.apps.analysis.exports import TABLES, Wanted, export_table
from belegg.apps.analysis.hits import hit_rows
from belegg.apps.analysis.leaving import words_of
from belegg.apps.analysis.searching import search
from belegg.apps.coding import codings
from belegg.apps.exchange.leaving import check_backup, everything
from belegg.apps.exchange.save import save_study
from belegg.apps.privacy import leaving as acts
from belegg.apps.privacy.identities import set_identity
from belegg.apps.privacy.leaving import Destination
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.plan_facts import set_plan_facts
from belegg.apps.sources.models import Text
from belegg.apps.study import journal
from belegg.apps.study.actions import begin_study
from belegg.apps.study.models import JournalEntry, Study
from belegg.method.errors import Refused
from tests.worlds import add_codes, add_round, bring_in


@pytest.fixture
def world(study, ida):
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "Tillit")
    codings.mark_passage(text, code, 40, 60, by=ida, round=add_round(study, ida))
    return study


def choose(study, ida, target=""):
    acts.choose_data_classes(study, "norwegian-he", target, by=ida)
    return Study.objects.get(pk=study.pk)


def reasons(study):
    return [journal.facts(one) for one in JournalEntry.objects.filter(study=study, verb="export.reason").order_by("number")]


def exports(study, tmp_path, ida, to):
    """Every export of words and numbers that is no page's own, by name."""
    ways = {name: (lambda name=name: export_table(study, name, "csv", Wanted(to=to))) for name in TABLES}
    ways["hits"] = lambda: list(hit_rows(search(study, "tillit"), to=to))
    ways["folder"] = lambda: save_study(tmp_path / "folder", by=ida, to=to, replace=True)
    return ways


def refusals(ways):
    found = {}
    for name, export in ways.items():
        try:
            export()
        except Refused as refused:
            found[name] = refused.code
    return found


def test_a_study_that_chose_nothing_exports_as_before(world, ida, tmp_path):
    before = JournalEntry.objects.filter(study=world).count()
    assert refusals(exports(world, tmp_path, ida, Destination())) == {}
    assert JournalEntry.objects.filter(study=world).count() == before + 1  # the folder, which was always noted
    # The class is known all the same.
    assert acts.judge(world, {"raw"}).data_class.id == "red"


def test_with_data_classes_every_export_must_be_told_where_it_goes(world, ida, tmp_path):
    study = choose(world, ida)
    said = refusals(exports(study, tmp_path, ida, Destination()))
    assert set(said) == {*TABLES, "hits", "folder"} and set(said.values()) == {"no_target"}


def test_what_may_not_lie_there_leaves_only_with_a_reason_that_the_journal_keeps(world, ida, tmp_path):
    study = choose(world, ida)
    said = refusals(exports(study, tmp_path, ida, Destination("open_archive", by=ida)))
    # An open archive holds green; by the pack's [contents], cases are green and so is a codebook without examples.
    assert set(said) == {*TABLES, "hits", "folder"} - {"cases", "codebook"} and set(said.values()) == {"target_too_low"}
    assert reasons(study) == [] and not (tmp_path / "folder").exists()

    to = Destination("open_archive", "  The informant asked\nfor it ", ida)
    assert refusals(exports(study, tmp_path, ida, to)) == {}
    kept = reasons(study)
    assert {one["params"]["what"] for one in kept} == {*TABLES, "hits", "folder"} - {"cases", "codebook"}
    assert {one["why"] for one in kept} == {"The informant asked for it"}
    assert {one["params"]["target"] for one in kept} == {"open_archive"}


def test_where_exports_usually_go_is_taken_where_nothing_is_said(world, ida, tmp_path):
    study = choose(world, ida, "research_server")
    assert refusals(exports(study, tmp_path, ida, Destination())) == {} and reasons(study) == []
    assert refusals({"x": lambda: export_table(study, "codings", "csv", Wanted(to=Destination("usb")))}) == {"x": "target_too_low"}
    assert refusals({"x": lambda: export_table(study, "codings", "csv", Wanted(to=Destination("moon")))}) == {"x": "unknown_target"}


def test_special_categories_of_the_study_raise_the_class(world, ida):
    study = choose(world, ida, "research_server")
    export_table(study, "codings", "csv")
    set_plan_facts(study, {"special": ["health"]}, by=ida)
    assert acts.is_special(study)
    with pytest.raises(Refused) as refused:
        export_table(study, "codings", "csv")
    assert refused.value.code == "target_too_low" and "special categories" in refused.value.sentence()
    set_plan_facts(study, {"special": ["none"]}, by=ida)
    export_table(study, "codings", "csv")


def test_what_the_words_are_is_read_from_their_texts(world):
    assert words_of(world) == {"raw"}
    assert words_of(world, []) == set()
    Text.objects.filter(study=world).update(layer="pseudonymised")
    assert words_of(world) == {"pseudonymised"}
    Text.objects.filter(study=world).update(sealed="2026-01-01T00:00:00Z")
    assert words_of(world) == {"sealed"}
    assert "identities" not in everything(world)


def test_a_copy_of_the_whole_store_asks_every_study(world, ida, people):
    check_backup("", "", by=people["ida"])  # no study has data classes
    study = choose(world, ida)
    set_identity(Person.objects.filter(study=study).first(), name="Kari Nordmoen", by=ida)
    with pytest.raises(Refused, match="where this goes"):
        check_backup("", "", by=people["ida"])
    check_backup("research_server", "", by=people["stian"])
    with pytest.raises(Refused) as refused:
        check_backup("usb", "Nothing else here", by=people["stian"])
    assert refused.value.code == "not_a_member" and reasons(study) == []
    check_backup("usb", "Nothing else here", by=people["ida"])
    assert [one["params"]["what"] for one in reasons(study)] == ["backup"]
    begin_study("Other", by=people["stian"])
    check_backup("research_server", "", by=people["ida"])


def test_who_lets_it_go_must_be_told(world, ida):
    study = choose(world, ida)
    with pytest.raises(TypeError):
        acts.check_leaving(study, "codings", {"raw"}, Destination("usb", "So"))


def test_only_who_may_change_the_study_chooses(world, rita, ida, settings, tmp_path):
    with pytest.raises(Refused) as refused:
        acts.choose_data_classes(world, "norwegian-he", by=rita)
    assert refused.value.code == "not_allowed"
    for pack, target, code in (("mine", "", "no_such_pack"), ("three-levels", "usb", "unknown_target")):
        with pytest.raises(Refused) as refused:
            acts.choose_data_classes(world, pack, target, by=ida)
        assert refused.value.code == code
    # An institution's own file goes before the one that came with Belegg.
    settings.HOME = tmp_path
    (tmp_path / "packs" / "data-classes").mkdir(parents=True)
    (tmp_path / "packs" / "data-classes" / "mine.toml").write_text("not toml [", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        acts.choose_data_classes(world, "mine", by=ida)
    assert refused.value.code == "bad_pack_file"
