"""Use of a term before and after the interviewer has defined it."""

import pytest

from belegg.apps.analysis.prompted import uses_of
from belegg.apps.sources.actions import mark_definition, new_version, unmark_definition
from belegg.apps.sources.models import Mark, Text
from belegg.apps.study.cases import add_case
from belegg.method.errors import Refused
from tests.worlds import bring_in

BODY = """I: Hva tenker du om samskaping?

R: Samskaping er et fint ord. Vi sier samarbeid.

I: Med samskaping mener vi at innbyggere er med fra start.

R: Da driver vi med samskaping.

K: Samskapingen vår er liten."""


@pytest.fixture
def text(study, ida):
    return bring_in(study, BODY, by=ida)


def test_without_a_definition_every_use_is_their_own(text, study):
    found = uses_of(study, "samskaping")
    (line,) = found.lines
    assert (line.defined, line.uses.unprompted, line.uses.prompted) == ([], 3, 0)  # the interviewer's own two don't count


def test_a_definition_parts_the_uses(text, study, ida):
    mark_definition(text, 3, "samskaping", by=ida)
    together = uses_of(study, "samskaping").together
    assert (together.unprompted, together.prompted) == (1, 2)
    people = {person.pseudonym: person.pk for person in study_people(study)}
    assert together.unprompted_by == {people["R"]} and together.only_prompted_by == {people["K"]}


def study_people(study):
    from belegg.apps.privacy.models import Person

    return Person.objects.filter(study=study)


def test_the_definition_of_another_term_does_not_count(text, study, ida):
    mark_definition(text, 3, "samarbeid", by=ida)
    assert uses_of(study, "samskaping").together.prompted == 0
    assert [line.defined != [] for line in uses_of(study, "samarbeid").lines] == [True]


def test_a_definition_in_another_form_of_the_word_counts(text, study, ida):
    mark_definition(text, 3, "Samskapingen", by=ida)
    assert uses_of(study, "samskaping").together.prompted == 2


def test_the_mark_stays_at_its_turn_when_the_text_is_corrected(text, study, ida):
    mark_definition(text, 3, "samskaping", by=ida)
    new_version(text, [(0, 0, "Dag 1. ")], why="day", by=ida)
    current = Text.objects.get(source=text.source, current=True)
    mark = Mark.objects.get(text=current, kind="definition")
    assert current.turns.get(n=3).head == mark.at
    assert uses_of(study, "samskaping").together.prompted == 2


def test_marked_once_and_taken_back(text, study, ida, rita):
    mark = mark_definition(text, 3, " samskaping ", by=ida)
    assert mark_definition(text, 3, "Samskaping", by=ida) == mark
    for turn, term, code in ((3, " ", "no_term"), (99, "x", "no_such_turns")):
        with pytest.raises(Refused) as refused:
            mark_definition(text, turn, term, by=ida)
        assert refused.value.code == code
    with pytest.raises(Refused):
        unmark_definition(mark, by=rita)
    unmark_definition(mark, by=ida)
    assert uses_of(study, "samskaping").together.prompted == 0


def test_pages_mark_and_count(text, study, ida, client, people):
    add_case(study, "Bergen", by=ida)
    client.force_login(people["ida"])
    at = f"/studies/{study.key}"
    assert "not assessable" in client.get(f"{at}/search/uses/?term=samskaping").content.decode()
    assert client.post(f"{at}/texts/{text.key}/definitions/", {"turn": 3, "term": "samskaping"}).status_code == 302
    shown = client.get(f"{at}/search/uses/?term=samskaping").content.decode()
    assert "not assessable" not in shown and "only then: K" in " ".join(shown.split())
    assert "samskaping</a>" in client.get(f"{at}/sources/{text.source.key}/").content.decode()
    table = client.get(f"{at}/search/uses.csv?term=samskaping").content.decode()
    assert "int-1,int-1,Interview 1,,yes,1,2,1,1" in table
    wrong = client.get(f"{at}/search/uses/?term=%2A")
    assert wrong.status_code == 422
    mark = Mark.objects.get(kind="definition")
    client.post(f"{at}/texts/{text.key}/definitions/", {"remove": mark.pk})
    assert not Mark.objects.filter(kind="definition").exists()
    assert client.post(f"{at}/texts/{text.key}/definitions/", {"turn": 0, "term": ""}).status_code == 302
