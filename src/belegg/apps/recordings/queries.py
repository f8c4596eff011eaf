"""Reads that more than one page needs."""

from __future__ import annotations

from belegg.apps.fieldwork.models import Participation
from belegg.apps.privacy.models import Person
from belegg.apps.recordings.models import FileKey, Pass, Recording
from belegg.apps.recordings.receiving import path_of
from belegg.apps.study.models import Study
from belegg.method.natural import natural


def people_of(recording: Recording) -> list[Person]:
    """Return the people who are heard in a recording: who took part in its interview, or those said when it was added."""
    if recording.interview_id:
        return list(
            Person.objects.filter(pk__in=Participation.objects.filter(interview=recording.interview_id).values("person")).order_by("pk")
        )
    told = FileKey.objects.filter(file=recording.file).values_list("person", flat=True) if recording.file else []
    return list(Person.objects.filter(study=recording.study_id, key__in=list(told)).order_by("pk"))


def recordings_of(study: Study) -> list[Recording]:
    """Return the recordings of a study in the order of their ids, the deleted ones too."""
    rows = Recording.objects.filter(study=study).select_related("interview", "by", "deleted_by")
    return sorted(rows, key=lambda row: natural(row.key))


def has_sound(recording: Recording) -> bool:
    """Say whether the sound can be heard here: a restored store, or one loaded from a folder, may know of a recording without holding its file."""
    return recording.is_here and path_of(recording.file).exists()


def heard_in(study: Study, *, interview: int | None, source: str) -> list[Recording]:
    """Return the recordings that can be played beside a source: those of its interview, and those about it."""
    rows = [row for row in recordings_of(study) if has_sound(row)]
    return [row for row in rows if (interview and row.interview_id == interview) or row.about == f"source:{source}"]


def with_person(person: Person) -> list[Recording]:
    """Return the recordings a person is heard in, the deleted ones too."""
    of_interviews = Recording.objects.filter(interview__in=Participation.objects.filter(person=person).values("interview"))
    files = FileKey.objects.filter(person=person.key).values("file")
    rows = of_interviews | Recording.objects.filter(study=person.study_id, file__in=files).exclude(file="")
    return sorted(rows.select_related("study", "interview").distinct(), key=lambda row: natural(row.key))


def passes_of(recording: Recording) -> list[Pass]:
    """Return the times a recording was listened through, the first first."""
    return list(Pass.objects.filter(recording=recording).select_related("by").order_by("date", "pk"))
