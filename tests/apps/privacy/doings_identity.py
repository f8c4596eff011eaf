"""The acts on identities, for tests/apps/test_undo_everything.py."""

from belegg.apps.privacy import identities
from belegg.apps.privacy.actions import add_person
from belegg.apps.study.actions import add_member, let_see_identities
from belegg.apps.study.models import Member, User


def identity_entered_changed_and_emptied(w):
    person = add_person(w.study, "Informant 20", by=w.ida)
    identities.set_identity(person, name="Kari Nordmoen", by=w.ida)
    identities.set_identity(person, name="Kari Annet", by=w.ida)
    identities.set_identity(add_person(w.study, "Informant 21", by=w.ida), name="Ola", by=w.ida)
    identities.set_identity(person, by=w.ida)


def researcher_named(w):
    user, _ = User.objects.get_or_create(username="siri", defaults={"name": "Siri"})
    found = Member.objects.filter(study=w.study, user=user).first() or add_member(w.study, user, "researcher", by=w.ida)
    let_see_identities(found, True, by=w.ida)


DOINGS = {"set_identity": identity_entered_changed_and_emptied, "let_see_identities": researcher_named}
