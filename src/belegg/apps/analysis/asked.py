"""What the guides say of silence: in which texts a code could not come up, since what brings it out was not asked or was left out."""

from __future__ import annotations

from collections.abc import Iterable

from belegg.apps.coding.models import Elicits
from belegg.apps.fieldwork.models import GuideQuestion, Skipped
from belegg.apps.sources.models import Answer, Text
from belegg.apps.study.models import Study
from belegg.method.guide import was_asked
from belegg.method.matrix import TextState

STATES = {"not_asked": TextState.NOT_ASKED, "skipped": TextState.SKIPPED}


def unasked(study: Study) -> list[tuple[int, int, TextState]]:
    """Return (text, code, state) for the texts that count whose interview did not ask for a code, by the version of the guide it used.

    Only questions of the guide that was used are held against it; a question that somebody answered all the same was asked.
    """
    wanted: dict[tuple[int, int], set[str]] = {}
    for code, guide, qid in Elicits.objects.filter(study=study).values_list("code_id", "guide_id", "qid"):
        wanted.setdefault((code, guide), set()).add(qid)
    if not wanted:
        return []
    texts = Text.objects.filter(study=study, current=True, source__interview__guide_version__isnull=False).values_list(
        "pk", "source__interview_id", "source__interview__guide_version_id", "source__interview__guide_version__guide_id"
    )
    versions = gathered(GuideQuestion.objects.filter(study=study).values_list("version_id", "qid"))
    skipped = gathered(Skipped.objects.filter(interview__study=study).values_list("interview_id", "qid"))
    answered = gathered(Answer.objects.filter(study=study, text__current=True).values_list("text_id", "qid"))
    found = []
    for text, interview, version, guide in texts:
        for (code, asked_in), qids in wanted.items():
            if asked_in != guide or qids & answered.get(text, set()):
                continue
            state = was_asked(qids, versions.get(version, set()), skipped.get(interview, set()))
            if state in STATES:
                found.append((text, code, STATES[state]))
    return found


def gathered(rows: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for pk, qid in rows:
        found.setdefault(pk, set()).add(qid)
    return found
