"""What the facts of the plan are called, and where each place is found."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.models import Study
from belegg.method.plan import PLACES

FACTS = {
    "project_kind": (_("Kind of project"), ""),
    "leader_name": (_("Project leader"), _("For student projects the supervisor.")),
    "leader_email": (_("E-mail of the leader"), ""),
    "leader_id": (_("ORCID of the leader"), _("0000-0000-0000-0000, or another id that stays the same.")),
    "student_name": (_("Student"), ""),
    "student_email": (_("E-mail of the student"), ""),
    "student_id": (_("ORCID of the student"), _("Or another id that stays the same.")),
    "contributors": (_("Others who contribute"), _("One a line: name; role; ORCID or other id; e-mail.")),
    "start": (_("Start date"), ""),
    "end": (_("End date"), _("When the processing of personal data ends.")),
    "data_kinds": (_("Personal data that are processed"), ""),
    "special": (_("Special categories of personal data"), _("Raises the data class of what leaves.")),
    "third_persons": (_("Third persons"), _("What you learn about people who do not take part, and what you do with it.")),
    "consent_documentation": (_("How consent is documented"), _("Signed, recorded, by e-mail; where it is kept.")),
    "transfer": (_("Transfer outside the EEA"), _("To whom and on what basis; write “none” if there is none.")),
    "approvals": (_("Approvals from others"), _("Employer, ethics committee; write “none” if none is needed.")),
    "ethical_issues": (_("Are there ethical issues?"), ""),
    "ethical_description": (_("Which ethical issues"), ""),
}
SAMPLE = {
    "who": (_("Who they are"), _("Such as employees of three municipalities.")),
    "recruitment": (_("How they are selected"), _("Left open, the letter's words on why they are asked stand here.")),
    "contacted": (_("How you reach them"), ""),
    "age": (_("Age"), ""),
    "numbers": (_("How many"), ""),
    "methods": (_("Methods"), ""),
    "data": (_("What is collected about them"), ""),
    "basis": (_("Legal basis"), ""),
    "special_basis": (_("Legal basis for special categories"), _("Only where there are any.")),
}
DATASET = {
    "access": (_("Who may use it"), _("As it is planned for after the study.")),
    "host": (_("Where it lies"), _("The server or archive.")),
    "host_url": (_("Address of where it lies"), ""),
    "licence": (_("Licence"), _("The address of the licence, such as https://creativecommons.org/licenses/by/4.0/.")),
    "licence_from": (_("The licence holds from"), ""),
    "issued": (_("Issued"), _("When it is or will be handed over.")),
    "preservation": (_("What is kept and for how long"), _("What the promises say stands there by itself.")),
    "personal": (_("Are there personal data in it?"), ""),
}
# Facts that are written on one line.
SHORT = {
    "leader_name",
    "leader_email",
    "leader_id",
    "student_name",
    "student_email",
    "student_id",
    "age",
    "numbers",
    "host",
    "host_url",
    "licence",
    "who",
}


def place_url(study: Study, place: str, thing: str = "") -> str:
    """Return the page on which a fact is told, at the fact where the page is a form."""
    if place == "samples":
        return reverse("sample", args=[study.key, thing]) if thing else reverse("new_sample", args=[study.key])
    if place == "datasets":
        return reverse("plan_dataset", args=[study.key, thing]) if thing else reverse("sources", args=[study.key])
    if place == "sent":
        return reverse("sent_letter", args=[study.key, thing]) if thing else reverse("letter", args=[study.key])
    names = {
        "letter": "letter_facts",
        "plan": "plan_facts",
        "questions": "field",
        "guides": "guides",
        "promises": "promises",
        "settings": "settings",
    }
    return reverse(names[place], args=[study.key]) + (f"#id_{thing}" if place in ("letter", "plan") and thing else "")


def place_words(place: str) -> str:
    return gettext(PLACES[place])
