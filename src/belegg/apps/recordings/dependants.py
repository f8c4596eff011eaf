"""What recordings do when people and sources they name change. Entered when the app starts."""

from __future__ import annotations

from datetime import date as Date

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.promises import EVENT_DATES
from belegg.apps.recordings.file_keys import holders, key_of, wrap
from belegg.apps.recordings.models import FileKey, Recording
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Study
from belegg.apps.study.whole import NAMING


def rewrap(doing: Act, gone: Person, kept: Person) -> None:
    """Let the person who stays hold the keys of the one who goes. The old ones stay beside them, so that an undone merge still opens."""
    for row in FileKey.objects.filter(person=gone.key):
        recording = Recording.objects.select_related("study").filter(study=kept.study_id, file=row.file).first()
        if recording:
            wrap(recording.study, row.file, key_of(recording), holders(row.file) | {kept.key})


def transcription_date(study: Study) -> dict[str, Date]:
    """Return the day from which what is promised "after transcription" counts: that of the last recording, once all are transcribed."""
    days = Recording.objects.filter(study=study).values_list("transcribed", "deleted")
    if any(day is None and deleted is None for day, deleted in days):
        return {}
    known = [day for day, _ in days if day]
    return {"transcription": max(known)} if known else {}


ON_PEOPLE_MERGED.append(rewrap)
EVENT_DATES.append(transcription_date)
NAMING.append((Recording, "about"))
