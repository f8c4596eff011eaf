"""What a file holds, found without a study: its words, who speaks, its language. `examined_ahead` does it for many files on two processors."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

from belegg.formats import read
from belegg.formats.document import Document
from belegg.formats.table import Table
from belegg.method.errors import Refused, gettext_noop
from belegg.method.languages import guess_language
from belegg.method.transcript import SHAPES, Recognition, relabel

AUTO, NO_SPEAKERS = "auto", "none"
# A role a person gives to a label that is none ("Eksempel: …"); its words then belong to the turn before.
NOT_A_SPEAKER = "not"
# So few files are examined before a second process has begun; so many lie examined in front of the one that is written.
FEW, LEAD = 12, 8


class Examined(NamedTuple):
    """`recognition` is None for a table; `language` is "" where it could not be guessed."""

    found: Document | Table
    recognition: Recognition | None = None
    language: str = ""


def examine(name: str, data: bytes, shape: str = AUTO, roles: Mapping[str, str] | None = None) -> Examined:
    """Read a file and recognise its turns. Of its name only the ending and the suggestion of a title are used.

    Raises Refused for a file that cannot be read and for a shape that there is not.
    """
    found = read(name, data)
    if isinstance(found, Table):
        return Examined(found)
    return Examined(found, recognised(found, shape, roles or {}), found.language[:2] or guess_language(found.body))


def recognised(document: Document, shape: str, roles: Mapping[str, str]) -> Recognition:
    """Return the turns under the chosen shape, roles as corrected. A label that was given a role is looked for even if nothing else shows it."""
    if shape not in (AUTO, NO_SPEAKERS, *SHAPES):
        raise Refused(
            "shape_unknown",
            gettext_noop("“%(shape)s” is not a way of marking speakers."),
            gettext_noop("Choose one of: auto, none, %(shapes)s."),
            shape=shape[:40],
            shapes=", ".join(SHAPES),
        )
    if shape == NO_SPEAKERS:
        return document.recognition(shapes=())
    shapes = None if shape == AUTO else (shape,)
    given = {label: role for label, role in roles.items() if role != NOT_A_SPEAKER}
    refused = tuple(label for label, role in roles.items() if role == NOT_A_SPEAKER)
    recognition = document.recognition(shapes, not_speakers=refused)
    if set(given) - {speaker.label for speaker in recognition.speakers}:
        recognition = document.recognition(shapes, given, not_speakers=refused)
    return relabel(recognition, given)


Read = Callable[[], bytes]
Ready = Callable[[], tuple[bytes, Examined]]


def examined_ahead(files: Sequence[tuple[str, Read]], shape: str = AUTO, roles: Mapping[str, str] | None = None) -> Iterator[Ready]:
    """Yield, for each (name, function that reads its bytes), a function that returns (bytes, Examined) or raises what reading it raises.

    Where there is a second processor, a second process examines the files beyond the first FEW while the caller writes. What it has not
    begun when it is wanted is examined here.
    """
    work = partial(examine, shape=shape, roles=dict(roles or {}))
    if len(files) <= FEW or (os.cpu_count() or 1) < 2:
        for name, bytes_of in files:
            yield partial(_here, work, name, bytes_of)
        return
    # spawn: a process forked while a database is open would share the connection.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        ahead = _submitted(pool, work, files[FEW:])
        waiting = deque(islice(ahead, LEAD))
        for name, bytes_of in files[:FEW]:
            yield partial(_here, work, name, bytes_of)
        while waiting:
            yield waiting.popleft()
            waiting.extend(islice(ahead, 1))


def _submitted(pool: ProcessPoolExecutor, work: Callable[[str, bytes], Examined], files: Sequence[tuple[str, Read]]) -> Iterator[Ready]:
    for name, bytes_of in files:
        try:
            data = bytes_of()
            future = pool.submit(work, name, data)
        except BrokenProcessPool:
            yield partial(_here, work, name, bytes_of)
        except Exception as error:  # raised when the file's turn comes
            yield partial(_raise, error)
        else:
            yield partial(_there, future, work, name, data)


def _here(work: Callable[[str, bytes], Examined], name: str, bytes_of: Read) -> tuple[bytes, Examined]:
    data = bytes_of()
    return data, work(name, data)


def _there(future: Future, work: Callable[[str, bytes], Examined], name: str, data: bytes) -> tuple[bytes, Examined]:
    try:
        return data, work(name, data) if future.cancel() else future.result()
    except BrokenProcessPool:  # the other process was ended from outside
        return data, work(name, data)


def _raise(error: Exception) -> tuple[bytes, Examined]:
    raise error
