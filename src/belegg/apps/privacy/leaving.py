"""What leaves, of which data class it is and where it goes: one gate before everything that is written to a file.

A study that has chosen its data classes must say where a thing goes. What may not lie there leaves only with a reason, which stands in the journal.
A study that has not is only told the class, and nothing is held back unless somebody names a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from belegg.apps.privacy.letters import design_of
from belegg.apps.privacy.pack_files import pack_ids, read_pack
from belegg.apps.privacy.plan_facts import plan_of, table
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may
from belegg.apps.study.seen import fresh
from belegg.method import data_classes as pure
from belegg.method.errors import Refused, gettext_noop

FOLDER = "data-classes"
# Where a study keeps {"pack": id, "target": id of the place things usually go to}.
CHOSEN = "data_classes"
USUAL = "norwegian-he"


@dataclass(frozen=True)
class Destination:
    """Where something goes, as somebody said; `reason` is why it goes there though it may not lie there."""

    target: str = ""
    reason: str = ""
    by: Member | None = None


NOT_SAID = Destination()


def scheme(id: str) -> pure.Scheme:
    """Return the data classes of a pack. Raises Refused("no_such_pack"), ("bad_pack_file") and ("bad_pack")."""
    if id not in pack_ids(FOLDER):
        raise Refused(
            "no_such_pack",
            gettext_noop("There are no data classes %(id)s."),
            gettext_noop("Choose from: %(known)s."),
            id=id[:60],
            known=", ".join(pack_ids(FOLDER)),
        )
    return pure.read_scheme(read_pack(FOLDER, id))


def chosen(study: Study) -> dict[str, str]:
    """Return {"pack", "target"}, "" where nothing is chosen."""
    said = table(design_of(study).get(CHOSEN))
    return {name: str(said.get(name, "")) for name in ("pack", "target")}


def scheme_of(study: Study) -> pure.Scheme:
    """Return the data classes of a study; until it chooses, the common ones."""
    return scheme(chosen(study)["pack"] or USUAL)


def choose_data_classes(study: Study, pack: str, target: str = "", *, by: Member, why: str = "") -> None:
    """Say which data classes hold for a study ("" for none), and where its exports usually go. Raises as `scheme`, and Refused("unknown_target")."""
    check_may(by, "edit")
    if pack and target:
        scheme(pack).target(target)
    elif pack:
        scheme(pack)
    said = {name: value for name, value in (("pack", pack), ("target", target if pack else "")) if value}
    with journal.act(study, by=by, verb="data_classes.choose", about="study", why=why, pack=pack or "–") as doing:
        now = fresh(study)
        rest = {name: value for name, value in now.design.items() if name != CHOSEN}
        doing.update(now, design={**rest, CHOSEN: said} if said else rest)


def judge(study: Study, contents: Iterable[str]) -> pure.Judged:
    """Return the data class of something that leaves a study and holds these contents (keys of `pure.CONTENTS`)."""
    return pure.class_of(scheme_of(study), contents, special=is_special(study))


def may_lie(study: Study, target: str, judged: pure.Judged) -> bool:
    """Say whether something of a class may lie at a place of the study's data classes. Raises Refused("unknown_target")."""
    return pure.may_hold(scheme_of(study).target(target), judged)


def is_special(study: Study) -> bool:
    """Say whether the study says that it holds special categories of personal data."""
    return bool(set(plan_of(study)["special"]) - {"none"})


def reason_of(judged: pure.Judged) -> str:
    """Return in words why something is of its class."""
    said = ", ".join(gettext(pure.CONTENTS[name]) for name in judged.because) or gettext("nothing about people")
    return said + (" · " + gettext("the study holds special categories") if judged.special else "")


def check_leaving(study: Study, what: str, contents: Iterable[str], to: Destination = NOT_SAID) -> pure.Judged:
    """Let something leave, or refuse: the one question every export asks. A reason that lets it go is noted in the journal.

    Raises Refused("no_target") where a study with data classes is not told where it goes, ("unknown_target"), and ("target_too_low") where it may not
    lie there and no reason is given.
    """
    held, said = tuple(contents), chosen(study)
    judged = judge(study, held)
    target = to.target.strip() or said["target"]
    if not target:
        if said["pack"]:
            raise Refused(
                "no_target",
                gettext_noop("It is not said where this goes; it is %(class)s."),
                gettext_noop("Say where: %(known)s."),
                **{"class": titled(judged.data_class.title), "known": ", ".join(one.id for one in scheme_of(study).targets)},
            )
        return judged
    place = scheme_of(study).target(target)
    if pure.may_hold(place, judged):
        return judged
    reason = " ".join(to.reason.split())[:2000]
    if not reason:
        raise Refused(
            "target_too_low",
            gettext_noop("This is %(class)s (%(because)s), and %(place)s may hold no more than %(highest)s."),
            gettext_noop("Choose another place, or give a reason; it is kept in the journal."),
            **{
                "class": titled(judged.data_class.title), "because": reason_of(judged), "place": titled(place.title),
                "highest": titled(place.highest.title),
            },
        )  # fmt: skip
    if to.by is None:
        raise TypeError("Who lets this go must be told: the reason stands in the journal under a name.")
    with journal.act(
        study, by=to.by, verb="export.reason", about="study", why=reason, what=what, target=place.id, data_class=judged.data_class.id
    ) as doing:
        doing.record = True
    return judged


def titled(texts) -> str:
    """Return a title of a pack in the reader's language."""
    language = (get_language() or "en")[:2]
    return texts.get(language) or texts["en"]
