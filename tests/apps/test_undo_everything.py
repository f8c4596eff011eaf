"""Every act of the apps, done, undone and done again: the rows and the study folder stand as before and as after."""

import importlib
import inspect
import pkgutil
from types import SimpleNamespace

import pytest
from django.apps import apps as installed

import belegg.apps
from belegg.apps.analysis.actions import write_summary
from belegg.apps.analysis.hits import Place, code_hits
from belegg.apps.coding import codebook, codings, looked, merging, rounds, versions, waiting
from belegg.apps.exchange.check import faults
from belegg.apps.exchange.save import files_of
from belegg.apps.privacy import actions as people_acts
from belegg.apps.privacy import traits
from belegg.apps.privacy.models import Person
from belegg.apps.sources import actions as sources
from belegg.apps.sources.models import Part
from belegg.apps.study import actions as study_acts
from belegg.apps.study import attribute_table, attributes, cases, design, journal, memos, questions
from belegg.apps.study.models import Step, Study
from belegg.formats import Document
from belegg.formats.document import Passage
from belegg.method import codebook as pure
from belegg.method.transcript import recognise
from tests.apps.analysis import doings as checking
from tests.apps.fieldwork import doings as fieldwork
from tests.apps.fieldwork import observation_doings
from tests.apps.privacy import doings_consents as consents
from tests.apps.privacy import doings_identity as identity
from tests.apps.privacy import doings_plan as plan
from tests.apps.privacy import doings_promises as promises
from tests.apps.recordings import doings as recordings
from tests.apps.sources import answers_doings, documents_doings, names_doings, versions_doings
from tests.web.test_words import verbs_in_the_code
from tests.worlds import INTERVIEW, add_codes, add_round, bring_in

# Functions with `by=` that are no acts of their own: they check, or they belong to an act told by another name here.
NOT_ACTS = {
    "study.journal.act", "sources.actions.versions.carried_version", "sources.actions.versions.preview_version",
    "sources.actions.sealing.seal_text",  # destroys the way back: tests/apps/sources/test_sealing.py
    "coding.codings.checked_passages", "coding.codings.make_coding", "sources.actions.add.checked",
    "analysis.hits.passages_for", "study.memos.check_change_memo", "coding.rules.check_change",
    # begins a study, or takes one in or out: not a step of anybody's work in it
    "study.actions.begin_study", "exchange.load.load_study", "exchange.load.write_study", "exchange.demo.load_demo", "exchange.save.save_study",
    "exchange.leaving.check_backup",  # asks, and notes a reason: nothing to take back
    # looks: noted in the journal, nothing to take back
    "privacy.identities.look_at_identity", "privacy.identities.names_of",
    # reads that are told who asks, since not everybody may see real names; and the inside of an act
    "sources.finding_names.real_names", "sources.finding_names.knowledge", "sources.finding_names.found_in", "exchange.leftovers.leftovers",
    "sources.deciding.put",
    # what destroys sound cannot be taken back (tests/apps/recordings); what is being typed is no act until it becomes a source
    "recordings.actions.delete_recording", "recordings.actions.silence_recording", "recordings.drafts.keep_typed",
    # erases for good: tests/apps/exchange/test_withdrawals.py; and the inside of that act
    "exchange.withdrawals.withdraw", "exchange.certificates.certify",
    # looks
    "recordings.drafts.typed", "recordings.listening.listen",
    # accounts belong to the store, not to a study
    "study.accounts.add_user", "study.accounts.invitation", "study.accounts.change_active", "study.accounts.check_administers",
}  # fmt: skip
NO_STEPS = {
    "text.seal",
    "study.begin",
    "study.load",
    "study.save",
    "identity.look",
    "export.reason",
    "identity.look_all",
    "recording.delete",
    "recording.silence",
    "person.withdraw",
}  # verbs of the above; undo and redo are told here all along


def mark(w, start=38, end=60, code=None):
    return codings.mark_passage(w.text, code or w.code, start, end, by=w.ida)


def new_case(w, name):
    return cases.add_case(w.study, name, by=w.ida)


def new_memo(w, title):
    return memos.add_memo(w.study, "Words", title=title, by=w.ida)


def design_thought_over(w):
    design.change_design(w.study, "purpose", "To learn", by=w.ida)
    design.change_design(w.study, "purpose", "To understand", why="Learning was too much", by=w.ida)


