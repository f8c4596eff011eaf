"""A machine-actionable data management plan for people to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from belegg.method.dmp import Built
from belegg.method.errors import gettext_noop
from belegg.method.letters import Letter, Section
from belegg.method.plan import Missing

# The fields of the standard in the order they are read, with how they are called.
FIELDS = {
    "title": gettext_noop("Title"), "description": gettext_noop("Description"), "start": gettext_noop("Start date"), "end": gettext_noop("End date"),
    "name": gettext_noop("Name"), "role": gettext_noop("Role"), "mbox": gettext_noop("E-mail"), "contact_id": gettext_noop("Id"),
    "contributor_id": gettext_noop("Id"), "ethical_issues_exist": gettext_noop("Are there ethical issues?"),
    "ethical_issues_description": gettext_noop("Which ethical issues"), "language": gettext_noop("Language"), "created": gettext_noop("Created"),
    "modified": gettext_noop("Last changed"), "dmp_id": gettext_noop("Id"), "personal_data": gettext_noop("Personal data"),
    "sensitive_data": gettext_noop("Special categories of personal data"), "issued": gettext_noop("Issued"),
    "preservation_statement": gettext_noop("What is kept and for how long"), "security_and_privacy": gettext_noop("Security and privacy"),
    "metadata": gettext_noop("Metadata standard"), "data_access": gettext_noop("Who may use it"), "format": gettext_noop("Formats"),
    "available_until": gettext_noop("Kept until"), "host": gettext_noop("Where it lies"), "license": gettext_noop("Licence"),
}  # fmt: skip
VALUES = {
    "yes": gettext_noop("yes"), "no": gettext_noop("no"), "unknown": gettext_noop("not known"), "open": gettext_noop("open"),
    "shared": gettext_noop("shared with some"), "closed": gettext_noop("closed"), "Storage": gettext_noop("How the information is stored"),
    "Access": gettext_noop("Who has access"),
}  # fmt: skip
CODED = ("ethical_issues_exist", "personal_data", "sensitive_data", "data_access")

Say = Callable[[str], str]


def readable(document: Mapping, say: Say) -> list[Section]:
    """Return a plan, whole or not, as sections with a paragraph a field; `say` translates the names of fields."""
    dmp = document["dmp"]
    plan = {name: value for name, value in dmp.items() if name not in ("contact", "contributor", "project", "dataset")}
    sections = [Section(say(gettext_noop("The plan")), lines(plan, say))]
    sections += [Section(say(gettext_noop("The project")), lines(one, say)) for one in dmp.get("project", [])]
    if contact := dmp.get("contact"):
        sections.append(Section(say(gettext_noop("Contact")), lines(contact, say)))
    if people := dmp.get("contributor"):
        sections.append(Section(say(gettext_noop("Who contributes")), tuple(person(one) for one in people)))
    for one in dmp.get("dataset", []):
        where = {name: value for part in one.get("distribution", []) for name, value in part.items() if name != "title"}
        told = {name: value for name, value in one.items() if name not in ("title", "distribution", "dataset_id", "type")}
        sections.append(Section(one["title"], lines({**told, **where}, say)))
    return sections


def lines(fields: Mapping, say: Say) -> tuple[str, ...]:
    return tuple(f"{say(label)}: {in_words(name, fields[name], say)}" for name, label in FIELDS.items() if name in fields)


def in_words(name: str, value, say: Say) -> str:
    """Return the value of a field for people: ids as they are, lists with commas, coded values in words."""
    if name in CODED:
        return say(VALUES[value])
    if name == "security_and_privacy":
        return "\n".join(f"{say(VALUES[one['title']])}: {one['description']}" for one in value)
    if name == "metadata":
        return "\n".join(f"{one['description']} ({one['metadata_standard_id']['identifier']})" for one in value)
    if name == "license":
        return "\n".join(f"{one['license_ref']} ({one['start_date']})" for one in value)
    if name == "host":
        return f"{value['title']} ({value['url']})"
    if isinstance(value, Mapping):
        return str(value["identifier"])
    return ", ".join(value) if isinstance(value, list) else str(value)


def person(one: Mapping) -> str:
    return ", ".join([one["name"], *one["role"], one["contributor_id"]["identifier"], *([one["mbox"]] if "mbox" in one else [])])


def as_letter(built: Built, language: str, said: Callable[[Missing], str], say: Say) -> Letter:
    """Return the plan in the form in which documents are written; what it lacks stands first."""
    sections = readable(built.document, say)
    if built.missing:
        sections.insert(0, Section(say(gettext_noop("The plan still lacks")), tuple(said(one) for one in built.missing)))
    return Letter(language, built.document["dmp"]["title"], tuple(sections), tuple(one.what for one in built.missing), frozenset())
