"""The plan of a study from what the study holds: the answers for a notification of personal data, and a data management plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date as Date

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from belegg.apps.coding.models import Coding
from belegg.apps.exchange.retention import Held, retention
from belegg.apps.fieldwork.models import GuideQuestion, GuideVersion
from belegg.apps.privacy.letters import facts_of
from belegg.apps.privacy.models import Answered, Consent, Letter, Person
from belegg.apps.privacy.pack_files import read_pack
from belegg.apps.privacy.plan_facts import datasets_of, plan_of, samples_of
from belegg.apps.privacy.promises import events_of, ledger
from belegg.apps.recordings.models import Recording
from belegg.apps.sources.models import Layer, Source, SourceKind, Text
from belegg.apps.study.models import JournalEntry, Question, Study
from belegg.method import dmp, notification
from belegg.method import plan as pure
from belegg.method.errors import Refused, gettext_noop
from belegg.method.letters import SAYS, unsaid
from belegg.method.plan import Fact

LANGUAGES = ("nb", "nn", "en")
OF_LETTER = (
    "title",
    "purpose",
    "institution",
    "contact",
    "dpo",
    "storage",
    "access",
    "processors",
    "recognisability",
    "after",
    "reference",
)
# What changes the plan: the latest of these is when it was last modified.
CHANGES = ("plan.", "letter.", "design.", "promise.")


def language_of(study: Study, asked: str = "") -> str:
    """Return the language a sheet is written in: the one asked for, else that of the study, else English. Raises Refused("no_such_language")."""
    if asked and asked not in LANGUAGES:
        raise Refused("no_such_language", gettext_noop("There are no words in this language."), gettext_noop("Choose nb, nn or en."))
    return asked or (study.language if study.language in LANGUAGES else "en")


def sheet_of(study: Study, language: str) -> notification.Sheet:
    """Return the answers for a notification, in a language of LANGUAGES. Raises Refused("bad_pack_file") and ("bad_pack")."""
    with translation.override(language):
        facts = study_facts(study)
        return notification.fill(read_pack("notification", f"sikt.{language}"), facts, sample_facts(study, facts))


def end_of(study: Study, letter: Mapping[str, str], plan: Mapping) -> str:
    """Return when the study ends as ISO 8601: as the plan says, the promises' dates, or the letter, so that nobody is asked twice."""
    told = events_of(study).get("study_end")
    return plan["end"] or (told.isoformat() if told else "") or pure.read_date(letter["end"])


def study_facts(study: Study) -> dict[str, Fact]:
    """Return the facts of the whole study in the language that is active."""
    letter, plan = facts_of(study), plan_of(study)
    facts = {name: Fact(letter[name], "letter", name) for name in OF_LETTER}
    for name in ("third_persons", "consent_documentation", "transfer", "approvals"):
        facts[name] = Fact(plan[name], "plan", name)
    for name, words in (("project_kind", pure.PROJECT_KINDS), ("data_kinds", pure.DATA_KINDS), ("special", pure.SPECIAL)):
        facts[name] = Fact(in_words(plan[name], words), "plan", name)
    special = set(plan["special"]) - {"none"}
    return facts | {
        "start": Fact(day_in_words(plan["start"]), "plan", "start"),
        "end": Fact(day_in_words(end_of(study, letter, plan)), "plan", "end"),
        "leader": Fact(who(plan, "leader"), "plan", "leader_name"), "student": Fact(who(plan, "student"), "plan", "student_name"),
        "project_kind_id": Fact(plan["project_kind"], "plan", "project_kind"), "has_special": Fact("yes" if special else "no", "plan", "special"),
        "questions": Fact("\n".join(Question.objects.filter(study=study).order_by("position", "pk").values_list("text", flat=True)), "questions"),
        "guides": Fact(guides_in_words(study), "guides"), "consents": Fact(consents_in_words(study), "sent"),
        "promises": Fact(promises_in_words(study), "promises"), **letter_facts(study),
    }  # fmt: skip


