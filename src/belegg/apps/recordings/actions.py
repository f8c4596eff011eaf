"""Verbs on recordings. What destroys sound cannot be undone, and is told before it is done."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date as Date

from django.db import transaction
from django.utils import timezone

from belegg.apps.fieldwork.models import Interview
from belegg.apps.privacy.consents import check_consent
from belegg.apps.privacy.models import Person, Scope
from belegg.apps.recordings import drafts, file_keys
from belegg.apps.recordings.models import Draft, Pass, Recording
from belegg.apps.recordings.queries import has_sound, people_of
from belegg.apps.recordings.receiving import Received, Receiving, path_of
from belegg.apps.recordings.rules import check_here, check_may_listen, check_of_something
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.formats.wav import merged, silence
from belegg.method.errors import Refused, gettext_noop


def add_recording(
    study: Study, received: Received, *, by: Member, interview: Interview | None = None, about: str = "", people: Iterable[Person] = (),
    made: Date | None = None, why: str = "",
) -> Recording:  # fmt: skip
    """Bring a recording that was received into the study, of an interview or of a source (`about`, with the `people` heard in it), and return it.

    Raises Refused("recording_of_nothing"), ("already_recorded") or ("consent_missing").
    """
    check_may(by, "edit")
    check_same_study(by, interview, *people)
    check_consent(study, heard_by(interview, people), Scope.RECORDING)
    with journal.act(study, by=by, verb="recording.add", why=why) as doing:
        check_of_something(study, interview, about)
        check_new(study, received.sha256)
        key = next_key(Recording.objects.filter(study=study), "rec")
        recording = Recording(
            study=study, key=key, interview=interview, about="" if interview else about, made=made or (interview.date if interview else None),
            added=timezone.now(), by=by, file=received.file, sha256=received.sha256, size=received.size,
            media_type=received.kind.media_type, duration_ms=received.duration_ms,
        )  # fmt: skip
        heard = people_of(recording) or list(people)
        file_keys.wrap(study, received.file, received.key, [person.key for person in heard])
        doing.about, doing.params = f"recording:{key}", {"recording": key}
        return doing.create(recording)


def heard_by(interview: Interview | None, people: Iterable[Person]) -> set[int]:
    """Return the numbers of those a recording holds the voices of."""
    if interview is None:
        return {person.pk for person in people}
    return set(interview.participations.values_list("person_id", flat=True))


def check_new(study: Study, sha256: str) -> None:
    """Raises Refused("already_recorded")."""
    if known := Recording.objects.filter(study=study, sha256=sha256, deleted=None).first():
        raise Refused(
            "already_recorded",
            gettext_noop("This recording is in the study already, as %(key)s."),
            gettext_noop("Open that one."),
            key=known.key,
        )


def bring_file(recording: Recording, received: Received, *, by: Member) -> Recording:
    """Give a recording its file back, where the study was loaded from a folder. Raises Refused("other_recording") for another one's sound."""
    check_may(by, "edit")
    check_same_study(by, recording)
    with journal.act(recording.study, by=by, verb="recording.bring", about=f"recording:{recording.key}", recording=recording.key) as doing:
        recording = fresh(recording)
        if has_sound(recording) or recording.deleted or recording.sha256 != received.sha256:
            raise Refused(
                "other_recording",
                gettext_noop("This is not the file of %(key)s: its contents are others."),
                gettext_noop("Add it as a recording of its own."),
                key=recording.key,
            )
        file_keys.wrap(recording.study, received.file, received.key, [person.key for person in people_of(recording)])
        return doing.update(recording, file=received.file)


def mark_transcribed(recording: Recording, on: Date | None, *, by: Member, why: str = "") -> Recording:
    """Say on which day a recording was wholly transcribed (None: it is not yet). Promises to delete it count from that day."""
    check_may(by, "code")
    check_same_study(by, recording)
    about = f"recording:{recording.key}"
    with journal.act(recording.study, by=by, verb="recording.transcribed", about=about, why=why, recording=recording.key) as doing:
        return doing.update(fresh(recording), transcribed=on)