def new_person(w, name):
    return people_acts.add_person(w.study, name, case=w.case, by=w.ida)


def new_source(w, title, **said):
    body = said.pop("body", INTERVIEW)
    return sources.add_source(w.study, Document(body, **said), kind="interview", title=title, people={"R": "R", "K": "New one"}, by=w.ida)


def speaker_named_anew(w):
    mark(w, 60, 120)
    sources.name_speaker(w.text, "R", role="informant", pseudonym="Somebody new", by=w.ida)


def people_told_less_of(w):
    person = new_person(w, "Informant 5")
    traits.set_traits(person, {"age": "47", "party": "A"}, by=w.ida)
    traits.set_traits(person, {"party": ""}, by=w.ida)
    traits.tell_less(w.study, "age", width=10, by=w.ida)
    people_acts.change_person(person, role="head", by=w.ida)
    traits.tell_less(w.study, "role", groups={"head": "leader"}, by=w.ida)


def person_merged_with_all(w):
    mark(w, 60, 130)
    write_summary(w.code, "person:k", "Theirs.", by=w.ida)
    people_acts.merge_people(Person.objects.get(key="k"), Person.objects.get(key="r"), by=w.ida)


def source_deleted_with_all(w):
    source = new_source(w, "Goes again")
    text = source.texts.get()
    coding = codings.mark_passage(text, w.code, 38, 60, by=w.ida)
    looked.mark_looked(text, None, by=w.ida)
    sources.mark_part(text, 0, 30, w.case, by=w.ida)
    for target in (f"source:{source.key}", f"coding:{coding.key}"):
        memos.add_memo(w.study, "On it", target=target, by=w.ida)
    write_summary(w.code, f"source:{source.key}", "Its.", by=w.ida)
    sources.delete_source(source, with_codings=True, by=w.ida)


def code_deleted_with_all(w):
    code = codebook.add_code(w.study, "Goes too", by=w.ida)
    codebook.add_code(w.study, "Child of it", parent=code, by=w.ida)
    coding = mark(w, code=code)
    looked.mark_looked(w.text, code, by=w.ida)
    write_summary(code, f"case:{w.case.key}", "Its.", by=w.ida)
    for target in (f"code:{code.key}", f"coding:{coding.key}"):
        memos.add_memo(w.study, "On it", target=target, by=w.ida)
    codebook.delete_code(code, children="too", by=w.ida)


def codes_merged_with_all(w):
    gone, kept = (codebook.add_code(w.study, name, by=w.ida) for name in ("Merged", "Merging"))
    first = mark(w, code=gone)
    mark(w, code=kept)
    mark(w, 60, 80, gone)
    codebook.add_code(w.study, "Below merged", parent=gone, by=w.ida)
    looked.mark_looked(w.text, gone, by=w.ida)
    for code in (gone, kept):
        write_summary(code, f"case:{w.case.key}", code.name, codings=[first.key], by=w.ida)
    memos.add_memo(w.study, "On it", target=f"coding:{first.key}", by=w.ida)
    merging.merge_codes(gone, kept, definition="Both", by=w.ida)


def code_split(w):
    code = codebook.add_code(w.study, "Wide", by=w.ida)
    first, _ = mark(w, code=code), mark(w, 60, 80, code)
    looked.mark_looked(w.text, code, by=w.ida)
    merging.split_code(code, [first], "Narrow", by=w.ida)


def codebook_imported(w):
    versions.import_codebook(
        w.study, [pure.Code("tillit", "Trust"), pure.Code("ny", "Ny", "tillit")], given=["id", "name", "parent"], by=w.ida
    )


def table_read_in(w):
    rows = [["Fjordvik", "5000", "1.5"], ["Havstrand", "800", "2"]]
    attribute_table.import_attributes(w.study, ["case", "Inhabitants", "Share"], rows, by=w.ida)


def value_set_and_taken_away(w):
    row = attributes.set_value(w.case, w.attribute, "9000", source="SSB", by=w.ida)
    attributes.set_value(w.case, w.attribute, "", instead=row, by=w.ida)


def summary_written_and_taken_away(w):
    write_summary(w.code, f"case:{w.case.key}", "First.", by=w.ida)
    write_summary(w.code, f"case:{w.case.key}", "Second.", by=w.ida)
    write_summary(w.code, f"case:{w.case.key}", "", by=w.ida)


