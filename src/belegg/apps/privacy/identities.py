"""Who people really are. Sealed in the database; seen by owners and the researchers they have named, and every look stands in the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from belegg.apps.privacy import keys
from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Identity, Person
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_same_study, check_sees_identities
from belegg.method.errors import Refused, gettext_noop

USE = "identity"
LONGEST = 500


@dataclass(frozen=True)
class RealIdentity:
    """What is known of who a person is. `other_names` are nicknames, and the names of others they speak of, one a line."""

    name: str = ""
    email: str = ""
    phone: str = ""
    post: str = ""
    organisation: str = ""
    other_names: str = ""

    def names(self) -> list[str]:
        """Return the names to look for in texts."""
        return [line for line in (self.name, *self.other_names.splitlines()) if line.strip()]


FIELDS = tuple(RealIdentity.__dataclass_fields__)


def set_identity(person: Person, *, by: Member, **said: str) -> None:
    """Enter who a person is; fields left out are emptied. The journal notes that it was entered, the words only sealed.

    Raises Refused("not_allowed"), ("key_…") as `keys`.
    """
    check_sees_identities(by)
    check_same_study(by, person)
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"An identity has no {', '.join(sorted(unknown))}.")
    real = RealIdentity(**{name: tidy(name, value) for name, value in said.items()})
    with journal.act(person.study, by=by, verb="identity.set", about=f"person:{person.key}", name=person.pseudonym) as doing:
        write(doing, person, real)


def write(doing: Act, person: Person, real: RealIdentity) -> None:
    known = Identity.objects.filter(person=person).first()
    if real == RealIdentity():
        if known:
            doing.delete(known)
        return
    sealed = keys.seal(person, json.dumps(asdict(real), ensure_ascii=False).encode(), USE)
    if known:
        doing.update(known, sealed=sealed)
    else:
        doing.create(Identity(study=person.study, person=person, sealed=sealed))


def tidy(name: str, value: str) -> str:
    lines = [" ".join(line.split())[:LONGEST] for line in value.splitlines()]
    return (
        "\n".join(line for line in lines if line)[: LONGEST * 10] if name in ("other_names", "post") else " ".join(lines).strip()[:LONGEST]
    )


def look_at_identity(person: Person, *, by: Member, why: str) -> RealIdentity:
    """Return who a person is. The look and its reason stand in the journal.

    Raises Refused("not_allowed"), ("no_reason"), ("key_…") as `keys`.
    """
    check_sees_identities(by)
    check_same_study(by, person)
    check_why(why)
    found = opened(person)
    with journal.act(
        person.study, by=by, verb="identity.look", about=f"person:{person.key}", why=why.strip(), name=person.pseudonym
    ) as doing:
        doing.record = True
    return found


def names_of(study: Study, *, by: Member, why: str) -> dict[str, list[str]]:
    """Return the names of everyone by the person's id, as the finder of names needs them; noted in the journal as one look at all.

    Raises as `look_at_identity`.
    """
    check_sees_identities(by)
    check_why(why)
    people = Person.objects.filter(study=study, identity__isnull=False).select_related("study").order_by("pk")
    found = {person.key: opened(person).names() for person in people if not keys.is_destroyed(person)}
    with journal.act(study, by=by, verb="identity.look_all", about="study", why=why.strip(), count=len(found)) as doing:
        doing.record = True
    return found


def check_why(why: str) -> None:
    if not why.strip():
        raise Refused(
            "no_reason", gettext_noop("Real names are not looked at without a reason."), gettext_noop("Write in a few words what for.")
        )


def has_identity(person: Person) -> bool:
    return Identity.objects.filter(person=person).exists()


def opened(person: Person) -> RealIdentity:
    """Return the identity without asking who looks; for the acts of this app, never for a page."""
    known = Identity.objects.filter(person=person).first()
    if known is None:
        return RealIdentity()
    said: Mapping = json.loads(keys.unseal(person, bytes(known.sealed), USE))
    return RealIdentity(**{name: str(said.get(name, "")) for name in FIELDS})


def follow_person(doing: Act, gone: Person, kept: Person) -> None:
    """The identity of the one who goes is given to the one who stays, where that one has none."""
    known = Identity.objects.filter(person=gone).first()
    if known is None:
        return
    if not has_identity(kept):
        write(doing, kept, opened(gone))
    doing.delete(known)


ON_PEOPLE_MERGED.append(follow_person)


def unreadable(study: Study) -> list[tuple[Person, str]]:
    """Return the people whose identity cannot be opened, with why: `belegg check` names them."""
    found = []
    for person in Person.objects.filter(study=study, identity__isnull=False).select_related("study"):
        try:
            opened(person)
        except Refused as refused:
            found.append((person, refused.sentence()))
    return found
