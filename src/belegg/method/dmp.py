"""A machine-actionable data management plan, after the RDA DMP Common Standard for machine-actionable DMPs 1.1.

The standard: Miksa, Walk and Neish (2020), RDA DMP Common Standard for Machine-actionable Data Management Plans, doi.org/10.15497/rda00039; field names,
cardinalities and values as in packs/dmp/madmp-1.1.schema.json. No required field is ever filled with a value nobody told: what lacks is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from belegg.method.errors import Refused, gettext_noop
from belegg.method.plan import Missing, contributors, identifier

# ISO 639-3, which the standard wants, of the languages of studies (ISO 639-1).
ISO_639_3 = {
    "nb": "nob",
    "nn": "nno",
    "no": "nor",
    "en": "eng",
    "sv": "swe",
    "da": "dan",
    "se": "sme",
    "de": "deu",
    "fr": "fra",
    "fi": "fin",
}


@dataclass(frozen=True)
class Dataset:
    """A dataset with what the study tells of it. `personal` is yes, no or unknown, "" where nobody has said; `until` is an ISO day or ""."""

    kind: str
    title: str
    description: str
    type: str
    personal: str
    formats: tuple[str, ...] = ()
    standards: tuple[tuple[str, str], ...] = ()  # (address, description)
    retention: str = ""
    until: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What a plan is made of. `facts` are those of method.plan, the letter's among them; times are ISO 8601."""

    id: str
    title: str
    language: str
    created: str
    modified: str
    facts: Mapping[str, object]
    datasets: Sequence[Dataset]


@dataclass(frozen=True)
class Built:
    """The document as far as it goes, and what lacks. Only where nothing lacks it is a valid one."""

    document: dict
    missing: tuple[Missing, ...]


def build(plan: Plan) -> Built:
    """Return the plan as the standard's JSON."""
    facts = plan.facts
    lacking = list(lacks(plan))
    dmp: dict = {
        "title": plan.title, "dmp_id": {"identifier": plan.id, "type": "other"}, "language": ISO_639_3.get(plan.language, ""),
        "created": plan.created, "modified": plan.modified, "description": facts["purpose"],
        "ethical_issues_exist": facts["ethical_issues"], "ethical_issues_description": facts["ethical_description"],
        "contact": person("contact_id", facts, "leader"),
        "contributor": people(facts),
        "project": [{"title": facts["title"], "description": facts["purpose"], "start": facts["start"], "end": facts["end"]}],
        "dataset": [dataset(one, plan) for one in plan.datasets],
    }  # fmt: skip
    return Built({"dmp": without_empty(dmp)}, tuple(lacking))


def lacks(plan: Plan) -> Iterable[Missing]:
    facts = plan.facts
    for name, what, place in (
        ("title", gettext_noop("title of the study"), "letter"), ("purpose", gettext_noop("purpose"), "letter"),
        ("leader_name", gettext_noop("name of the leader"), "plan"), ("leader_email", gettext_noop("e-mail of the leader"), "plan"),
        ("leader_id", gettext_noop("ORCID or other id of the leader"), "plan"), ("start", gettext_noop("start date"), "plan"),
        ("end", gettext_noop("end date"), "plan"), ("ethical_issues", gettext_noop("whether there are ethical issues"), "plan"),
        ("special", gettext_noop("special categories, or that there are none"), "plan"),
    ):  # fmt: skip
        if not facts[name]:
            yield Missing(what, place)
    if facts["student_name"] and not facts["student_id"]:
        yield Missing(gettext_noop("ORCID or other id of the student"), "plan")
    if plan.language not in ISO_639_3:
        yield Missing(gettext_noop("language of the texts"), "settings")
    if not plan.datasets:
        yield Missing(gettext_noop("datasets"), "datasets")
    for one in plan.datasets:
        yield from lacks_of(one)


def lacks_of(one: Dataset) -> Iterable[Missing]:
    told = one.told
    if not one.personal:
        yield Missing(gettext_noop("whether there are personal data"), "datasets", one.kind)
    if not told["access"]:
        yield Missing(gettext_noop("who may use it"), "datasets", one.kind)
    if bool(told["host"]) != bool(told["host_url"]):
        yield Missing(gettext_noop("name and address of where it lies"), "datasets", one.kind)
    if bool(told["licence"]) != bool(told["licence_from"]):
        yield Missing(gettext_noop("licence and from when it holds"), "datasets", one.kind)


def dataset(one: Dataset, plan: Plan) -> dict:
    special = plan.facts["special"]
    sensitive = "" if not special else "yes" if one.personal != "no" and special != ["none"] else "no"
    language = ISO_639_3.get(plan.language, "")
    measures = [{"title": title, "description": str(plan.facts[name])} for name, title in (("storage", "Storage"), ("access", "Access"))]
    host = {"title": one.told["host"], "url": one.told["host_url"]}
    licence = {"license_ref": one.told["licence"], "start_date": one.told["licence_from"]}
    return {
        "dataset_id": {"identifier": f"{plan.id}/{one.kind}", "type": "other"},
        "title": one.title, "description": one.description, "type": one.type, "language": language,
        "personal_data": one.personal, "sensitive_data": sensitive, "issued": one.told["issued"],
        "preservation_statement": "\n".join(part for part in (one.told["preservation"], one.retention) if part),
        "security_and_privacy": [one for one in measures if one["description"]],
        "metadata": [
            {"language": language, "description": words, "metadata_standard_id": {"identifier": address, "type": "url"}}
            for address, words in one.standards
        ],
        "distribution": [
            {
                "title": one.title, "data_access": one.told["access"], "format": list(one.formats), "available_until": one.until,
                "host": host if all(host.values()) else {}, "license": [licence] if all(licence.values()) else [],
            }
        ],
    }  # fmt: skip


def person(id_name: str, facts: Mapping, who: str) -> dict:
    """Return somebody as the standard writes people; `who` is leader or student."""
    id = str(facts[f"{who}_id"])
    return {"name": facts[f"{who}_name"], "mbox": facts[f"{who}_email"], id_name: identifier(id) if id else {}}


def people(facts: Mapping) -> list[dict]:
    """Return those who contribute: the leader, the student, and whom the study names. Who has no id is left out (`lacks` names it)."""
    named = [{**person("contributor_id", facts, who), "role": [role]} for who, role in (("leader", "ProjectLeader"), ("student", "Researcher"))
             if facts[f"{who}_name"] and facts[f"{who}_id"]]  # fmt: skip
    return named + contributors(str(facts["contributors"]))


def without_empty(value):
    """Return a document without what nobody told: empty texts, lists and objects are no values."""
    if isinstance(value, dict):
        return {name: kept for name, part in value.items() if (kept := without_empty(part)) not in ("", [], {}, None)}
    if isinstance(value, list):
        return [kept for part in value if (kept := without_empty(part)) not in ("", [], {}, None)]
    return value


def complete(built: Built, says: Sequence[str]) -> dict:
    """Return the document. `says` are the missing things in the reader's words, each with where it is told.

    Raises Refused("plan_incomplete") naming them all.
    """
    if built.missing:
        raise Refused(
            "plan_incomplete",
            gettext_noop("The data management plan still lacks: %(missing)s."),
            gettext_noop("Fill it in, then save the plan."),
            missing="; ".join(says),
        )
    return built.document