def note_pass(recording: Recording, on: Date, note: str = "", *, by: Member) -> Pass:
    """Note that one has listened a recording through, and what one corrected in the text."""
    check_may(by, "code")
    check_may_listen(by)
    check_same_study(by, recording)
    with journal.act(recording.study, by=by, verb="recording.pass", about=f"recording:{recording.key}", recording=recording.key) as doing:
        return doing.create(Pass(study=recording.study, recording=fresh(recording), by=by, date=on, note=note.strip()))


def delete_pass(row: Pass, *, by: Member) -> None:
    """Take a note of a pass away: one's own, or any for who may edit."""
    check_may(by, "code" if row.by_id == by.pk else "edit")
    check_same_study(by, row)
    key = row.recording.key
    with journal.act(row.study, by=by, verb="recording.unpass", about=f"recording:{key}", recording=key) as doing:
        doing.delete(fresh(row))


def delete_recording(recording: Recording, *, by: Member, why: str = "") -> Recording:
    """Delete a recording for good: the key of its file is destroyed, the file removed, and what was typed and not made a source goes with it. The row
    stays, with who did it when. Cannot be undone.

    Raises Refused("recording_deleted").
    """
    check_may(by, "edit")
    check_same_study(by, recording)
    with journal.act(recording.study, by=by, verb="recording.delete", about=f"recording:{recording.key}", why=why) as doing:
        recording = fresh(recording)
        if recording.deleted:
            check_here(recording)
        doing.params = {"recording": recording.key, "sha256": recording.sha256}
        return destroy(doing, recording)


def destroy(doing: Act, recording: Recording) -> Recording:
    """Destroy a recording inside an act that is open already (a withdrawal).

    The row is changed beside the act, which only records it: a step that could be taken back would promise sound that is gone.
    """
    doing.record = True
    file = recording.file
    Draft.objects.filter(recording=recording).delete()
    file_keys.destroy(file)
    Recording.objects.filter(pk=recording.pk).update(file="", deleted=timezone.now(), deleted_by=doing.by)
    remove_when_done(file)
    recording.refresh_from_db()
    return recording


def remove_when_done(file: str) -> None:
    # After the commit: a row must never name a file that is gone. Left over after a crash the file opens to nobody, its key is destroyed.
    if file:
        transaction.on_commit(lambda: path_of(file).unlink(missing_ok=True))


def silence_recording(recording: Recording, spans: Iterable[tuple[int, int]], *, by: Member, why: str = "") -> Recording:
    """Take stretches (milliseconds) out of a WAV recording for good: they become silence, so that the rest keeps its time. Cannot be undone.

    Raises Refused("not_a_wav_to_cut"), ("nothing_to_silence"), ("recording_deleted") or ("recording_not_here").
    """
    check_may(by, "edit")
    check_same_study(by, recording)
    with journal.act(recording.study, by=by, verb="recording.silence", about=f"recording:{recording.key}", why=why) as doing:
        recording = fresh(recording)
        doing.params = {"recording": recording.key, "was": recording.sha256}
        return silence_in(doing, recording, spans)


def silence_in(doing: Act, recording: Recording, spans: Iterable[tuple[int, int]]) -> Recording:
    """Silence stretches inside an act that is open already. What lay there is on no disk afterwards: the file is written anew under a new key."""
    check_here(recording)
    quiet = merged(spans)
    if not quiet:
        raise Refused("nothing_to_silence", gettext_noop("No stretch was named."), gettext_noop("Say from when to when."))
    doing.record = True
    received = silenced_copy(recording, quiet)
    typed = drafts.opened(recording)
    file_keys.wrap(recording.study, received.file, received.key, file_keys.holders(recording.file))
    file_keys.destroy(recording.file)
    remove_when_done(recording.file)
    silenced = [list(span) for span in merged([*((start, end) for start, end in recording.silenced), *quiet])]
    Recording.objects.filter(pk=recording.pk).update(
        file=received.file, sha256=received.sha256, size=received.size, duration_ms=received.duration_ms, silenced=silenced
    )
    recording.refresh_from_db()
    drafts.sealed_anew(recording, typed)
    return recording


def silenced_copy(recording: Recording, spans: list[tuple[int, int]]) -> Received:
    receiving = Receiving()
    try:
        with io.BufferedReader(file_keys.reader(recording)) as heard:
            silence(heard, receiving, spans)
        return receiving.done()
    except BaseException:
        receiving.discard()
        raise
