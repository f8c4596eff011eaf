"""The acts of the promise ledger, for tests/apps/test_undo_everything.py."""

import datetime

from belegg.apps.privacy import promises

DAY = datetime.date(2025, 6, 1)


def new_promise(w, text, **said):
    return promises.add_promise(w.study, text, by=w.ida, **said)


def date_set_and_taken_back(w):
    promises.set_date(w.study, "submission", DAY, by=w.ida)
    promises.set_date(w.study, "submission", DAY.replace(day=2), by=w.ida)
    promises.set_date(w.study, "submission", None, by=w.ida)
    promises.set_date(w.study, "study_end", DAY, by=w.ida)


DOINGS = {
    "add_promise": lambda w: new_promise(
        w, "Deleted soon", about="recording", action="delete", after="transcription", days=14, owner=w.ida
    ),
    "change_promise": lambda w: promises.change_promise(
        new_promise(w, "Changing"), text="Changed", due=DAY, subject=f"case:{w.case.key}", by=w.ida
    ),
    "keep_promise": lambda w: promises.keep_promise(new_promise(w, "Kept"), "Deleted with shred", sha256="a" * 64, by=w.ida),
    "drop_promise": lambda w: promises.drop_promise(new_promise(w, "Dropped"), "Replaced by the letter", by=w.ida),
    "delete_promise": lambda w: promises.delete_promise(new_promise(w, "Never made"), by=w.ida),
    "set_date": date_set_and_taken_back,
}
