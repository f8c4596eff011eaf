"""Words the whole program uses: the rooms, and what each verb of the journal is called."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belegg.apps.study import journal
from belegg.apps.study.models import JournalEntry


class Room(NamedTuple):
    key: str
    letter: str  # g then this letter goes there
    label: Promise | str
    url: str


ROOMS = [
    Room("overview", "o", _("Overview"), "overview"),
    Room("field", "f", _("Field"), "field"),
    Room("sources", "s", _("Sources"), "sources"),
    Room("codes", "c", _("Codes"), "codes"),
    Room("compare", "m", _("Compare"), "compare"),
    Room("types", "t", _("Types"), "types"),
    Room("explain", "e", _("Explain"), "explain"),
    Room("findings", "i", _("Findings"), "findings"),
    Room("report", "r", _("Report"), "report"),
    Room("journal", "j", _("Journal"), "journal"),
]

# What the first word of a verb is called where one chooses by it.
NOUNS: dict[str, Promise | str] = {
    "study": _("study"),
    "member": _("member"),
    "question": _("question"),
    "case": _("case"),
    "attribute": _("attribute"),
    "value": _("attribute value"),
    "person": _("person"),
    "names": _("names"),
    "recording": _("recording"),
    "source": _("source"),
    "text": _("text"),
    "turns": _("turns"),
    "part": _("part of a source"),
    "answer": _("answer to a question"),
    "code": _("code"),
    "codebook": _("codebook"),
    "coding": _("coding"),
    "looked": _("coded through"),
    "round": _("round"),
    "guide": _("interview guide"),
    "design": _("design record"),
    "contact": _("contact"),
    "interview": _("interview"),
    "promise": _("promise"),
    "plan": _("plan"),
    "data_classes": _("data classes"),
    "export": _("export"),
    "consent": _("consent"),
    "check": _("quotation check"),
    "observation": _("observation"),
    "definition": _("definition"),
    "document": _("document"),
    "letter": _("information letter"),
    "identity": _("identity"),
    "memo": _("memo"),
    "summary": _("summary"),
}

# One line per verb of the journal, said of something already done. %(…)s are the entry's params.
VERBS: dict[str, Promise | str] = {
    "study.begin": _("began the study"),
    "study.change": _("changed the study"),
    "study.load": _("loaded a study folder with %(texts)s texts and %(codings)s codings"),
    "study.save": _("saved the study as a folder of %(files)s files"),
    "member.add": _("made %(name)s a member (%(role)s)"),
    "member.role": _("changed the role of %(name)s"),
    "coding.mark": _("coded '%(code)s' in %(text)s"),
    "coding.mark_new": _("coded '%(code)s', a new code, in %(text)s"),
    "coding.mark_many": _("coded %(n)s passages '%(code)s'"),
    "coding.mark_many_new": _("coded %(n)s passages '%(code)s', a new code"),
    "coding.unmark": _("took '%(code)s' away from a passage in %(text)s"),
    "coding.reshape": _("moved the borders of '%(code)s' in %(text)s"),
    "coding.place": _("put '%(code)s', which waited, on words of %(text)s"),
    "coding.recode": _("changed '%(was)s' to '%(code)s' in %(text)s"),
    "looked.all": _("coded through %(text)s in %(round)s"),
    "looked.through": _("coded through %(text)s for '%(code)s' in %(round)s"),
    "looked.not_asked": _("noted that '%(code)s' was not asked for in %(text)s"),
    "looked.skipped": _("noted that '%(code)s' was skipped in %(text)s"),
    "looked.take_back_all": _("took back that %(text)s is coded through in %(round)s"),
    "looked.take_back": _("took back what was noted of '%(code)s' in %(text)s"),
    "recording.add": _("added the recording %(recording)s"),
    "recording.bring": _("brought the sound of %(recording)s"),
    "recording.transcribed": _("said when %(recording)s was transcribed"),
    "recording.pass": _("noted a pass through %(recording)s"),
    "recording.unpass": _("took a note of a pass through %(recording)s away"),
    "recording.delete": _("deleted the recording %(recording)s for good"),
    "recording.silence": _("made stretches of %(recording)s silent for good"),
    "round.begin": _("began %(name)s"),
    "code.add": _("added the code '%(name)s'"),
    "question.add": _("added the question '%(text)s'"),
    "question.change": _("changed the question '%(text)s'"),
    "question.move": _("moved the question '%(text)s'"),
    "question.delete": _("deleted the question '%(text)s'"),
    "case.add": _("added the case %(name)s"),
    "case.change": _("changed the case %(name)s"),
    "case.move": _("moved the case %(name)s"),
    "case.delete": _("deleted the case %(name)s"),
    "attribute.add": _("added the attribute '%(name)s'"),
    "attribute.change": _("changed the attribute '%(name)s'"),
    "attribute.move": _("moved the attribute '%(name)s'"),
    "attribute.delete": _("deleted the attribute '%(name)s'"),
    "attribute.import": _("read in %(n)s attribute values from a table"),
    "value.set": _("set '%(name)s' of %(case)s to %(value)s"),
    "value.delete": _("took away '%(name)s' of %(case)s"),
    "person.scheme": _("chose how informants are labelled"),
    "person.add": _("added %(name)s"),
    "person.change": _("changed %(name)s"),
    "person.delete": _("deleted %(name)s"),
    "person.withdraw": _("carried out a withdrawal (%(name)s)"),
    "person.merge": _("merged %(name)s into %(into)s"),
    "names.decide": _("decided on %(n)s names in %(title)s"),
    "names.undecide": _("opened names in %(title)s again"),
    "names.list": _("put a word on the word list"),
    "names.unlist": _("took a word off the word list"),
    "text.pseudonymise": _("replaced %(n)s names in %(title)s"),
    "text.put_back": _("put %(n)s words back in %(title)s"),
    "person.describe": _("noted what is known of %(name)s"),
    "person.tell_less": _("told less of %(attribute)s, of %(n)s people"),
    "source.add": _("brought in %(title)s"),
    "source.add_many": _("brought in %(count)s sources"),
    "source.change": _("changed %(title)s"),
    "source.interview": _("said which interview %(title)s came of"),
    "source.cases": _("changed the cases of %(title)s"),
    "source.delete": _("deleted %(title)s"),
    "part.mark": _("said that a part of %(title)s belongs to %(case)s"),
    "part.unmark": _("took back that a part of %(title)s belongs to %(case)s"),
    "part.place": _("said where a part of %(title)s belongs that waited"),
    "answer.mark": _("marked an answer to '%(question)s' in %(title)s"),
    "answer.unmark": _("took an answer mark away in %(title)s"),
    "answer.place": _("said where an answer in %(title)s belongs that waited"),
    "code.elicited": _("said which questions bring out '%(name)s' (%(n)s)"),
    "text.version": _("corrected the text of %(title)s"),
    "text.seal": _("sealed the text of %(title)s"),
    "text.turns": _("corrected the turns of %(title)s"),
    "text.speaker": _("said who '%(label)s' is in %(title)s"),
    "code.rename": _("renamed the code '%(name)s' to '%(new)s'"),
    "code.change": _("changed the code '%(name)s'"),
    "code.move": _("moved the code '%(name)s'"),
    "code.merge": _("merged the code '%(name)s' into '%(into)s'"),
    "code.split": _("split '%(new)s' off the code '%(name)s'"),
    "code.delete": _("deleted the code '%(name)s'"),
    "codebook.import": _("imported a codebook"),
    "codebook.version": _("recorded a version of the codebook"),
    "design.change": _("changed the design record (%(field)s)"),
    "contact.add": _("entered the contact %(name)s"),
    "contact.change": _("changed the contact %(name)s"),
    "contact.delete": _("deleted the contact %(name)s"),
    "contact.forget": _("erased who the contact %(name)s was"),
    "contact.frame": _("said which units are to be reached"),
    "interview.add": _("entered the interview with %(name)s"),
    "interview.change": _("changed the interview with %(name)s"),
    "interview.delete": _("deleted the interview with %(name)s"),
    "interview.skip": _("said whether '%(text)s' was left out in the interview with %(name)s"),
    "guide.add": _("added the guide %(title)s"),
    "guide.version": _("made version %(number)s of the guide %(title)s"),
    "guide.change": _("changed the questions of the guide %(title)s, version %(number)s"),
    "guide.describe": _("said when and why version %(number)s of the guide %(title)s was made"),
    "guide.rename": _("renamed the guide %(title)s"),
    "guide.delete_version": _("deleted version %(number)s of the guide %(title)s"),
    "identity.set": _("entered who %(name)s is"),
    "identity.look_all": _("looked at real names (%(count)s)"),
    "identity.look": _("looked at who %(name)s is"),
    "member.identities": _("changed whether %(name)s may see real names"),
    "definition.mark": _("noted that %(term)s is defined in %(title)s"),
    "definition.unmark": _("took back that %(term)s is defined in %(title)s"),
    "observation.add": _("entered the observation %(title)s"),
    "observation.change": _("changed the observation %(title)s"),
    "observation.delete": _("deleted the observation %(title)s"),
    "source.observation": _("said at which observation %(title)s was written"),
    "document.add": _("entered %(title)s in the register"),
    "document.change": _("changed %(title)s in the register"),
    "document.delete": _("took %(title)s out of the register"),
    "check.send": _("sent %(name)s quotations to check (%(n)s)"),
    "check.answer": _("noted what %(name)s says of quotation %(n)s"),
    "check.answer_link": _("received by link what %(name)s says of quotation %(n)s"),
    "check.delete": _("took back that quotations were sent to %(name)s"),
    "check.link": _("made a private link for %(name)s, good for %(n)s days"),
    "check.end_link": _("ended the private link of %(name)s"),
    "check.place": _("placed checked quotation %(n)s"),
    "check.drop": _("let checked quotation %(n)s go"),
    "consent.record": _("noted what %(name)s consents to (%(n)s)"),
    "letter.facts": _("said what the information letter is made of"),
    "letter.add": _("entered the letter %(title)s"),
    "letter.check": _("held the letter %(title)s against the checklist"),
    "letter.delete": _("deleted the letter %(title)s"),
    "promise.add": _("entered the promise '%(text)s'"),
    "promise.change": _("changed the promise '%(text)s'"),
    "promise.keep": _("kept the promise '%(text)s'"),
    "promise.drop": _("let the promise '%(text)s' go"),
    "promise.delete": _("deleted the promise '%(text)s'"),
    "promise.date": _("said when promises that wait fall due (%(event)s, %(date)s)"),
    "round.add": _("added the round %(name)s"),
    "round.change": _("changed the round %(name)s"),
    "round.move": _("moved the round %(name)s"),
    "round.delete": _("deleted the round %(name)s"),
    "memo.add": _("wrote the memo '%(title)s'"),
    "memo.change": _("changed the memo '%(title)s'"),
    "memo.delete": _("deleted the memo '%(title)s'"),
    "summary.write": _("wrote the summary of '%(code)s' for %(column)s"),
    "summary.remove": _("took away the summary of '%(code)s' for %(column)s"),
    "plan.facts": _("told what the plan is made of"),
    "plan.sample": _("told of the sample '%(name)s' for the plan"),
    "plan.delete_sample": _("took the sample '%(name)s' out of the plan"),
    "plan.dataset": _("told where a dataset is kept (%(kind)s)"),
    "data_classes.choose": _("chose the data classes %(pack)s"),
    "export.reason": _("let %(what)s go to %(target)s with a reason (%(data_class)s)"),
    "undo": _("undid: %(what)s"),
    "redo": _("did again: %(what)s"),
}


_PLACE = re.compile(r"%\(\w+\)s")


def say_entry(entry: JournalEntry) -> str:
    """Return an entry in words, such as "coded 'trust' in Interview 3"."""
    return say(entry.verb, journal.facts(entry)["params"])


def say(verb: str, params: dict) -> str:
    if verb in ("undo", "redo"):
        inner = dict(params)
        params = {"what": say(inner.pop("verb", ""), inner)}
    template = VERBS.get(verb)
    if template is None:
        return verb
    try:
        return str(template) % params
    except KeyError:  # the contents of the entry have been erased
        return _PLACE.sub("…", str(template))