def part_marked_and_unmarked(w):
    sources.unmark_part(sources.mark_part(w.text, 0, 30, w.case, by=w.ida), by=w.ida)


def looked_and_not(w):
    row = looked.mark_looked(w.text, w.code, "not_asked", by=w.ida)
    looked.mark_looked(w.text, w.code, "skipped", by=w.ida)
    looked.unmark_looked(row, by=w.ida)
    looked.unmark_looked(looked.mark_looked(w.text, None, by=w.ida), by=w.ida)


def corrected(w, start=50, end=70):
    """Correct a text of its own in the middle of a coding, so that one coding moves and one waits."""
    text = new_source(w, "Corrected later").texts.get()
    behind, waits = (codings.mark_passage(text, w.code, *span, by=w.ida) for span in ((100, 130), (60, 90)))
    sources.mark_part(text, 55, 65, w.case, by=w.ida)
    looked.mark_looked(text, None, by=w.ida)
    sources.new_version(text, [(start, end, "something else")], why="heard again", by=w.ida)
    return type(behind).objects.get(pk=behind.pk), type(waits).objects.get(pk=waits.pk)


def waiting_coding_placed(w):
    moved, waits = corrected(w)
    waiting.place_coding(waits, moved.start - 5, moved.end, by=w.ida)


def waiting_coding_dropped(w):
    waiting.drop_coding(corrected(w)[1], by=w.ida)


def waiting_part_placed(w):
    corrected(w)
    sources.place_part(Part.objects.filter(text__current=False).latest("pk"), 10, 20, by=w.ida)


def coding_unmarked_with_memo(w):
    coding = mark(w)
    memos.add_memo(w.study, "On it", target=f"coding:{coding.key}", by=w.ida)
    codings.unmark(coding, by=w.ida)


