"""Verbs on memos, and the search of them. A memo may be on anything that has an id."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone

from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import Case, Member, Memo, MemoKind, Study
from belegg.apps.study.rules import can, check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop

# Kinds of thing a memo can be on: kind -> titles(study, keys) -> {key: title}. The floors above enter theirs when they start.
TARGETS: dict[str, Callable[[Study, set[str]], dict[str, str]]] = {}
TARGET = re.compile(r"[a-z_]+:[A-Za-z0-9_-]+")


def memo_target(kind: str):
    """Register `titles(study, keys)` for a kind of thing: it answers with the titles of those that are there."""

    def register(titles):
        TARGETS[kind] = titles
        return titles

    return register


@memo_target("case")
def _case_titles(study: Study, keys: set[str]) -> dict[str, str]:
    return dict(Case.objects.filter(study=study, key__in=keys).values_list("key", "name"))


def target_titles(study: Study, targets: set[str]) -> dict[str, str]:
    """Return {target: title} of those targets that are there; one query per kind. The study itself has the study's title."""
    wanted: dict[str, set[str]] = {}
    for target in targets:
        kind, colon, key = target.partition(":")
        if colon and kind in TARGETS:
            wanted.setdefault(kind, set()).add(key)
    found = {f"{kind}:{key}": title for kind, keys in wanted.items() for key, title in TARGETS[kind](study, keys).items()}
    return {**found, "study": study.title}


def check_target(study: Study, target: str) -> str:
    """Refuse a memo on something that is not there.

    Raises Refused("no_target").
    """
    if target not in target_titles(study, {target}):
        raise Refused(
            "no_target",
            gettext_noop("There is nothing called %(target)s in this study."),
            gettext_noop("Name what the memo is on, such as study, case:bergen, source:int-1 or code:trust."),
            target=target,
        )
    return target


def check_words(title: str, text: str) -> None:
    """Raises Refused("empty_memo")."""
    if not title.strip() and not text.strip():
        raise Refused("empty_memo", gettext_noop("A memo needs a title or a text."), gettext_noop("Write one."))


def check_kind(kind: str) -> None:
    """Raises Refused("unknown_kind")."""
    if kind not in MemoKind.values:
        raise Refused(
            "unknown_kind",
            gettext_noop("There is no memo of the kind %(kind)s."),
            gettext_noop("Kinds: %(kinds)s."),
            kind=kind,
            kinds=", ".join(MemoKind.values),
        )


def can_change_memo(memo: Memo, member: Member | None) -> bool:
    """Return whether a member may change or delete a memo: who wrote it, or who may edit the study."""
    return can(member, "edit") or (can(member, "code") and member is not None and memo.by_id == member.pk)


def check_change_memo(memo: Memo, by: Member) -> None:
    """Raises Refused("not_allowed")."""
    check_same_study(by, memo)
    check_may(by, "code")
    if not can_change_memo(memo, by):
        raise Refused(
            "not_allowed",
            gettext_noop("This memo is by %(name)s; only they, a researcher or an owner can change it."),
            gettext_noop("Write a memo of your own beside it."),
            name=memo.by.name,
        )


def add_memo(
    study: Study, text: str, *, by: Member, title: str = "", kind: str = MemoKind.NOTE, target: str = "study", why: str = ""
) -> Memo:
    """Write a memo on the study or on a thing in it ("case:bergen").

    Raises Refused("empty_memo"), Refused("unknown_kind"), Refused("no_target").
    """
    check_may(by, "code")
    check_words(title, text)
    check_kind(kind)
    check_target(study, target)
    with journal.act(study, by=by, verb="memo.add", why=why, title=title.strip()[:80], target=target) as doing:
        key = next_key(Memo.objects.filter(study=study), "m")
        doing.about = f"memo:{key}"
        return doing.create(
            Memo(study=study, key=key, kind=kind, target=target, by=by, time=timezone.now(), title=title.strip()[:200], text=tidy(text))
        )


def change_memo(memo: Memo, *, by: Member, seen: str = "", why: str = "", **fields) -> Memo:
    """Change title, text, kind or target. Its author and time stay: the journal tells when it was changed, and by whom.

    Raises as `add_memo`, and Refused("changed_since").
    """
    check_change_memo(memo, by)
    check_words(fields.get("title", memo.title), fields.get("text", memo.text))
    if "kind" in fields:
        check_kind(fields["kind"])
    if fields.get("target", memo.target) != memo.target:
        check_target(memo.study, fields["target"])
    if "text" in fields:
        fields["text"] = tidy(fields["text"])
    if "title" in fields:
        fields["title"] = fields["title"].strip()[:200]
    with journal.act(memo.study, by=by, verb="memo.change", about=f"memo:{memo.key}", why=why, title=memo.title[:80]) as doing:
        return doing.update(fresh(memo, seen), **fields)


def delete_memo(memo: Memo, *, by: Member, why: str = "") -> None:
    """Take a memo away."""
    check_change_memo(memo, by)
    with journal.act(memo.study, by=by, verb="memo.delete", about=f"memo:{memo.key}", why=why, title=memo.title[:80]) as doing:
        doing.delete(fresh(memo))


def tidy(text: str) -> str:
    """Return a text with the line ends of the store (a browser sends CRLF)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def find_memos(study: Study, *, search: str = "", kind: str = "", target: str = "", author: str = "") -> QuerySet[Memo]:
    """Return memos, newest first. `search`: every word stands in title or text; `target`: a thing ("case:bergen") or a kind of thing ("case").

    Å and å are the same letter (SQLite's own comparison folds only a to z, so both cases of a word are looked for).
    """
    memos = Memo.objects.filter(study=study).select_related("by", "study").order_by("-time", "-pk")
    if kind:
        memos = memos.filter(kind=kind)
    if target:
        memos = memos.filter(target=target) if ":" in target or target == "study" else memos.filter(target__startswith=target + ":")
    if author:
        memos = memos.filter(by__key=author)
    if not search.strip():
        return memos
    words = [word.casefold() for word in search.split()]
    # Memos are few (hundreds, seldom thousands) and short: read and compared here, so that both databases find the same.
    found = [
        pk for pk, title, text in memos.values_list("pk", "title", "text") if all(word in f"{title}\n{text}".casefold() for word in words)
    ]
    return Memo.objects.filter(pk__in=found).select_related("by", "study").order_by("-time", "-pk")
