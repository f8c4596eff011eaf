"""The scheme by which a study labels its informants."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from belegg.apps.privacy.models import Person
from belegg.apps.study import journal
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import check_may
from belegg.apps.study.seen import fresh
from belegg.method import labels as pure
from belegg.method.errors import Refused, gettext_noop

SCHEME, USUAL = "label_scheme", "rank"


def scheme_of(study: Study) -> str:
    """Return the study's scheme; the usual one where none was chosen, or one this version does not know."""
    chosen = Study.objects.values_list("design", flat=True).get(pk=study.pk).get(SCHEME, USUAL)
    return chosen if chosen in pure.SCHEMES else USUAL


def set_scheme(study: Study, scheme: str, *, by: Member, why: str = "") -> None:
    """Choose how informants are labelled from now on; labels given stay as they are. Raises Refused("no_such_scheme")."""
    check_may(by, "edit")
    if scheme not in pure.SCHEMES:
        raise Refused(
            "no_such_scheme", gettext_noop("There is no such way to label informants."), gettext_noop("Choose from what is offered.")
        )
    with journal.act(study, by=by, verb="person.scheme", about="study", why=why) as doing:
        now = fresh(study)
        doing.update(now, design={**now.design, SCHEME: scheme})


def next_label(study: Study, *, rank: str = "", case: Case | None = None, scheme: str = "") -> str:
    """Return the label the next informant gets, in the language of the study. Numbers go on from the highest ever given to somebody who is there."""
    taken = Person.objects.filter(study=study).values_list("pseudonym", "key")
    with translation.override(study.language):
        informant = _("Informant")
        word = _("Key informant") if rank == "key" else informant
    top = case
    while top is not None and top.parent:
        top = top.parent
    n = pure.next_number(label for row in taken for label in row)
    return pure.label(scheme or scheme_of(study), n, informant=informant, rank=word, case=top.name if top else "")
