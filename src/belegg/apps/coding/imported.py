"""Passages that were coded already where a file comes from (a coded table) come in as codings, in the act that brings the source in."""

from __future__ import annotations

from django.utils.translation import gettext

from belegg.apps.coding.codebook import new_code
from belegg.apps.coding.codings import make_coding
from belegg.apps.coding.derive import Passages, turn_rows
from belegg.apps.coding.models import Code, Coding, Round, Voice
from belegg.apps.sources.models import Text
from belegg.apps.study.journal import Act
from belegg.apps.study.models import Member
from belegg.formats import Document


def code_passages(doing: Act, text: Text, document: Document) -> None:
    """Put the passages of a document under their codes; a code the study lacks is made.

    The coder is the member whose name or id the file gives, else who imports: a stranger's name in a file makes nobody a member.
    """
    if not document.passages:
        return
    codes = {code.name.casefold(): code for code in Code.objects.filter(study=doing.study)}
    members = list(Member.objects.filter(study=doing.study))
    coders = {name.casefold(): member for member in members for name in (member.key, member.name)}
    round = Round.objects.filter(study=doing.study).order_by("-position", "-pk").first()
    round = round or doing.create(Round(study=doing.study, key="r1", name=gettext("Round 1"), position=1))
    ready = Passages(text.body.text, turn_rows(text))
    made: dict[tuple, Coding] = {}
    for passage in document.passages:
        name = " ".join(passage.code.split())[:200]
        if not name:
            continue
        code = codes.get(name.casefold()) or codes.setdefault(name.casefold(), doing.create(new_code(doing.study, name)))
        coder = coders.get(passage.coder.casefold(), doing.by)
        made.setdefault(
            (passage.start, passage.end, code.pk, coder.pk), make_coding(text, code, passage.start, passage.end, round, coder, ready)
        )
    doing.create_many(list(made.values()))
    doing.create_many([Voice(coding=coding, person_id=person) for coding in made.values() for person in coding.further_voices])
