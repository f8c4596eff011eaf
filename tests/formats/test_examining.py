"""Files examined by a second process while the first are written: the same findings, the same refusals, in the same order."""

import os
import pickle

import pytest

from belegg.formats import examining
from belegg.formats.examining import examine, examined_ahead
from belegg.method.errors import Refused

INTERVIEW = "I: Hva er det, nummer {n}?\nR: Det er noe vi gjør sammen.\nI: Hvem er vi?\nR: Naboene.\n"


def missing() -> bytes:
    raise FileNotFoundError("gone")


def findings(files):
    told = []
    for ready in examined_ahead(files):
        try:
            data, examined = ready()
            told.append((data, examined))
        except (Refused, OSError) as error:
            told.append(str(error))
    return told


def test_many_files_are_examined_as_one_by_one():
    contents = [INTERVIEW.format(n=n).encode() for n in range(examining.FEW + 30)]
    files = [(f"{n}.txt", lambda data=data: data) for n, data in enumerate(contents)]
    files[20] = ("20.txt", lambda: b"")
    files[25] = ("25.txt", missing)

    told = findings(files)

    assert len(told) == len(files)
    assert "no words" in told[20] or "empty" in told[20]
    assert told[25] == "gone"
    for n in (0, examining.FEW, len(files) - 1):
        assert told[n] == (contents[n], examine(f"{n}.txt", contents[n]))


def test_without_a_second_processor_all_is_done_here(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(examining, "ProcessPoolExecutor", None)
    files = [(f"{n}.txt", lambda n=n: INTERVIEW.format(n=n).encode()) for n in range(20)]
    assert [len(examined.recognition.turns) for _data, examined in findings(files)] == [4] * 20


def test_refusal_goes_from_process_to_process():
    refused = Refused("code", "There is no %(thing)s.", "Look for it.", thing="door")
    again = pickle.loads(pickle.dumps(refused))
    assert (again.code, again.sentence()) == ("code", "There is no door. Look for it.")


def test_unknown_shape_is_refused():
    with pytest.raises(Refused, match="not a way of marking"):
        examine("a.txt", b"I: Hva?\nR: Det.", "semicolon")
