"""Verbs on the rounds of coding, and the round a coding goes to when nobody has said which."""

from __future__ import annotations

from django.utils.translation import gettext

from belegg.apps.coding.models import Coding, Looked, Round
from belegg.apps.study import journal, order
from belegg.apps.study.memos import tidy
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop


def round_or_last(by: Member) -> Round:
    """Return the study's last round; a study without rounds gets its first.

    That is an act of its own and not part of the first coding: undoing the coding must not take the round from under another coder.
    """
    check_may(by, "code")
    last = Round.objects.filter(study=by.study).order_by("-position", "-pk").first()
    if last:
        return last
    name = gettext("Round 1")
    with journal.act(by.study, by=by, verb="round.begin", about="round:r1", name=name) as doing:
        # Looked for once more inside the lock: two coders may begin at the same moment.
        return Round.objects.filter(study=by.study).first() or doing.create(Round(study=by.study, key="r1", name=name, position=1))


def check_name(study: Study, name: str, besides: Round | None = None) -> str:
    """Return the name trimmed. Raises Refused("no_name") or Refused("round_exists")."""
    name = " ".join(name.split())[:120]
    if not name:
        raise Refused("no_name", gettext_noop("A round needs a name."), gettext_noop("Write one, such as Across the cases."))
    others = Round.objects.filter(study=study).exclude(pk=besides.pk if besides else 0)
    if name.casefold() in {known.casefold() for known in others.values_list("name", flat=True)}:
        raise Refused(
            "round_exists", gettext_noop("There is already a round called '%(name)s'."), gettext_noop("Choose another name."), name=name
        )
    return name


def add_round(study: Study, name: str, *, by: Member, description: str = "", why: str = "") -> Round:
    """Add a round; new codings go to the last one. Raises as `check_name`."""
    check_may(by, "edit")
    with journal.act(study, by=by, verb="round.add", why=why, name=name.strip()) as doing:
        name = check_name(study, name)
        rounds = Round.objects.filter(study=study)
        key = next_round_key(study)
        doing.about = f"round:{key}"
        last = rounds.order_by("-position").values_list("position", flat=True).first()
        return doing.create(Round(study=study, key=key, name=name, description=tidy(description), position=0 if last is None else last + 1))


def next_round_key(study: Study) -> str:
    """Return the next of r1, r2 …"""
    used = [int(key[1:]) for key in Round.objects.filter(study=study).values_list("key", flat=True) if key[:1] == "r" and key[1:].isdigit()]
    return f"r{max(used, default=0) + 1}"


def change_round(round: Round, *, by: Member, seen: str = "", why: str = "", **fields: str) -> Round:
    """Change name or description. Raises as `check_name`, and Refused("changed_since")."""
    check_may(by, "edit")
    check_same_study(by, round)
    with journal.act(round.study, by=by, verb="round.change", about=f"round:{round.key}", why=why, name=round.name) as doing:
        round = fresh(round, seen)
        if "name" in fields:
            fields["name"] = check_name(round.study, fields["name"], besides=round)
        return doing.update(round, **{name: tidy(value) for name, value in fields.items()})


def move_round(round: Round, *, by: Member, at: int) -> Round:
    """Put a round after `at` of the others. New codings go to the last one."""
    check_may(by, "edit")
    check_same_study(by, round)
    with journal.act(round.study, by=by, verb="round.move", about=f"round:{round.key}", name=round.name) as doing:
        rounds = list(Round.objects.filter(study=round.study).order_by("position", "pk"))
        moved = next((other for other in rounds if other.pk == round.pk), None) or fresh(round)
        rounds.remove(moved)
        rounds.insert(max(0, at), moved)
        for n, other in enumerate(rounds):
            doing.update(other, position=n * order.GAP)
        return moved


def delete_round(round: Round, *, by: Member, why: str = "") -> None:
    """Take a round away that nobody has coded in.

    Raises Refused("round_used").
    """
    check_may(by, "edit")
    check_same_study(by, round)
    with journal.act(round.study, by=by, verb="round.delete", about=f"round:{round.key}", why=why, name=round.name) as doing:
        round = fresh(round)
        if Coding.objects.filter(round=round).exists() or Looked.objects.filter(round=round).exists():
            raise Refused(
                "round_used",
                gettext_noop("There is work in the round '%(name)s', so it can't be deleted."),
                gettext_noop("Rename it if its name is wrong."),
                name=round.name,
            )
        doing.delete(round)
