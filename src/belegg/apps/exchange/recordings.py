"""Recordings -> records of a study folder, and back: the facts only. The sound never leaves the store, nor does a key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from belegg.apps.recordings.file_keys import wrap
from belegg.apps.recordings.models import Pass, Recording
from belegg.apps.recordings.queries import people_of
from belegg.apps.recordings.receiving import forget, receive
from belegg.apps.study.models import Study
from belegg.formats.folder import records

if TYPE_CHECKING:
    from belegg.apps.exchange.rows import Rows

# Gives the sound with a SHA-256, in parts, or None where there is none.
Sound = Callable[[str], Iterable[bytes] | None]


def no_sound(sha256: str) -> None:
    """Sound is not looked for: the recordings come as facts, and their files can be brought later."""


def recording_parts(study: Study) -> dict[str, tuple]:
    rows = Recording.objects.filter(study=study).select_related("interview", "by", "deleted_by")
    passes = Pass.objects.filter(study=study).select_related("recording", "by")
    return {
        "recordings": tuple(
            records.Recording(
                r.key, r.interview.key if r.interview else "", r.about.removeprefix("source:"), r.made, r.added, r.by.key, r.sha256, r.size,
                r.media_type, r.duration_ms, r.transcribed, tuple((start, end) for start, end in r.silenced), r.deleted,
                r.deleted_by.key if r.deleted_by else "",
            )
            for r in rows
        ),
        "passes": tuple(records.Pass(row.recording.key, row.date, row.by.key, row.note) for row in passes),
    }  # fmt: skip


def write_recordings(rows: Rows, sound: Sound) -> None:
    """Write the recordings of a folder, with their sound where `sound` gives it; interviews and members must stand already."""
    study = rows.study
    made = rows.create(
        Recording(
            study=study, key=r.id, interview=rows.interviews.get(r.interview), about=f"source:{r.source}" if r.source else "", made=r.made,
            added=r.added, by=rows.members[r.by], sha256=r.sha256, size=r.size, media_type=r.media_type, duration_ms=r.length,
            transcribed=r.transcribed, silenced=[list(span) for span in r.silenced], deleted=r.deleted,
            deleted_by=rows.members.get(r.deleted_by),
        )
        for r in rows.folder.recordings
    )  # fmt: skip
    for recording in made.values():
        if recording.deleted is None and (parts := sound(recording.sha256)) is not None:
            bring(rows, recording, parts)
    rows.doing.create_many(
        Pass(study=study, recording=made[row.recording], date=row.date, by=rows.members[row.by], note=row.note)
        for row in rows.folder.passes
    )


def bring(rows: Rows, recording: Recording, parts: Iterable[bytes]) -> None:
    received = receive(parts)
    if received.sha256 != recording.sha256:
        forget(received)
        return
    wrap(rows.study, received.file, received.key, [person.key for person in people_of(recording)])
    rows.doing.update(recording, file=received.file)


def named_in(study: Study) -> set[int]:
    """Return the members who are named in the recordings of a study."""
    found: set[int] = set()
    for model, field in ((Recording, "by"), (Recording, "deleted_by"), (Pass, "by")):
        found |= set(model.objects.filter(study=study).values_list(field, flat=True).distinct())
    return found - {None}
