"""Begin a study."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "Begin a study."
EXAMPLE = 'belegg new "Co-creation in three municipalities" --question "How is co-creation understood?" --case Bergen --case Os'


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", help="the title; it can be changed later")
    parser.add_argument("--id", default="", help="the study's id in addresses and commands (default: made from the title)")
    parser.add_argument("--question", action="append", default=[], metavar="TEXT", help="a research question; may be given several times")
    parser.add_argument("--case", action="append", default=[], metavar="NAME", help="a case; may be given several times")
    parser.add_argument("--kind", default="", help="what the cases are, such as municipality")
    parser.add_argument("--language", default="nb", help="the language of most texts: nb, nn, en … (default: nb)")


def run(options: Namespace) -> object:
    from django.db import transaction

    from belegg.apps.study.actions import begin_study, check_key
    from belegg.apps.study.cases import add_case
    from belegg.apps.study.models import Member
    from belegg.apps.study.questions import add_question
    from belegg.cli.store import acting_user

    user = acting_user(options)
    if options.id:
        check_key(options.id)
    with transaction.atomic():
        study = begin_study(options.title, by=user, key=options.id, language=options.language, languages=[options.language])
        owner = Member.objects.select_related("study").get(study=study, user=user)
        questions = [add_question(study, text, by=owner) for text in options.question]
        cases = [add_case(study, name, kind=options.kind, by=owner) for name in options.case]
    if options.json:
        return {"study": study.key, "questions": [question.key for question in questions], "cases": [case.key for case in cases]}
    return f"Began the study “{study.title}” (id {study.key}). Bring in sources with: belegg add FILE --study {study.key}"
