"""Verbs on interview guides. A version that interviews were held with stands as it was; a change makes the next one, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from belegg.apps.fieldwork.models import Guide, GuideQuestion, GuideVersion
from belegg.apps.study import journal
from belegg.apps.study.actions import RESERVED, free_key, slug
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may, check_same_study
from belegg.apps.study.seen import fresh
from belegg.apps.study.whole import relations_to
from belegg.method.errors import Refused, gettext_noop
from belegg.method.guide import KINDS, Item
from belegg.method.guide import compare as compare_items

MOST_QUESTIONS = 1000
LONGEST = 4000


def items_of(version: GuideVersion) -> list[Item]:
    """Return the questions of a version in order."""
    rows = GuideQuestion.objects.filter(version=version).order_by("position", "pk")
    return [Item(row.qid, row.parent, row.text, row.kind) for row in rows]


def versions_of(guide: Guide) -> list[GuideVersion]:
    """Return the versions of a guide, the first first."""
    return list(GuideVersion.objects.filter(guide=guide).select_related("guide").order_by("number"))


def ids_ever_used(guide: Guide) -> set[str]:
    """Return the ids of all questions of all versions: a new question may bear none of them."""
    return set(GuideQuestion.objects.filter(version__guide=guide).values_list("qid", flat=True))


def is_used(version: GuideVersion) -> bool:
    """Say whether something besides its own questions points at a version: an interview held with it."""
    relations = (relation for relation in relations_to(GuideVersion) if relation.related_model is not GuideQuestion)
    return any(relation.related_model._default_manager.filter(**{relation.field.name: version}).exists() for relation in relations)


def check_title(study: Study, title: str, besides: Guide | None = None) -> str:
    """Return the title on one line. Raises Refused("no_title") or Refused("guide_exists")."""
    title = " ".join(title.split())[:300]
    if not title:
        raise Refused("no_title", gettext_noop("A guide needs a title."), gettext_noop("Write one, such as Managers."))
    others = Guide.objects.filter(study=study).exclude(pk=besides.pk if besides else 0)
    if title.casefold() in {known.casefold() for known in others.values_list("title", flat=True)}:
        raise Refused(
            "guide_exists",
            gettext_noop("There is already a guide called “%(title)s”."),
            gettext_noop("Make a new version of it, or choose another title."),
            title=title,
        )
    return title


def check_items(items: Sequence[Item]) -> list[Item]:
    """Return the questions with their words trimmed.

    Raises Refused("no_questions"), Refused("too_many_questions"), Refused("question_without_words") and Refused("question_not_in_tree").
    """
    if not items:
        raise Refused("no_questions", gettext_noop("A guide needs at least one question."), gettext_noop("Write one on each line."))
    if len(items) > MOST_QUESTIONS:
        raise Refused(
            "too_many_questions",
            gettext_noop("A guide has at most %(most)s questions; this list has %(count)s lines."),
            gettext_noop("Leave out what is no question."),
            most=MOST_QUESTIONS,
            count=len(items),
        )
    seen: set[str] = set()
    checked = []
    for item in items:
        text = " ".join(item.text.split())[:LONGEST]
        if not text:
            raise Refused("question_without_words", gettext_noop("A question has no words."), gettext_noop("Write it, or take it out."))
        known_parent = not item.parent or item.parent in seen
        if not item.qid or item.qid in seen or not known_parent or item.kind not in KINDS:
            raise Refused(
                "question_not_in_tree",
                gettext_noop("“%(text)s” does not stand below a question before it, or stands there twice."),
                gettext_noop("Open the guide again and change it there."),
                text=text[:60],
            )
        seen.add(item.qid)
        checked.append(Item(item.qid, item.parent, text, item.kind))
    return checked


def check_why(why: str) -> str:
    """Return the reason trimmed. Raises Refused("no_reason")."""
    why = why.strip()
    if not why:
        raise Refused(
            "no_reason",
            gettext_noop("A new version needs a reason."),
            gettext_noop("Write in a sentence why the guide was changed; the method chapter will ask."),
        )
    return why


def add_guide(
    study: Study, title: str, items: Sequence[Item], *, by: Member, language: str = "", date: Date | None = None, why: str = ""
) -> GuideVersion:
    """Enter a guide with its first version, and return that. Raises as `check_title` and `check_items`."""
    check_may(by, "edit")
    checked = check_items(items)
    with journal.act(study, by=by, verb="guide.add", why=why) as doing:
        title = check_title(study, title)
        key = slug(title, "guide")
        key = free_key(Guide.objects.filter(study=study), f"guide-{key}" if key in RESERVED else key)
        doing.about, doing.params = f"guide:{key}", {"title": title, "count": len(checked)}
        guide = doing.create(Guide(study=study, key=key, title=title, language=language[:8]))
        return _write_version(doing, guide, 1, checked, date, why)


def new_guide_version(guide: Guide, items: Sequence[Item], *, why: str, by: Member, date: Date | None = None) -> GuideVersion:
    """Enter the next version of a guide, with the reason for it.

    Questions that stay keep their ids (`method.guide.keep_ids`). Raises as `check_items` and `check_why`, and Refused("nothing_changed").
    """
    check_may(by, "edit")
    check_same_study(by, guide)
    checked, why = check_items(items), check_why(why)
    with journal.act(guide.study, by=by, verb="guide.version", about=f"guide:{guide.key}", why=why, title=guide.title) as doing:
        last = versions_of(fresh(guide))[-1]
        if [change for change in compare_items(items_of(last), checked) if change.what != ("same",)] == []:
            raise Refused(
                "nothing_changed",
                gettext_noop("The questions are those of version %(number)s."),
                gettext_noop("Change some, or go on using that version."),
                number=last.number,
            )
        doing.params |= {"number": last.number + 1}
        return _write_version(doing, guide, last.number + 1, checked, date, why)


def _write_version(doing: Act, guide: Guide, number: int, items: Sequence[Item], date: Date | None, why: str) -> GuideVersion:
    key = free_key(GuideVersion.objects.filter(study=guide.study), f"{guide.key[:50]}-v{number}")
    version = doing.create(GuideVersion(study=guide.study, key=key, guide=guide, number=number, date=date, why=why))
    _write_questions(doing, version, items)
    return version


def _write_questions(doing: Act, version: GuideVersion, items: Sequence[Item]) -> None:
    doing.create_many(
        GuideQuestion(study=version.study, version=version, qid=item.qid, parent=item.parent, kind=item.kind, text=item.text, position=at)
        for at, item in enumerate(items)
    )


def change_questions(version: GuideVersion, items: Sequence[Item], *, by: Member) -> GuideVersion:
    """Change the questions of a version no interview has been held with yet. Raises as `check_items`, and Refused("version_used")."""
    check_may(by, "edit")
    check_same_study(by, version)
    checked = check_items(items)
    about = f"guide:{version.guide.key}"
    with journal.act(version.study, by=by, verb="guide.change", about=about, title=version.guide.title, number=version.number) as doing:
        version = fresh(version)
        check_unused(version)
        if items_of(version) != checked:
            doing.delete_many(GuideQuestion.objects.filter(version=version))
            _write_questions(doing, version, checked)
        return version


def check_unused(version: GuideVersion) -> None:
    """Raises Refused("version_used")."""
    if is_used(version):
        raise Refused(
            "version_used",
            gettext_noop("Interviews were held with version %(number)s, so it stays as it was."),
            gettext_noop("Make a new version instead."),
            number=version.number,
        )


def describe_guide_version(version: GuideVersion, *, by: Member, seen: str = "", date: Date | None = None, why: str = "") -> GuideVersion:
    """Say when a version was taken into use, and why it was made. Every version but the first needs a reason."""
    check_may(by, "edit")
    check_same_study(by, version)
    why = check_why(why) if version.number > 1 else why.strip()
    about = f"guide:{version.guide.key}"
    with journal.act(version.study, by=by, verb="guide.describe", about=about, title=version.guide.title, number=version.number) as doing:
        return doing.update(fresh(version, seen), date=date, why=why)


def rename_guide(guide: Guide, title: str, *, by: Member, seen: str = "") -> Guide:
    """Give a guide another title. Raises as `check_title`."""
    check_may(by, "edit")
    check_same_study(by, guide)
    with journal.act(guide.study, by=by, verb="guide.rename", about=f"guide:{guide.key}", title=guide.title) as doing:
        return doing.update(fresh(guide, seen), title=check_title(guide.study, title, besides=guide))


def delete_guide_version(version: GuideVersion, *, by: Member, why: str = "") -> None:
    """Take the last version of a guide away, and with its first the guide itself.

    Raises Refused("version_used") where interviews were held with it, Refused("not_the_last") where a later one builds on it.
    """
    check_may(by, "edit")
    check_same_study(by, version)
    about = f"guide:{version.guide.key}"
    with journal.act(
        version.study, by=by, verb="guide.delete_version", about=about, why=why, title=version.guide.title, number=version.number
    ) as doing:
        version = fresh(version)
        check_unused(version)
        if GuideVersion.objects.filter(guide=version.guide_id, number__gt=version.number).exists():
            raise Refused(
                "not_the_last",
                gettext_noop("Version %(number)s has later ones after it."),
                gettext_noop("Only the last version can be taken away."),
                number=version.number,
            )
        guide = version.guide
        check_answers_stand(version)
        doing.delete_many(GuideQuestion.objects.filter(version=version))
        doing.delete(version)
        if version.number == 1:
            doing.delete(guide)


def check_answers_stand(version: GuideVersion) -> None:
    """Raises Refused("guide_used") where passages or codes name questions of a guide that would go with its first version."""
    if version.number > 1:
        return
    relations = (relation for relation in relations_to(Guide) if relation.related_model is not GuideVersion)
    if any(relation.related_model._default_manager.filter(**{relation.field.name: version.guide_id}).exists() for relation in relations):
        raise Refused(
            "guide_used",
            gettext_noop("Passages are marked as answers to questions of this guide, or codes name its questions."),
            gettext_noop("Take those back first."),
        )
