"""What recordings do when people and sources they name change. Entered when the app starts."""

from __future__ import annotations

from belegg.apps.privacy.actions import ON_PEOPLE_MERGED
from belegg.apps.privacy.models import Person
from belegg.apps.recordings.file_keys import holders, key_of, wrap
from belegg.apps.recordings.models import FileKey, Recording
from belegg.apps.study.journal import Act
from belegg.apps.study.whole import NAMING


def rewrap(doing: Act, gone: Person, kept: Person) -> None:
    """Let the person who stays hold the keys of the one who goes. The old ones stay beside them, so that an undone merge still opens."""
    for row in FileKey.objects.filter(person=gone.key):
        recording = Recording.objects.select_related("study").filter(study=kept.study_id, file=row.file).first()
        if recording:
            wrap(recording.study, row.file, key_of(recording), holders(row.file) | {kept.key})


ON_PEOPLE_MERGED.append(rewrap)
NAMING.append((Recording, "about"))