# What is done -> the acts it is there for, and the doing. Each makes what it changes, so that all of them can follow each other in one study.
DOINGS = {
    "change_study": lambda w: study_acts.change_study(w.study, about="Three of them", languages=["nb", "nn"], by=w.ida),
    "add_member": lambda w: study_acts.add_member(w.study, w.people["stian"], "coder", by=w.ida),
    "change_role": lambda w: study_acts.change_role(w.rita, "coder", by=w.ida),
    "add_question": lambda w: questions.add_question(w.study, "Why?", parent=w.question, declared=False, by=w.ida),
    "change_question": lambda w: questions.change_question(w.question, text="How come?", by=w.ida),
    "move_question": lambda w: questions.move_question(
        questions.add_question(w.study, "Moved?", by=w.ida), parent=w.question, at=0, by=w.ida
    ),
    "delete_question": lambda w: questions.delete_question(questions.add_question(w.study, "Gone?", by=w.ida), by=w.ida),
    "add_case": lambda w: cases.add_case(w.study, "Added", parent=w.case, kind="avdeling", by=w.ida),
    "change_case": lambda w: cases.change_case(new_case(w, "Changing"), name="Changed", note="So", by=w.ida),
    "move_case": lambda w: cases.move_case(new_case(w, "Moving"), parent=w.case, at=0, by=w.ida),
    "delete_case": lambda w: cases.delete_case(new_case(w, "Gone"), by=w.ida),
    "add_attribute": lambda w: attributes.add_attribute(w.study, "Centrality", "choice", choices=["low", "high"], by=w.ida),
    "change_attribute": lambda w: attributes.change_attribute(w.attribute, name="People", type="text", by=w.ida),
    "move_attribute": lambda w: attributes.move_attribute(attributes.add_attribute(w.study, "First", by=w.ida), at=0, by=w.ida),
    "delete_attribute": lambda w: attributes.delete_attribute(attributes.add_attribute(w.study, "Gone", by=w.ida), by=w.ida),
    "set_value": value_set_and_taken_away,
    "import_attributes": table_read_in,
    "add_memo": lambda w: memos.add_memo(w.study, "Words", kind="theory", target=f"case:{w.case.key}", by=w.ida),
    "change_memo": lambda w: memos.change_memo(new_memo(w, "Mine"), text="Other", kind="method", target=f"code:{w.code.key}", by=w.ida),
    "delete_memo": lambda w: memos.delete_memo(new_memo(w, "Gone"), by=w.ida),
    "add_person": lambda w: new_person(w, "Informant 7"),
    "change_person": lambda w: people_acts.change_person(new_person(w, "Informant 8"), role="head", case=None, by=w.ida),
    "delete_person": lambda w: people_acts.delete_person(new_person(w, "Informant 9"), by=w.ida),
    "add_source": lambda w: new_source(w, "With codings", passages=(Passage(38, 60, "Brand new", "ida"), Passage(38, 130, "Tillit", ""))),
    "add_sources": lambda w: sources.add_sources(
        w.study, [sources.NewSource(Document(body), "survey", body, cases=[w.case]) for body in ("One.", "Two.")], by=w.ida
    ),
    "change_source": lambda w: sources.change_source(new_source(w, "Changing"), title="Changed", language="nn", cases=[w.case], by=w.ida),
    "set_cases": lambda w: sources.set_cases(new_source(w, "Of a case"), [w.case], by=w.ida),
    "delete_source": source_deleted_with_all,
    "mark_part": part_marked_and_unmarked,
    "unmark_part": part_marked_and_unmarked,
    "mark_turns": lambda w: sources.mark_turns(w.text, 2, 3, w.case, by=w.ida),
    "set_turns": lambda w: sources.set_turns(new_source(w, "Corrected").texts.get(), recognise(INTERVIEW.replace("K: ", "R: ")), by=w.ida),
    "assign_speaker": lambda w: sources.assign_speaker(w.text, "K", role="other", anyone=True, by=w.ida),
    "name_speaker": speaker_named_anew,
    "add_code": lambda w: codebook.add_code(w.study, "Makt", parent=w.code, by=w.ida),
    "change_code": lambda w: codebook.change_code(codebook.add_code(w.study, "Named", by=w.ida), name="Renamed", definition="So", by=w.ida),
    "move_code": lambda w: codebook.move_code(codebook.add_code(w.study, "Moving", by=w.ida), parent=w.code, at=0, by=w.ida),
    "delete_code": code_deleted_with_all,
    "merge_codes": codes_merged_with_all,
    "split_code": code_split,
    "import_codebook": codebook_imported,
    "record_version": lambda w: versions.record_version(w.study, reason="Begun", by=w.ida),
    "mark_passage": lambda w: mark(w, 38, 130),
    "mark_passages": lambda w: codings.mark_passages([(w.text, 60, 70), (w.text, 70, 80)], w.code, by=w.ida),
    "mark_passages_with_new_code": lambda w: codings.mark_passages_with_new_code([(w.text, 60, 70)], "Of many", by=w.ida),
    "mark_with_new_code": lambda w: codings.mark_with_new_code(w.text, "At once", 38, 60, by=w.ida),
    "unmark": coding_unmarked_with_memo,
    "reshape": lambda w: codings.reshape(mark(w, 40, 50), 40, 130, by=w.ida),
    "recode": lambda w: codings.recode(mark(w, 41, 51), w.other, by=w.ida),
    "mark_looked": looked_and_not,
    "unmark_looked": looked_and_not,
    "code_hits": lambda w: code_hits([Place(w.text.key, 62, 66)], w.code, "sentence", by=w.ida),
    "write_summary": summary_written_and_taken_away,
    "round_or_last": lambda w: rounds.round_or_last(w.alone) and None,
    "add_round": lambda w: rounds.add_round(w.study, "Second", by=w.ida),
    "change_round": lambda w: rounds.change_round(rounds.add_round(w.study, "Third", by=w.ida), description="So", by=w.ida),
    "move_round": lambda w: rounds.move_round(rounds.add_round(w.study, "Fourth", by=w.ida), at=0, by=w.ida),
    "delete_round": lambda w: rounds.delete_round(rounds.add_round(w.study, "Gone", by=w.ida), by=w.ida),
    "merge_people": person_merged_with_all,
    "set_traits": lambda w: traits.set_traits(new_person(w, "Informant 6"), {"age": "47", "gender": "f"}, by=w.ida),
    "tell_less": people_told_less_of,
    **recordings.DOINGS,
    **names_doings.DOINGS,
    "change_design": design_thought_over,
    **answers_doings.DOINGS,
    **documents_doings.DOINGS,
    **consents.DOINGS,
    **versions_doings.DOINGS,
    **fieldwork.DOINGS,
    **observation_doings.DOINGS,
    **plan.DOINGS,
    **promises.DOINGS,
    **checking.DOINGS,
    **identity.DOINGS,
}


