"""The acts on versions of a text, for tests/apps/test_undo_everything.py."""

from belegg.apps.coding import codings, looked, waiting
from belegg.apps.coding.models import Coding
from belegg.apps.sources import actions as sources
from belegg.apps.sources.models import Part
from tests.worlds import INTERVIEW, bring_in


def corrected(w):
    """Correct a text of its own in the middle of a coding and of a part; one coding moves, one waits, and so does the part."""
    number = len(INTERVIEW) + Coding.objects.count()
    text = bring_in(w.study, key=f"corrected-{number}", title="Corrected later", by=w.ida)
    moves, waits = (codings.mark_passage(text, w.code, *span, by=w.ida) for span in ((100, 130), (60, 90)))
    sources.mark_part(text, 55, 65, w.case, by=w.ida)
    looked.mark_looked(text, None, by=w.ida)
    sources.new_version(text, [(50, 70, "something else")], why="heard again", by=w.ida)
    return Coding.objects.get(pk=moves.pk), Coding.objects.get(pk=waits.pk)


def placed(w):
    moved, waits = corrected(w)
    waiting.place_coding(waits, moved.start - 5, moved.end, by=w.ida)


def dropped(w):
    waiting.drop_coding(corrected(w)[1], by=w.ida)


def part_placed(w):
    corrected(w)
    sources.place_part(Part.objects.filter(text__current=False).latest("pk"), 10, 20, by=w.ida)


DOINGS = {"new_version": corrected, "place_coding": placed, "drop_coding": dropped, "place_part": part_placed}
