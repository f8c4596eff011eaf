"""Member checking: quotations go to the one who said them, who approves, changes or refuses each. What is refused is not quoted."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from belegg.apps.analysis.checking_models import CheckedQuotation, QuotationCheck, Verdict
from belegg.apps.coding.models import Coding
from belegg.apps.privacy.models import Answered, Consent, Person, Scope
from belegg.apps.sources.models import Text
from belegg.apps.sources.rules import check_span
from belegg.apps.study import journal
from belegg.apps.study.actions import next_key
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.method.anchors import passage_hash
from belegg.method.errors import Refused, gettext_noop

# How long a private address holds, in days, and the longest one may ask for.
DAYS, MOST_DAYS = 14, 90
LONGEST = 5000


def to_check(study: Study, person: Person) -> list[Coding]:
    """Return one coding for each coded passage of a person that has not been sent to them, in the order of the words."""
    sent = set(CheckedQuotation.objects.filter(person=person).values_list("text_id", "start", "end"))
    rows = Coding.objects.filter(study=study, speaker=person, text__current=True).select_related("text__source", "text__body", "code")
    found: dict[tuple[int, int, int], Coding] = {}
    for row in rows.order_by("text_id", "start", "end", "pk"):
        place = (row.text_id, row.start, row.end)
        if place not in sent:
            found.setdefault(place, row)
    return list(found.values())


def send_check(
    person: Person, codings: Iterable[Coding], *, by: Member, sent: Date, due: Date | None = None, how: str = "", why: str = ""
) -> QuotationCheck:
    """Note that these quotations go to a person; each passage once.

    Raises Refused("nothing_to_check"), Refused("check_unwanted") where the person does not want to be asked, Refused("not_their_words") and
    Refused("due_before_sent").
    """
    check_may(by, "edit")
    rows = list(codings)
    check_same_study(by, person, *rows)
    check_wanted(person)
    if not rows:
        raise Refused("nothing_to_check", gettext_noop("No quotation is chosen."), gettext_noop("Tick those that are to be checked."))
    if any(row.speaker_id != person.pk for row in rows):
        raise Refused(
            "not_their_words",
            gettext_noop("Somebody else speaks in one of these quotations."),
            gettext_noop("Send each person only what they said."),
        )
    if due and due < sent:
        raise Refused(
            "due_before_sent", gettext_noop("The answer would be due before the quotations are sent."), gettext_noop("Choose a later day.")
        )
    places = list(dict.fromkeys((row.text, row.start, row.end, row.sha256) for row in rows))
    with journal.act(person.study, by=by, verb="check.send", why=why, name=person.pseudonym, n=len(places)) as doing:
        key = next_key(QuotationCheck.objects.filter(study=person.study), "check")
        doing.about = f"check:{key}"
        how = " ".join(how.split())[:200]
        check = doing.create(QuotationCheck(study=person.study, key=key, person=person, sent=sent, due=due, how=how, by=by))
        doing.create_many(
            CheckedQuotation(study=person.study, check_row=check, person=person, n=n, text=text, start=start, end=end, sha256=sha)
            for n, (text, start, end, sha) in enumerate(places, 1)
        )
        return check


def check_wanted(person: Person) -> None:
    """Refuse to send quotations to somebody who said no to checking them. Raises Refused("check_unwanted")."""
    no = Consent.objects.filter(person=person, scope=Scope.CHECKING_QUOTATIONS).exclude(state=Answered.GIVEN)
    if no.exists():
        raise Refused(
            "check_unwanted",
            gettext_noop("%(name)s does not want to check quotations."),
            gettext_noop("Choose somebody else, or change the consent if they have changed their mind."),
            name=person.pseudonym,
        )


def answer_quotation(
    row: CheckedQuotation,
    verdict: str,
    *,
    by: Member,
    wording: str = "",
    note: str = "",
    on: Date | None = None,
    via: str = "",
    why: str = "",
) -> CheckedQuotation:
    """Note what the informant says of a quotation. `via` is "link" where they answered themselves; the entry then says so.

    Raises Refused("no_such_verdict") and Refused("no_wording") for a change that changes nothing.
    """
    check_may(by, "edit")
    check_same_study(by, row)
    if verdict not in Verdict.values:
        raise Refused("no_such_verdict", gettext_noop("There is no such answer."), gettext_noop("Approve, change or refuse."))
    wording = wording.replace("\r\n", "\n").strip()[:LONGEST] if verdict == Verdict.CHANGED else ""
    if verdict == Verdict.CHANGED and wording in ("", words_of(row).strip()):
        raise Refused(
            "no_wording",
            gettext_noop("Quotation %(n)d is to be changed, but nothing in it is changed."),
            gettext_noop("Write how it should read, or approve it."),
            n=row.n,
        )
    said = {"verdict": verdict, "wording": wording, "note": note.strip()[:LONGEST]}
    if all(getattr(row, name) == value for name, value in said.items()):
        return row
    check = row.check_row
    params = {"name": check.person.pseudonym, "n": row.n} | ({"via": via} if via else {})
    verb = "check.answer_link" if via else "check.answer"
    with journal.act(row.study, by=by, verb=verb, about=f"check:{check.key}", why=why, **params) as doing:
        answered = (on or timezone.localdate()) if verdict else None
        return doing.update(row, answered=answered, **said)


def delete_check(check: QuotationCheck, *, by: Member, why: str = "") -> None:
    """Take a sending away that never was. Raises Refused("check_answered") once there is an answer."""
    check_may(by, "edit")
    check_same_study(by, check)
    rows = CheckedQuotation.objects.filter(check_row=check)
    if rows.exclude(verdict="").exists():
        raise Refused(
            "check_answered",
            gettext_noop("%(name)s has answered, so this stays."),
            gettext_noop("Change the answers where they are wrong."),
            name=check.person.pseudonym,
        )
    with journal.act(check.study, by=by, verb="check.delete", about=f"check:{check.key}", why=why, name=check.person.pseudonym) as doing:
        doing.delete_many(rows)
        doing.delete(check)


def make_link(check: QuotationCheck, *, by: Member, days: int = DAYS, why: str = "") -> str:
    """Return the secret of a private address, shown this once: only its hash is kept. An earlier address of this sending ends.

    Raises Refused("bad_days").
    """
    check_may(by, "edit")
    check_same_study(by, check)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(
            "bad_days",
            gettext_noop("A private link can hold for 1 to %(most)d days."),
            gettext_noop("Choose a number in between."),
            most=MOST_DAYS,
        )
    secret = secrets.token_urlsafe(32)
    with journal.act(
        check.study, by=by, verb="check.link", about=f"check:{check.key}", why=why, name=check.person.pseudonym, n=days
    ) as doing:
        doing.update(check, link=hashed(secret), expires=timezone.now() + timedelta(days=days))
    return secret


def end_link(check: QuotationCheck, *, by: Member, why: str = "") -> None:
    """End the private address of a sending now."""
    check_may(by, "edit")
    check_same_study(by, check)
    with journal.act(check.study, by=by, verb="check.end_link", about=f"check:{check.key}", why=why, name=check.person.pseudonym) as doing:
        doing.update(check, link="", expires=None)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def behind(secret: str) -> QuotationCheck | None:
    """Return what a private address opens, or None where it never was, has ended or has run out."""
    found = QuotationCheck.objects.filter(link=hashed(secret), expires__gt=timezone.now()).select_related("person", "study", "by")
    return found.first()


def quotations_in(check: QuotationCheck) -> QuerySet[CheckedQuotation]:
    return (
        CheckedQuotation.objects.filter(check_row=check)
        .select_related("text__body", "text__source", "check_row__person", "study")
        .order_by("n")
    )


def words_of(row: CheckedQuotation) -> str:
    """Return the words as they stand in the text, without labels of speakers."""
    body = row.text.body.text
    spans = list(row.text.turns.filter(end__gt=row.start, start__lt=row.end).order_by("n").values_list("start", "end"))
    if not spans:
        return body[row.start : row.end]
    return "\n".join(words for a, b in spans if (words := body[max(a, row.start) : min(b, row.end)].strip()))


def place_quotation(row: CheckedQuotation, start: int, end: int, *, by: Member, why: str = "") -> CheckedQuotation:
    """Put a checked quotation that waits on words of the current text."""
    check_may(by, "edit")
    check_same_study(by, row)
    with journal.act(row.study, by=by, verb="check.place", about=f"check:{row.check_row.key}", why=why, n=row.n) as doing:
        text = Text.objects.select_related("body").get(source=row.text.source_id, current=True)
        check_span(text, start, end)
        return doing.update(row, text=text, start=start, end=end, sha256=passage_hash(text.body.text[start:end]))


def drop_quotation(row: CheckedQuotation, *, by: Member, why: str = "") -> None:
    """Let a checked quotation go whose words are no longer there. Raises Refused("refusal_stays")."""
    check_may(by, "edit")
    check_same_study(by, row)
    if row.verdict == Verdict.REFUSED:
        raise Refused(
            "refusal_stays",
            gettext_noop("These words were refused, and that is not forgotten."),
            gettext_noop("Put it on the words it is about as they read now."),
        )
    with journal.act(row.study, by=by, verb="check.drop", about=f"check:{row.check_row.key}", why=why, n=row.n) as doing:
        doing.delete(row)


def verdicts_of(study: Study) -> dict[tuple[int, int, int], CheckedQuotation]:
    """Return the newest verdict by (number of a text, start, end), those not answered included."""
    rows = CheckedQuotation.objects.filter(study=study).select_related("check_row").order_by("pk")
    return {(row.text_id, row.start, row.end): row for row in rows}
