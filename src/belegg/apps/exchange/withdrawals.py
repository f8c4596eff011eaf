"""The withdrawal of a person, carried out everywhere in one act. It cannot be undone, and the journal keeps counts and hashes of it only."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from belegg.apps.coding.models import Coding
from belegg.apps.exchange import erasures
from belegg.apps.exchange.certificates import certify
from belegg.apps.exchange.models import Certificate
from belegg.apps.exchange.sweeping import sweep
from belegg.apps.exchange.withdrawal_plan import POLICIES, Plan, found_elsewhere, not_anonymous, plan, texts_of
from belegg.apps.exchange.withdrawn_journal import Traces, erase
from belegg.apps.exchange.withdrawn_rows import drop_about_person, drop_forms, remove_elsewhere, staged_with
from belegg.apps.exchange.withdrawn_texts import cut_sources, delete_sources
from belegg.apps.privacy.models import Person
from belegg.apps.privacy.withdrawing import ON_WITHDRAWN, empty_person
from belegg.apps.recordings import holdings as recordings
from belegg.apps.sources import index
from belegg.apps.sources.actions.sealing import waiting_on
from belegg.apps.study import journal
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member
from belegg.apps.study.rules import check_same_study, check_sees_identities
from belegg.apps.study.seen import fresh
from belegg.method.errors import Refused, gettext_noop

Decisions = Mapping[str, str]
AGAIN = "Restored from a backup made before the withdrawal"


def withdraw(person: Person, policy: str, *, by: Member, why: str, decisions: Decisions | None = None, label: str = "") -> Certificate:
    """Carry out a withdrawal and return its certificate. Cannot be undone.

    `policy` is "delete" (their words go) or "anonymise" (the words stay, without anybody they could be traced to). `decisions` say of a
    shared recording ("recording:rec-1") "cut" or "delete", and of what quotes or names them elsewhere ("memo:m-1:text:names") "remove" or "keep".
    Raises Refused("not_allowed"), ("no_reason"), ("no_policy"), ("withdrawn_already"), ("not_anonymous"), ("spans_undecided"), ("gone").
    """
    check_sees_identities(by)
    check_same_study(by, person)
    check_withdrawal(person, policy, why)
    chosen = dict(decisions or {})
    with journal.act(person.study, by=by, verb="person.withdraw", about=f"person:{person.key}", why=why.strip()) as doing:
        person = fresh(person)
        made = plan(person, policy)
        made.label = label or made.label
        check_anonymous(made)
        what = carry_out(doing, made, chosen)
        doing.tables.clear()  # no images: they would be the way back
        doing.record = True
        certificate = certify(made, what, by)
        doing.params = {"name": made.label, "policy": policy, "certificate": certificate.key, "sha256": certificate.sha256}
        transaction.on_commit(lambda: after_it(certificate, chosen))
    return certificate


def check_withdrawal(person: Person, policy: str, why: str) -> None:
    if not why.strip():
        raise Refused(
            "no_reason",
            gettext_noop("A withdrawal is not carried out without a reason."),
            gettext_noop("Write when and how the person withdrew, without their name."),
        )
    if policy not in POLICIES:
        raise Refused(
            "no_policy", gettext_noop("“%(policy)s” is no way to carry out a withdrawal."), gettext_noop("Choose delete or anonymise."),
            policy=policy[:40],
        )  # fmt: skip
    if Certificate.objects.filter(study=person.study_id, person=person.key).exists():
        raise Refused(
            "withdrawn_already", gettext_noop("%(name)s has withdrawn already."), gettext_noop("The certificate says what was erased."),
            name=person.pseudonym,
        )  # fmt: skip


def check_anonymous(made: Plan) -> None:
    """Raises Refused("not_anonymous") where words would stay that names have not been taken out of."""
    if made.policy != "anonymise":
        return
    left = not_anonymous(made)
    if left:
        raise Refused(
            "not_anonymous",
            gettext_noop("The names in “%(title)s” have not been replaced, so its words can't stay (texts: %(n)s)."),
            gettext_noop("Replace the names there first, or delete what was said."),
            title=left[0].title,
            n=len(left),
        )
    if waiting := sum(waiting_on(source) for source in made.joint):
        raise Refused(
            "spans_undecided",
            gettext_noop("%(count)s codings or other marks still lie on an earlier version of this text, whose words would be gone."),
            gettext_noop("Decide on each of them first."),
            count=waiting,
        )


def carry_out(doing: Act, made: Plan, chosen: Decisions) -> dict[str, Any]:
    """Do all of it inside the act, and return what was done as counts and hashes."""
    codings, turns = Coding.objects.filter(study=made.study).count(), made.turns
    staged, found = staged_with(made), found_elsewhere(made)
    traces = Traces(made, texts=texts_of(made))
    heard = take_recordings(doing, made, chosen)
    gone, changed = (delete_sources(doing, made) if made.policy == "delete" else []), cut_sources(doing, made)
    about = drop_about_person(doing, made)
    elsewhere = remove_elsewhere(doing, made, found, chosen)
    forms = drop_forms(doing, made.study)
    others = [take(doing, made.person) for take in ON_WITHDRAWN]
    who = empty_person(doing, made.person, made.label)
    traces.gone = rows_gone(doing)
    erased, fixed = erase(traces)
    index.rebuild(made.study)
    for folder in staged:
        transaction.on_commit(lambda folder=folder: remove_folder(folder))  # type: ignore[misc]
    counts = {
        **who, **about, "recordings": len(heard), "sources_deleted": len(gone), "sources_changed": len(changed),
        "turns": turns, "codings": codings - Coding.objects.filter(study=made.study).count(),
        "quotations": elsewhere["quotes"], "mentions_removed": elsewhere["names"], "mentions_kept": elsewhere["kept"],
        "kept_forms": forms, "waiting_files": len(staged), "journal_entries_erased": erased, "journal_entries_fixed": fixed,
        **dict(others),
    }  # fmt: skip
    return {"counts": counts, "recordings": heard, "sources_deleted": gone, "sources_changed": changed}


def rows_gone(doing: Act) -> dict[str, set]:
    """Return the rows the act has deleted or changed, by model: what the journal kept of them goes too. Codings of others keep theirs."""
    found: dict[str, set] = {}
    for label, table in doing.tables.items():
        rows = [row[0] for row in table["deleted"]]
        found[label] = set(rows) | {before[0] for before, _ in table["updated"] if label not in ("coding.Coding", "sources.Turn")}
    return found


def take_recordings(doing: Act, made: Plan, chosen: Decisions) -> list[dict]:
    """Delete or silence what is heard of the person."""
    whole = frozenset(key.removeprefix("recording:") for key, what in chosen.items() if key.startswith("recording:") and what == "delete")
    shas = {item.recording.key: item.recording.sha256 for item in recordings.find(made.person)}
    items = recordings.delete(doing, made.person, whole)
    return [
        {
            "recording": item.recording.key, "sha256": shas[item.recording.key],
            "how": "silenced" if item.what == recordings.SILENCED and item.recording.key not in whole else "deleted",
        }
        for item in items
    ]  # fmt: skip


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def after_it(certificate: Certificate, chosen: dict[str, str]) -> None:
    """When all of it stands: write the erasure down outside the database, and clean the database's files."""
    study = certificate.study
    erasures.note(
        erasures.Erasure(
            study.key, study.created.isoformat(), certificate.person, certificate.policy, certificate.label, certificate.made.isoformat(),
            certificate.key, chosen,
        )
    )  # fmt: skip
    clean(certificate)


