"""The acts on observations, for tests/apps/test_undo_everything.py."""

import datetime

from belegg.apps.fieldwork import contacts, observations
from belegg.apps.privacy.actions import add_person
from belegg.apps.sources.actions import set_observation
from belegg.apps.sources.models import Source

DAY = datetime.date(2025, 3, 13)


def entered(w, title):
    there = add_person(w.study, f"There at {title}", by=w.ida)
    said = {"date": DAY, "minutes": 300, "place": "The old customs house", "part": "participant", "how": "In a group", "others": "Sixty"}
    return observations.add_observation(w.study, title=title, case=w.case, people=[there], members=[w.ida], by=w.ida, **said)


def changed(w):
    made = entered(w, "Changed")
    contacts.add_contact(w.study, label="Head", via="event", event=made, by=w.ida)
    observations.change_observation(made, title="Otherwise", people=[], members=[], note="Rain", by=w.ida)


def noted(w):
    source = Source.objects.select_related("study").filter(study=w.study).first()
    set_observation(source, entered(w, "Noted"), by=w.ida)
    set_observation(Source.objects.select_related("study").get(pk=source.pk), None, by=w.ida)


DOINGS = {
    "add_observation": lambda w: entered(w, "Entered"),
    "change_observation": changed,
    "delete_observation": lambda w: observations.delete_observation(entered(w, "Deleted"), by=w.ida),
    "set_observation": noted,
}
