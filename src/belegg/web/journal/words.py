"""What the tables and columns of a study are called where the journal shows what an entry changed."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belegg.apps.study.history import ChangedRow

KINDS: dict[str, Promise | str] = {
    "study.Study": _("study"),
    "study.Member": _("member"),
    "study.Question": _("question"),
    "study.Case": _("case"),
    "study.Attribute": _("attribute"),
    "study.AttributeValue": _("attribute value"),
    "study.Memo": _("memo"),
    "privacy.Person": _("person"),
    "privacy.Trait": _("what is known of a person"),
    "fieldwork.Contact": _("contact"),
    "fieldwork.Observation": _("observation"),
    "fieldwork.Presence": _("who was there at an observation"),
    "fieldwork.Observer": _("who observed"),
    "fieldwork.Interview": _("interview"),
    "fieldwork.Participation": _("who took part in an interview"),
    "fieldwork.Interviewer": _("who held an interview"),
    "fieldwork.Skipped": _("question left out"),
    "fieldwork.Guide": _("interview guide"),
    "fieldwork.GuideVersion": _("version of a guide"),
    "fieldwork.GuideQuestion": _("question of a guide"),
    "privacy.Identity": _("identity"),
    "privacy.Consent": _("consent"),
    "privacy.Letter": _("information letter"),
    "privacy.Promise": _("promise"),
    "privacy.Proof": _("proof that a promise was kept"),
    "privacy.StudyDate": _("date that promises wait for"),
    "recordings.Recording": _("recording"),
    "recordings.Pass": _("pass through a recording"),
    "sources.Source": _("source"),
    "sources.SourceCase": _("case of a source"),
    "sources.Text": _("text"),
    "sources.Turn": _("turn"),
    "sources.Mark": _("mark in a text"),
    "sources.Document": _("document in the register"),
    "sources.Part": _("part of a source"),
    "sources.Answer": _("answer to a question"),
    "sources.Replacement": _("replacement"),
    "sources.ListedWord": _("word of the word list"),
    "sources.NameDecision": _("decision on a name"),
    "coding.Code": _("code"),
    "coding.CodebookVersion": _("version of the codebook"),
    "coding.Round": _("round"),
    "coding.Coding": _("coding"),
    "coding.Voice": _("further voice in a coding"),
    "coding.Elicits": _("question that brings out a code"),
    "coding.Looked": _("coded through"),
    "analysis.Summary": _("summary"),
    "analysis.QuotationCheck": _("quotations sent to be checked"),
    "analysis.CheckedQuotation": _("checked quotation"),
    "exchange.KeptFile": _("file kept as it came"),
    "exchange.Certificate": _("certificate of erasure"),
}

COLUMNS: dict[str, Promise | str] = {
    "about": _("about"), "at": _("place in the text"), "by_id": _("by"), "case_id": _("case"), "choices": _("choices"),
    "code_id": _("code"), "coder_id": _("coder"), "codes": _("codes"), "coding_id": _("coding"), "codings": _("codings"),
    "colour": _("colour"), "column": _("column"), "created": _("brought in"), "data": _("contents"), "date": _("date"),
    "declared": _("declared"), "definition": _("definition"), "description": _("description"), "design": _("design"), "end": _("end in the text"),
    "example": _("example"), "exclude": _("exclude"), "head": _("beginning of the label"), "include": _("include"), "invented": _("invented"),
    "key": _("id"), "kind": _("kind"), "label": _("label"), "language": _("language"), "languages": _("languages"), "layer": _("layer"),
    "length": _("length"), "n": _("number"), "name": _("name"), "note": _("note"), "number": _("number"), "origin": _("origin"),
    "original": _("fingerprint of the imported file"), "parent_id": _("below"), "path": _("file"), "person_id": _("person"),
    "pseudonym": _("pseudonym"), "rank": _("rank"), "reason": _("reason"), "role": _("role"), "round_id": _("round"), "source": _("comes from"),
    "source_id": _("source"), "speaker": _("speaker"), "stance": _("stance"), "start": _("beginning in the text"), "state": _("state"),
    "suffix": _("file ending"), "target": _("on"), "text": _("text"), "text_id": _("text"), "time": _("time"), "time_end": _("time at the end"),
    "time_start": _("time at the beginning"), "title": _("title"), "type": _("type"), "unit": _("unit"), "user_id": _("account"),
    "value": _("value"), "attribute_id": _("attribute"), "replacement": _("replacement"), "was_id": _("version before"), "was_start": _("beginning in the version before"),
    "was_end": _("end in the version before"), "rule": _("found as"), "use": _("use"),
    "reversed": _("put back"), "guide_id": _("interview guide"), "version_id": _("version"), "qid": _("question"),
    "place": _("where it stands"), "action": _("what is promised"), "subject": _("about"), "due": _("due"), "after": _("after"), "days": _("days"),
    "owner_id": _("answers for it"), "settled": _("settled"), "promise_id": _("promise"), "method": _("how"), "event": _("event"),
    "added": _("added"), "deleted": _("deleted"), "deleted_by_id": _("deleted by"), "duration_ms": _("length in milliseconds"),
    "made": _("made"), "media_type": _("format"), "recording_id": _("recording"), "silenced": _("made silent"),
    "via": _("how they came to be asked"), "tip_from_id": _("named by"), "tip_note": _("note on the tip"), "answer": _("answer"),
    "answered": _("answered on"), "on": _("asked on"),
    "author": _("author"), "year": _("year"), "genre": _("kind of document"), "purpose": _("purpose"), "credibility": _("credibility"),
    "service": _("where it was looked for"), "query": _("what was looked for"), "found": _("found on"), "standing": _("kept or rejected"),
    "event_id": _("met at"), "observation_id": _("observation"), "part": _("there as"), "others": _("others who were there"),
    "sent": _("sent"), "link": _("private link"), "expires": _("holds until"), "check_row_id": _("sending"), "verdict": _("answer"),
    "wording": _("wording wanted"),
    "size": _("size"), "scope": _("consent to"), "withdrawn": _("withdrawn"), "letter_id": _("information letter"), "how": _("how"),
    "proof": _("proof"), "checklist": _("what the letter says"), "sha256": _("fingerprint"), "transcribed": _("transcribed"),
    "parent": _("below"), "position": _("place"), "why": _("reason"),
    "sealed": _("sealed"), "person": _("person"), "wrapped": _("sealed key"), "destroyed": _("destroyed"),
    "current": _("current"), "sees_identities": _("sees real names"), "form": _("form"), "minutes": _("minutes"), "pressed": _("time was short"),
    "policy": _("how it was carried out"), "what": _("what was erased"), "swept": _("database cleaned"),
    "guide_version_id": _("version of the guide"), "follow_up_of_id": _("follows up"), "interview_id": _("interview"), "member_id": _("member"),
}  # fmt: skip


def in_words(row: ChangedRow) -> ChangedRow:
    """Return a changed row with its kind and its columns called as the reader calls them."""
    fields = [(str(COLUMNS.get(name, name)), before, after) for name, before, after in row.fields]
    return ChangedRow(str(KINDS.get(row.kind, row.kind)), row.how, row.name, fields)
