"""The facts of a study's plan: what a notification of personal data and a data management plan ask for, and where each is told.

A fact that a study tells elsewhere (its letter, its promises, its guides) is taken from there and not asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belegg.method.errors import Refused, gettext_noop

# Where a fact is told, as people find it.
PLACES = {
    "letter": gettext_noop("What the letter is made of"),
    "sent": gettext_noop("Letters and consent"),
    "plan": gettext_noop("Facts of the plan"),
    "samples": gettext_noop("Samples"),
    "datasets": gettext_noop("Datasets of the plan"),
    "questions": gettext_noop("Research questions"),
    "guides": gettext_noop("Guides"),
    "promises": gettext_noop("Promises"),
    "settings": gettext_noop("Change the study"),
}
PROJECT_KINDS = {"research": gettext_noop("research project"), "student": gettext_noop("student project")}
DATA_KINDS = {
    "name": gettext_noop("names"),
    "contact": gettext_noop("addresses, phone numbers and e-mail"),
    "identity_number": gettext_noop("national identity numbers"),
    "voice": gettext_noop("voices on recordings"),
    "image": gettext_noop("pictures or film of people"),
    "work": gettext_noop("role and place of work"),
    "background": gettext_noop("background that together may tell who somebody is"),
    "opinions": gettext_noop("views and experiences"),
    "online": gettext_noop("online identifiers"),
}
# Article 9 (1) and article 10 of the General Data Protection Regulation. "none" says that the question was thought of.
SPECIAL = {
    "none": gettext_noop("none of these"),
    "ethnic": gettext_noop("racial or ethnic origin"),
    "political": gettext_noop("political opinions"),
    "religious": gettext_noop("religion or philosophical beliefs"),
    "union": gettext_noop("trade union membership"),
    "health": gettext_noop("health"),
    "genetic": gettext_noop("genetic data"),
    "biometric": gettext_noop("biometric data that identify"),
    "sexual": gettext_noop("sex life or sexual orientation"),
    "criminal": gettext_noop("criminal convictions and offences"),
}
METHODS = {
    "interview": gettext_noop("personal interview"),
    "group_interview": gettext_noop("group interview"),
    "observation": gettext_noop("observation"),
    "documents": gettext_noop("documents"),
    "survey": gettext_noop("survey"),
}
BASES = {
    "consent": gettext_noop("consent (article 6 (1) a)"),
    "public_task": gettext_noop("a task in the public interest (article 6 (1) e)"),
    "legitimate": gettext_noop("legitimate interests (article 6 (1) f)"),
}
SPECIAL_BASES = {
    "explicit_consent": gettext_noop("explicit consent (article 9 (2) a)"),
    "research": gettext_noop("research in the public interest (article 9 (2) j)"),
}
YES_NO = {"yes": gettext_noop("yes"), "no": gettext_noop("no"), "unknown": gettext_noop("not known")}
# The values of `data_access` in the RDA DMP Common Standard.
ACCESS = {"open": gettext_noop("open"), "shared": gettext_noop("shared with some"), "closed": gettext_noop("closed")}
DATASETS = ("recordings", "transcripts_raw", "transcripts_pseudonymised", "consents", "codings", "observations", "documents")

FACTS = (
    "project_kind", "leader_name", "leader_email", "leader_id", "student_name", "student_email", "student_id", "contributors", "start", "end",
    "data_kinds", "special", "third_persons", "consent_documentation", "transfer", "approvals", "ethical_issues", "ethical_description",
)  # fmt: skip
SAMPLE_FACTS = ("who", "recruitment", "contacted", "age", "numbers", "methods", "data", "basis", "special_basis")
DATASET_FACTS = ("access", "host", "host_url", "licence", "licence_from", "issued", "preservation", "personal")
CHOICES: dict[str, Mapping[str, str]] = {
    "project_kind": PROJECT_KINDS, "ethical_issues": YES_NO, "basis": BASES, "special_basis": SPECIAL_BASES, "access": ACCESS, "personal": YES_NO,
    "data_kinds": DATA_KINDS, "special": SPECIAL, "methods": METHODS,
}  # fmt: skip
LISTS = ("data_kinds", "special", "methods")
DATES = ("start", "end", "licence_from", "issued")
EMAILS = ("leader_email", "student_email")
ADDRESSES = ("host_url", "licence")
LONGEST = 4000
Value = str | list[str]

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_MONTHS = {
    name: number + 1
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split())
}


@dataclass(frozen=True)
class Fact:
    """Something a study tells, and where (a key of PLACES; `thing` says which one there). An empty value is not told yet."""

    value: str
    place: str
    thing: str = ""


@dataclass(frozen=True)
class Missing:
    """What is not told yet, in words, and where it is told."""

    what: str
    place: str
    thing: str = ""


def tidy(names: tuple[str, ...], said: Mapping[str, object]) -> dict[str, Value]:
    """Return the told facts of these names as they are kept, the empty ones left out.

    Raises Refused("bad_date"), ("bad_email"), ("bad_address"), ("no_such_choice"), ("none_and_some") and ("end_before_start").
    """
    kept: dict[str, Value] = {}
    for name in names:
        value = said.get(name) or ""
        if name in LISTS:
            found = [one for one in CHOICES[name] if one in value] if isinstance(value, (list, tuple, set)) else []
            if found:
                kept[name] = found
        elif text := str(value).replace("\r\n", "\n").strip()[:LONGEST]:
            check(name, text)
            kept[name] = text
    if len(kept.get("special", [])) > 1 and "none" in kept["special"]:
        raise Refused(
            "none_and_some",
            gettext_noop("It can't be none of the special categories and some of them."),
            gettext_noop("Tick one or the other."),
        )
    if str(kept.get("start", "")) > str(kept.get("end", "9")):
        raise Refused("end_before_start", gettext_noop("The study ends before it begins."), gettext_noop("Look at the two dates."))
    return kept


def check(name: str, text: str) -> None:
    """Refuse a fact that is no date, e-mail, address or choice where it must be one."""
    if name in CHOICES and text not in CHOICES[name]:
        raise Refused(
            "no_such_choice", gettext_noop("%(value)s can't be chosen here."), gettext_noop("Choose from what is offered."), value=text[:60]
        )
    if name in DATES and read_date(text) != text:
        raise Refused("bad_date", gettext_noop("%(value)s is not a date."), gettext_noop("Write it like 2026-06-30."), value=text[:60])
    if name in EMAILS and not _EMAIL.fullmatch(text):
        raise Refused(
            "bad_email",
            gettext_noop("%(value)s is not an e-mail address."),
            gettext_noop("Write it like name@example.org."),
            value=text[:60],
        )
    if name in ADDRESSES and not re.fullmatch(r"https?://[^\s/]+\S*", text):
        raise Refused(
            "bad_address",
            gettext_noop("%(value)s is not an address on the web."),
            gettext_noop("Write it with https:// first."),
            value=text[:60],
        )
    if name == "contributors":
        contributors(text)


def read_date(text: str) -> str:
    """Return the one day a text tells ("30. juni 2026", "30 June 2026", "2026-06-30") as ISO 8601, "" where it tells none."""
    said = text.strip().rstrip(".")
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", said):
        year, month, day = (int(part) for part in found.groups())
    elif (found := re.fullmatch(r"(\d{1,2})\.?\s+([a-z]+)\s+(\d{4})", said.lower())) and found[2] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def identifier(text: str) -> dict[str, str]:
    """Return who somebody is as the RDA DMP Common Standard writes it: an ORCID as its address, anything else as it is."""
    found = _ORCID.fullmatch(text.strip())
    return (
        {"identifier": f"https://orcid.org/{found[1].upper()}", "type": "orcid"} if found else {"identifier": text.strip(), "type": "other"}
    )


def contributors(text: str) -> list[dict]:
    """Return those who contribute, one a line as "name; role; ORCID or other id; e-mail" (the e-mail may be left out).

    Raises Refused("bad_contributor") naming the line.
    """
    found = []
    for line in filter(str.strip, text.splitlines()):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) not in (3, 4) or not all(parts[:3]) or (len(parts) == 4 and parts[3] and not _EMAIL.fullmatch(parts[3])):
            raise Refused(
                "bad_contributor",
                gettext_noop("This line does not tell who contributes: %(line)s."),
                gettext_noop("Write name; role; ORCID or other id; e-mail, one person a line."),
                line=line.strip()[:80],
            )
        mbox = {"mbox": parts[3]} if len(parts) == 4 and parts[3] else {}
        found.append({"name": parts[0], "role": [parts[1]], "contributor_id": identifier(parts[2]), **mbox})
    return found
