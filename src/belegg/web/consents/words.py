"""What the checklist of a letter and the facts it is made of are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from belegg.method.letters import SAYS

CHECKLIST = {item: _(words) for item, words in SAYS.items()}
FACTS = {
    "title": (_("Title of the study, as the letter says it"), ""),
    "purpose": (_("Purpose"), _("In two or three sentences a layperson understands.")),
    "institution": (_("Responsible institution"), _("The university, institute or municipality, with the unit.")),
    "why_you": (_("Why they are asked"), _("How they were chosen, and who gave you their name.")),
    "involves": (_("What it involves"), _("How long, where, recorded or not, what is asked about.")),
    "storage": (_("How the information is stored"), _("Where, encrypted or not, names apart from words.")),
    "access": (_("Who has access"), ""),
    "processors": (_("Processors"), _("Services that handle the information, such as for transcription; write “none” if there are none.")),
    "recognisability": (_("Whether one can be recognised"), _("In what is published: organisation, role, quotations.")),
    "end": (_("When the study ends"), _("A date, such as 30 June 2026.")),
    "after": (_("What happens then"), _("What is deleted, what is made anonymous, what is archived where.")),
    "contact": (_("Contact"), _("Name, phone and e-mail of who answers questions; for students also the supervisor.")),
    "dpo": (_("Data protection officer"), _("Of the responsible institution, with e-mail.")),
    "reference": (_("Reference number"), _("From Sikt or the ethics committee.")),
}
MARKS = {"given": "●", "refused": "×", "withdrawn": "⊘", "": "–"}