def clean(certificate: Certificate) -> bool:
    """Clean the database's files after a withdrawal; can be done again where others were using it."""
    return clean_pending() if certificate.swept is None else True


def clean_pending() -> bool:
    """Clean the database's files where a withdrawal could not: a server does so when it starts. Return False where it is still to be done."""
    waiting = Certificate.objects.filter(swept=None)
    if not waiting.exists():
        return True
    if not sweep():
        return False
    waiting.update(swept=timezone.now())
    return True


def again(erasure: erasures.Erasure) -> bool:
    """Carry out an erasure that a restored backup is older than. Return False where it stands already, or the person was not there yet."""
    person = Person.objects.select_related("study").filter(study__key=erasure.study, key=erasure.person).first()
    if person is None or person.study.created.isoformat() != erasure.begun:
        return False
    if Certificate.objects.filter(study=person.study, person=person.key).exists():
        return False
    owner = Member.objects.select_related("study").filter(study=person.study, role="owner").order_by("pk").first()
    if owner is None:
        return False
    said: dict[str, Any] = {"by": owner, "why": AGAIN, "decisions": erasure.decisions, "label": erasure.label}
    try:
        withdraw(person, erasure.policy, **said)
    except Refused:  # the backup is older than the pseudonymising: without it the words can't stay
        withdraw(person, "delete", **said)
    return True
