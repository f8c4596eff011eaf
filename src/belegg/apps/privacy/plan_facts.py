"""Verbs on the facts of a study's plan: those of the whole, of each sample, and of each dataset. They lie in the design record of the study."""

from __future__ import annotations

from collections.abc import Mapping

from belegg.apps.privacy.letters import design_of
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may
from belegg.apps.study.seen import fresh
from belegg.method import plan as pure
from belegg.method.errors import Refused, gettext_noop
from belegg.method.natural import natural

PLAN, SAMPLES, DATASETS = "plan", "samples", "datasets"
MOST_SAMPLES = 40


def table(said: object) -> dict:
    """Return a part of the design record; a study folder may have brought anything in its place."""
    return said if isinstance(said, dict) else {}


def told(names: tuple[str, ...], said: object) -> dict:
    """Return every fact of these names as `pure.tidy` keeps it, "" (a list: []) where nothing usable is told."""
    facts: dict = {}
    for name in names:
        try:
            facts |= pure.tidy((name,), {name: table(said).get(name)})
        except Refused:
            pass  # written into the study folder by hand, and not as it must be: it is asked for like what is not told
        facts.setdefault(name, [] if name in pure.LISTS else "")
    return facts


def plan_of(study: Study) -> dict:
    """Return what the study tells for its plan ({name of pure.FACTS: text or list})."""
    return told(pure.FACTS, design_of(study).get(PLAN))


def samples_of(study: Study) -> dict[str, dict]:
    """Return the samples by id, in the order they were entered."""
    said = table(design_of(study).get(SAMPLES))
    return {key: told(pure.SAMPLE_FACTS, said[key]) for key in sorted(said, key=natural)}


def datasets_of(study: Study) -> dict[str, dict]:
    """Return what is told of each dataset that is told anything of."""
    said = table(design_of(study).get(DATASETS))
    return {kind: told(pure.DATASET_FACTS, said[kind]) for kind in pure.DATASETS if kind in said}


def write(study: Study, doing: journal.Act, part: str, value: Mapping) -> Study:
    now = fresh(study)
    rest = {name: kept for name, kept in now.design.items() if name != part}
    return doing.update(now, design={**rest, part: dict(value)} if value else rest)


def set_plan_facts(study: Study, facts: Mapping[str, object], *, by: Member, why: str = "") -> None:
    """Say what the plan of a study is made of; facts left out become untold. Raises as `pure.tidy`."""
    check_may(by, "edit")
    kept = pure.tidy(pure.FACTS, facts)
    with journal.act(study, by=by, verb="plan.facts", about="study", why=why) as doing:
        write(study, doing, PLAN, kept)


def set_sample(study: Study, key: str, facts: Mapping[str, object], *, by: Member, why: str = "") -> str:
    """Say who a sample is and what is done with them; an empty `key` enters a new one. Returns the id.

    Raises Refused("no_such_sample"), ("empty_sample") and as `pure.tidy`.
    """
    check_may(by, "edit")
    kept = pure.tidy(pure.SAMPLE_FACTS, facts)
    if not kept.get("who"):
        raise Refused("empty_sample", gettext_noop("A sample needs a word on who they are."), gettext_noop("Write it in a few words."))
    with journal.act(study, by=by, verb="plan.sample", about="study", why=why, name=str(kept["who"])[:80]) as doing:
        known = dict(table(fresh(study).design.get(SAMPLES)))
        if (key and key not in known) or len(known) >= MOST_SAMPLES:
            raise no_such_sample()
        taken = [int(one[7:]) for one in known if one[7:].isdigit()]
        key = key or f"sample-{max(taken, default=0) + 1}"
        write(study, doing, SAMPLES, {**known, key: kept})
    return key


def delete_sample(study: Study, key: str, *, by: Member, why: str = "") -> None:
    """Take a sample out of the plan. Raises Refused("no_such_sample")."""
    check_may(by, "edit")
    with journal.act(study, by=by, verb="plan.delete_sample", about="study", why=why) as doing:
        known = dict(table(fresh(study).design.get(SAMPLES)))
        if key not in known:
            raise no_such_sample()
        doing.params["name"] = str(table(known.pop(key)).get("who", ""))[:80]
        write(study, doing, SAMPLES, known)


def no_such_sample() -> Refused:
    return Refused("no_such_sample", gettext_noop("There is no such sample."), gettext_noop("Look at the samples of the plan."))


def set_dataset(study: Study, kind: str, facts: Mapping[str, object], *, by: Member, why: str = "") -> None:
    """Say where a dataset is kept and who may use it. Raises Refused("no_such_dataset") and as `pure.tidy`."""
    check_may(by, "edit")
    if kind not in pure.DATASETS:
        raise Refused("no_such_dataset", gettext_noop("There is no such dataset."), gettext_noop("Look at the datasets of the plan."))
    kept = pure.tidy(pure.DATASET_FACTS, facts)
    with journal.act(study, by=by, verb="plan.dataset", about="study", why=why, kind=kind) as doing:
        said = {name: value for name, value in table(fresh(study).design.get(DATASETS)).items() if name != kind}
        write(study, doing, DATASETS, {**said, kind: kept} if kept else said)
