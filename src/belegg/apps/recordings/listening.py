"""Hearing a recording: who may, and the bytes a player asks for."""

from __future__ import annotations

from belegg.apps.recordings import file_keys
from belegg.apps.recordings.models import Recording
from belegg.apps.recordings.queries import has_sound, people_of
from belegg.apps.recordings.rules import check_may_listen
from belegg.apps.recordings.sealed_files import Reader
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_same_study
from belegg.method.errors import Refused


def listen(recording: Recording, *, by: Member) -> Reader:
    """Open a recording for a member. Raises as `check_may_listen` and `file_keys.reader`."""
    check_may_listen(by)
    check_same_study(by, recording)
    return file_keys.reader(recording)


def keep_keys_in_step(recording: Recording) -> None:
    """Let those who took part in the interview, as it is known now, hold the key of its recording."""
    if recording.interview_id and recording.is_here:
        file_keys.in_step(recording, [person.key for person in people_of(recording)])


def faults_of(study: Study) -> list[tuple[str, str]]:
    """Return (id, why) of recordings whose file is here but cannot be opened: `belegg check` names them."""
    found = []
    for recording in Recording.objects.filter(study=study, deleted=None).exclude(file="").select_related("study"):
        if not has_sound(recording):
            continue
        try:
            file_keys.reader(recording).close()
        except Refused as refused:
            found.append((recording.key, refused.sentence()))
    return found