@pytest.fixture
def w(study, ida, jonas, rita, people):
    """Return a small world: a text with three speakers, two codes, a case, a person, a question, an attribute with a value, a round."""
    add_round(study, ida)
    text = bring_in(study, by=ida)
    code, other = add_codes(study, ida, "Tillit", "Avstand")
    case = cases.add_case(study, "Fjordvik", by=ida)
    attribute = attributes.add_attribute(study, "Inhabitants", "number", by=ida)
    attributes.set_value(case, attribute, "4000", by=ida)
    question = questions.add_question(study, "How?", by=ida)
    alone = study_acts.begin_study("Alone", by=people["stian"])
    alone = SimpleNamespace(study=alone, member=alone)
    from belegg.apps.study.models import Member

    return SimpleNamespace(
        study=study, ida=ida, rita=rita, people=people, text=text, code=code, other=other, case=case, attribute=attribute, question=question,
        alone=Member.objects.select_related("study").get(study__title="Alone"),
    )  # fmt: skip


def stands() -> dict:
    """Return every row of the studies' tables, and the files of the study folder; what the journal itself keeps is left out."""
    own = ("JournalEntry", "JournalPayload", "JournalHead", "Step", "Body", "User", "PersonKey", "FileKey", "Draft")
    models = [model for model in installed.get_models() if model.__module__.startswith("belegg.") and model.__name__ not in own]
    rows = {model._meta.label: sorted(map(repr, model._default_manager.values_list())) for model in models}
    folder = dict(files_of(Study.objects.get(title="Tre kommuner")))
    return {"rows": rows, "folder": folder}


def steps_done(member) -> int:
    return Step.objects.filter(member=member, state="done").count()


@pytest.mark.parametrize("name", DOINGS)
def test_act_is_undone_and_done_again(w, name):
    member = w.alone if name == "round_or_last" else w.ida
    before, steps = stands(), steps_done(member)
    DOINGS[name](w)
    after, made = stands(), steps_done(member) - steps
    assert made >= 1
    for _ in range(made):
        journal.undo(member)
    assert stands() == before
    for _ in range(made):
        journal.redo(member)
    assert stands() == after
    assert journal.faults(w.study) == []
    assert faults() == []


def test_everything_in_a_row_is_undone_and_done_again(w):
    before, steps = stands(), steps_done(w.ida)
    for name, do in DOINGS.items():
        if name != "round_or_last":
            renewed(w)
            do(w)
    after, made = stands(), steps_done(w.ida) - steps
    assert made >= 100
    for _ in range(made):
        journal.undo(w.ida)
    assert stands() == before
    for _ in range(made):
        journal.redo(w.ida)
    assert stands() == after
    assert faults() == []


def renewed(w) -> None:
    """Read the things of the world anew: those before have changed them."""
    for name in ("text", "code", "other", "case", "attribute", "question", "rita"):
        setattr(w, name, type(getattr(w, name)).objects.select_related("study").get(pk=getattr(w, name).pk))


def acts_in_the_code() -> set[str]:
    """Return "app.module.name" of the public functions of the apps that are told who acts."""
    found = set()
    for info in pkgutil.walk_packages(belegg.apps.__path__, "belegg.apps."):
        if ".migrations" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, thing in inspect.getmembers(module, inspect.isfunction):
            own = thing.__module__ == info.name and not name.startswith("_")
            by = inspect.signature(thing).parameters.get("by")
            if own and by is not None and any(who in str(by.annotation) for who in ("Member", "User")):
                found.add(f"{info.name.removeprefix('belegg.apps.')}.{name}")
    return found


def test_no_act_is_left_out():
    told = {act for act in acts_in_the_code() - NOT_ACTS if act.rpartition(".")[2] in DOINGS}
    assert acts_in_the_code() - NOT_ACTS - told == set()
    assert NOT_ACTS - acts_in_the_code() == set()
    assert set(DOINGS) - {act.rpartition(".")[2] for act in told} == set()


def test_every_verb_is_done_here(w):
    for do in DOINGS.values():
        renewed(w)
        do(w)
    done = set(journal.JournalEntry.objects.values_list("verb", flat=True))
    assert verbs_in_the_code() - done - NO_STEPS == set()