def sample_facts(study: Study, facts: Mapping[str, Fact]) -> list[dict[str, Fact]]:
    """Return each sample; how people were chosen stands in the letter, where a sample does not say it otherwise."""
    found = []
    for key, said in samples_of(study).items():
        sample = {name: Fact(str(said[name]), "samples", key) for name in pure.SAMPLE_FACTS if name not in pure.CHOICES}
        for name in ("methods", "basis", "special_basis"):
            sample[name] = Fact(in_words(said[name], pure.CHOICES[name]), "samples", key)
        if not said["recruitment"]:
            sample["recruitment"] = Fact(facts_of(study)["why_you"], "letter", "why_you")
        found.append(sample)
    return found


def day_in_words(day: str) -> str:
    return date_format(Date.fromisoformat(day), "DATE_FORMAT") if day else ""


def in_words(value: str | list[str], words: Mapping[str, str]) -> str:
    return ", ".join(gettext(words[one]) for one in ([value] if isinstance(value, str) else value) if one)


def who(plan: Mapping, role: str) -> str:
    return ", ".join(part for part in (plan[f"{role}_name"], plan[f"{role}_email"]) if part) if plan[f"{role}_name"] else ""


def guides_in_words(study: Study) -> str:
    lines = []
    versions = GuideVersion.objects.filter(study=study).select_related("guide").order_by("guide__title", "number")
    for version in versions:
        n = GuideQuestion.objects.filter(version=version, kind__in=("question", "probe")).count()
        asked = ngettext("%(n)s question", "%(n)s questions", n) % {"n": n}
        lines.append(
            gettext("%(title)s, version %(number)s (%(asked)s)") % {"title": version.guide.title, "number": version.number, "asked": asked}
        )
    return "\n".join(lines)


def consents_in_words(study: Study) -> str:
    """Return how many people have answered, and how they did it; "" while nobody is entered."""
    people = Person.objects.filter(study=study).count()
    if not people:
        return ""
    answered = Consent.objects.filter(study=study).values("person").distinct().count()
    ways = Counter(Consent.objects.filter(study=study, state=Answered.GIVEN).exclude(how="").values_list("how", flat=True).distinct())
    said = gettext("%(n)s of %(people)s people have answered") % {"n": answered, "people": people}
    return said + (f" ({', '.join(sorted(ways))})" if ways else "") + "."


def promises_in_words(study: Study) -> str:
    lines = []
    for line in ledger(study, timezone.localdate()):
        if not line.promise.settled:
            lines.append(line.promise.text + (f" ({date_format(line.due.on, 'DATE_FORMAT')})" if line.due.on else ""))
    return "\n".join(lines)


def letter_facts(study: Study) -> dict[str, Fact]:
    """Return the letter that was last sent, and what the checklist says of it."""
    sent = Letter.objects.filter(study=study).order_by("-made", "-pk").first()
    if sent is None:
        return {"letter": Fact("", "sent"), "letter_says": Fact("", "sent")}
    lacking = unsaid(sent.checklist)
    said = gettext("It says %(n)s of the %(all)s things a letter must say.") % {"n": len(SAYS) - len(lacking), "all": len(SAYS)}
    if lacking:
        said += " " + gettext("It does not say: %(lacking)s.") % {"lacking": ", ".join(gettext(SAYS[item]) for item in lacking)}
    kept = gettext("%(title)s, kept %(day)s, fingerprint %(hash)s") % {
        "title": sent.title, "day": date_format(timezone.localtime(sent.made), "DATE_FORMAT"), "hash": sent.sha256[:12],
    }  # fmt: skip
    return {"letter": Fact(kept, "sent", sent.key), "letter_says": Fact(said, "sent", sent.key)}


def plan_document(study: Study, language: str) -> dmp.Built:
    """Return the data management plan as far as it goes, with what lacks. `language` is that of its words."""
    with translation.override(language):
        letter, told = facts_of(study), plan_of(study)
        facts = {**{name: letter[name] for name in (*OF_LETTER, "end")}, **told, "end": end_of(study, letter, told)}
        title = gettext("Data management plan: %(title)s") % {"title": letter["title"]}
        return dmp.build(
            dmp.Plan(study.key, title, study.language, stamp(study.created), modified(study), facts, datasets(study, language))
        )


