"""Who holds the key of a recording's file: it is wrapped once for each person who is heard, under that person's own key. When the last of them is
destroyed, nothing opens the file, also not in a backup."""

from __future__ import annotations

from collections.abc import Iterable

from belegg.apps.privacy import keys
from belegg.apps.privacy.models import Person
from belegg.apps.recordings.models import FileKey, Recording
from belegg.apps.recordings.receiving import not_here, path_of
from belegg.apps.recordings.rules import check_here
from belegg.apps.recordings.sealed_files import Reader
from belegg.apps.study.models import Study
from belegg.method.errors import Refused, gettext_noop

USE = "recording"
# In the place of a person's id: nobody is known to be heard, so a key of the study's own wraps it.
NOBODY = ""


def wrap(study: Study, file: str, key: bytes, people: Iterable[str]) -> None:
    """Wrap the key of a file for each of the people (ids) heard in it, and for nobody else."""
    wanted = {person for person in people if not keys.is_destroyed(holder(study, person))} or {NOBODY}
    FileKey.objects.filter(file=file).exclude(person__in=wanted).delete()
    for person in sorted(wanted - holders(file)):
        FileKey.objects.create(file=file, person=person, wrapped=keys.seal(holder(study, person), key, USE))


def holder(study: Study, person: str) -> Person:
    """Return whose key wraps: a person, also one who is gone but whose key is not (`keys` goes by the id)."""
    return Person.objects.select_related("study").filter(study=study, key=person).first() or Person(
        study=study, key=person, pseudonym=person
    )


def holders(file: str) -> set[str]:
    return set(FileKey.objects.filter(file=file).values_list("person", flat=True))


def destroy(file: str) -> None:
    """Destroy the key of a file, for all who held it."""
    if file:
        FileKey.objects.filter(file=file).delete()


def destroy_for(file: str, person: Person) -> None:
    """Take a file's key from one person, where others hold it too."""
    FileKey.objects.filter(file=file, person=person.key).delete()


def key_of(recording: Recording) -> bytes:
    """Return the key of a recording's file, unwrapped with whichever key of its people is still there.

    Raises Refused("key_destroyed") where none is, ("key_…") as `privacy.keys`, and as `check_here`.
    """
    check_here(recording)
    lost: Refused | None = None
    for row in FileKey.objects.filter(file=recording.file).order_by("person"):
        try:
            return keys.unseal(holder(recording.study, row.person), bytes(row.wrapped), USE)
        except Refused as refused:
            lost = refused
    raise lost or Refused("key_destroyed", gettext_noop("The key to this recording is destroyed, so nobody can hear it any more."))


def reader(recording: Recording) -> Reader:
    """Open a recording: its sound can be read and sought. Raises as `key_of`, and Refused("recording_not_here") or ("recording_damaged")."""
    key = key_of(recording)
    try:
        return Reader(path_of(recording.file), key)
    except FileNotFoundError:
        raise not_here() from None


def in_step(recording: Recording, people: Iterable[str]) -> None:
    """Give the key to the people of the interview as they are known now: someone may have been added or taken off since."""
    wanted = set(people)
    if recording.is_here and wanted and holders(recording.file) != wanted:
        wrap(recording.study, recording.file, key_of(recording), wanted)
