"""A study in which a person has left traces everywhere."""

from __future__ import annotations

from types import SimpleNamespace

from belegg.apps.analysis.actions import write_summary
from belegg.apps.coding.codebook import add_code
from belegg.apps.coding.codings import mark_passage
from belegg.apps.exchange.models import KeptFile
from belegg.apps.fieldwork.interviews import add_interview
from belegg.apps.privacy.actions import add_person
from belegg.apps.privacy.identities import set_identity
from belegg.apps.privacy.traits import set_traits
from belegg.apps.sources import staging
from belegg.apps.sources.actions import add_source, new_version
from belegg.apps.sources.models import Source
from belegg.apps.study import journal
from belegg.apps.study.memos import add_memo, change_memo
from belegg.formats import Document
from tests.apps.recordings.worlds import wav
from tests.worlds import add_round

ALONE = "I: Hva skjedde?\n\nT: Rognebærsyltetøyet kokte over på mandag morgen.\n\nI: Og så?\n\nT: Vi ringte vaktmesteren med kornblomstblå kjeledress."
JOINT = (
    "I: Hvem bestemte?\n\nT: Det var lysestakemakeren oppe i Tverrgata som bestemte alt.\n\nL: Jeg mener rådmannen bestemte, og Torunnfrid var enig.\n\n"
    "T: Nei, hun hadde kandisfarget paraply den kvelden.\n\nL: Paraplyen var rød."
)
# Words nobody else has said.
WORDS = [
    "Rognebærsyltetøyet",
    "kornblomstblå",
    "lysestakemakeren",
    "Tverrgata",
    "kandisfarget",
    "Fjellkvisthaug",
    "7788990011",
    "Informant Tau",
]


def world(study, ida) -> SimpleNamespace:
    """Bring everything in and return the parts."""
    round = add_round(study, ida)
    code = add_code(study, "Makt", by=ida)
    tau = add_person(study, "Informant Tau", role="leder", by=ida)
    lam = add_person(study, "Informant Lam", by=ida)
    set_identity(tau, name="Torunnfrid Fjellkvisthaug", phone="7788990011", by=ida)
    set_traits(tau, {"age": "47"}, by=ida)
    interview = add_interview(study, people=[tau, lam], note="Sammen", by=ida)
    said = {"kind": "interview", "by": ida, "suffix": ".txt"}
    people = {"T": tau.pseudonym, "L": lam.pseudonym}
    alone = add_source(study, Document(ALONE), title="Alene", people=people, original=ALONE.encode(), **said)
    joint = add_source(study, Document(JOINT), title="Sammen", people=people, original=JOINT.encode(), **said)
    text = joint.texts.get()
    text = new_version(
        text, [(text.body.text.index("rådmannen"), text.body.text.index("rådmannen") + 9, "kommunedirektøren")], by=ida, why="heard again"
    )
    body = text.body.text
    theirs = mark(text, code, body, "lysestakemakeren oppe", ida, round)
    others = mark(text, code, body, "Paraplyen var rød", ida, round)
    both = mark(text, code, body, body[body.index("som bestemte alt") : body.index("kommunedirektøren") + 17], ida, round)
    mark_passage(alone.texts.get(), code, 40, 60, by=ida, round=round)
    memo = add_memo(study, "Hun sa: «Det var lysestakemakeren oppe i Tverrgata», og så ikke mer.", title="Sitat", by=ida)
    change_memo(memo, text=memo.text + " Sterkt.", by=ida)
    about = add_memo(study, "Informant Tau virket trygg.", title="Inntrykk", by=ida)
    write_summary(code, f"person:{tau.key}", "Mener at lysestakemakeren oppe bestemte.", by=ida)
    summary = write_summary(code, f"source:{joint.key}", "Uenige: vaktmesteren med kornblomstblå kjeledress nevnes.", by=ida)
    KeptFile.objects.create(study=study, path="notes/utdrag.md", data="Vi ringte vaktmesteren med kornblomstblå kjeledress.".encode())
    staging.stage(ida, "igjen.txt", ALONE.encode() + b"\n")
    return SimpleNamespace(
        study=study, ida=ida, tau=tau, lam=lam, alone=alone, joint=joint, text=text, code=code, theirs=theirs, others=others, both=both,
        memo=memo, about=about, summary=summary, interview=interview, round=round,
    )  # fmt: skip


def mark(text, code, body, words, ida, round):
    start = body.index(words)
    return mark_passage(text, code, start, start + len(words), by=ida, round=round)


def build() -> None:
    """Build the world in an empty store of a process of its own."""
    from belegg.apps.recordings.actions import add_recording
    from belegg.apps.study.actions import begin_study
    from belegg.apps.study.local import local_user
    from belegg.apps.study.models import Member
    from tests.apps.recordings.worlds import received

    study = begin_study("Kvartalet", by=local_user())
    ida = Member.objects.select_related("study").get(study=study)
    made = world(study, ida)
    add_recording(study, received(wav(2)), interview=made.interview, by=ida)
    journal.undo(ida)
    journal.redo(ida)
    assert Source.objects.count() == 2


__all__ = ["ALONE", "JOINT", "WORDS", "build", "world"]