def stamp(time) -> str:
    return time.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")


def modified(study: Study) -> str:
    """Return when something of the plan was last changed, as the journal knows it."""
    changes = Q()
    for verb in CHANGES:
        changes |= Q(verb__startswith=verb)
    last = JournalEntry.objects.filter(changes, study=study).order_by("-number").values_list("time", flat=True).first()
    return stamp(last or study.created)


def counts_of(study: Study) -> dict[str, int]:
    """Return how much there is of each dataset."""
    texts = Text.objects.filter(study=study).exclude(source__kind__in=(SourceKind.DOCUMENT, SourceKind.OBSERVATION))
    named = Layer.PSEUDONYMISED
    return {
        "recordings": Recording.objects.filter(study=study, deleted=None).count(),
        "transcripts_raw": texts.exclude(layer=named).values("source").distinct().count(),
        "transcripts_pseudonymised": texts.filter(layer=named).values("source").distinct().count(),
        "consents": Consent.objects.filter(study=study).values("person").distinct().count(),
        "codings": Coding.objects.filter(study=study).count(),
        "observations": Source.objects.filter(study=study, kind=SourceKind.OBSERVATION).count(),
        "documents": Source.objects.filter(study=study, kind=SourceKind.DOCUMENT).count(),
    }


def datasets(study: Study, language: str) -> list[dmp.Dataset]:
    """Return the datasets that are there, and those that are planned: something is told of them."""
    pack, told, held = read_pack("dmp", "datasets"), datasets_of(study), retention(study, timezone.localdate())
    nothing = dict.fromkeys(pure.DATASET_FACTS, "")
    found = []
    for kind, n in counts_of(study).items():
        if not n and kind not in told:
            continue
        said, part = told.get(kind, nothing), pack[kind]
        standards = tuple((pack["standard"][one]["url"], pack["standard"][one]["description"][language]) for one in part["standards"])
        words, until = kept_until(kind, held)
        found.append(
            dmp.Dataset(
                kind, part["title"][language], gettext("%(n)s so far.") % {"n": n}, part["type"],
                said["personal"] if part["personal"] == "told" else part["personal"], tuple(part["formats"]), standards, words, until, said,
            )
        )  # fmt: skip
    return found


# What of the retention clock tells of a dataset.
CLOCK = {"recordings": "recording", "transcripts_raw": "text", "transcripts_pseudonymised": "text"}


def kept_until(kind: str, held: list[Held]) -> tuple[str, str]:
    """Return what the promise ledger says of how long a dataset is kept, and the day the last of it is due (ISO 8601; "" where one has no day)."""
    mine = [one for one in held if one.kind == CLOCK.get(kind)]
    promises = list(dict.fromkeys(one.promise.text for one in mine if one.promise))
    days = [one.due.on for one in mine]
    until = max((day for day in days if day), default=None) if days and all(days) else None
    return "\n".join(promises), until.isoformat() if until else ""


def lacking(built: dmp.Built) -> list[str]:
    """Return what a plan lacks, each with where it is told, in the reader's language."""
    return [f"{said(one)} ({gettext(pure.PLACES[one.place])})" for one in built.missing]


def said(one: pure.Missing) -> str:
    """Return what is missing in the reader's words, with the dataset it is of."""
    if one.place != "datasets" or not one.thing:
        return gettext(one.what)
    title = read_pack("dmp", "datasets")[one.thing]["title"]
    return f"{title.get((translation.get_language() or 'en')[:2], title['en'])}: {gettext(one.what)}"


def plan_json(study: Study, language: str) -> dict:
    """Return the plan as the RDA DMP Common Standard has it. Raises Refused("plan_incomplete") naming what lacks and where it is told."""
    built = plan_document(study, language)
    return dmp.complete(built, lacking(built))
