"""Observations <-> records of a study folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belegg.apps.fieldwork.models import Observation, Observer, Presence
from belegg.apps.fieldwork.observations import lines
from belegg.apps.study.models import Study
from belegg.formats.folder import records
from belegg.method.natural import natural

if TYPE_CHECKING:
    from belegg.apps.exchange.rows import Rows


def observation_parts(study: Study) -> dict[str, tuple]:
    found = []
    for one, people, members, _contacts in lines(study):
        here = tuple(sorted((person.key for person in people), key=natural))
        by = tuple(sorted((member.key for member in members), key=natural))
        case = one.case.key if one.case else ""
        found.append(
            records.Observation(
                one.key, one.title, one.date, one.minutes, one.place, one.part, one.how, case, here, one.others, by, one.note
            )
        )
    return {"observations": tuple(found)}


def write_observations(rows: Rows) -> dict[str, Observation]:
    """Write the observations of a folder, and return them by id; people, cases and members must stand already."""
    found = rows.folder.observations
    made = rows.create(
        Observation(
            study=rows.study, key=one.id, title=one.title, date=one.date, minutes=one.minutes, place=one.place, part=one.part, how=one.how,
            case=rows.cases.get(one.case), others=one.others, note=one.note,
        )
        for one in found
    )  # fmt: skip
    rows.doing.create_many(Presence(observation=made[one.id], person=rows.people[key]) for one in found for key in one.people)
    rows.doing.create_many(Observer(observation=made[one.id], member=rows.members[key]) for one in found for key in one.observers)
    return made
