"""One source: what is said of it, its texts, speakers and parts, its imported file, and taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.analysis.leaving import words_in
from belegg.apps.privacy.models import Person
from belegg.apps.sources import actions, media
from belegg.apps.sources.actions.answers import answers_in, question_of, questions, title_of
from belegg.apps.sources.actions.sealing import waiting_on
from belegg.apps.sources.models import Answer, Layer, Part, Source, Text
from belegg.apps.sources.queries import cases_of, people_in
from belegg.apps.sources.reading import chapters_of, document_of, parts_of, speakers_of
from belegg.apps.study.actions import slug
from belegg.apps.study.models import Case
from belegg.apps.study.rules import can
from belegg.apps.study.seen import stamp
from belegg.formats.examining import AUTO, recognised
from belegg.web.base.attempts import attempt
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.base.leaving import let_leave
from belegg.web.base.sent import whole_number
from belegg.web.sources.definitions import definition_lines
from belegg.web.sources.forms import AnswerForm, ChangeSourceForm, DefinitionForm, PartForm, SpeakerForm, TurnsForm
from belegg.web.sources.preview_form import SHAPES
from belegg.web.sources.shown import shown_turns

TURNS = 30
# Imported bytes are handed back as what they were said to be, never as something a browser runs.
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}


def source_of(request: StudyRequest, key: str) -> Source:
    return get_object_or_404(Source.objects.select_related("study"), study=request.study, key=key)


def text_of(request: StudyRequest, key: str) -> Text:
    return get_object_or_404(Text.objects.select_related("study", "source", "body"), study=request.study, key=key)


@study_page("read", room="sources")
def source(request: StudyRequest, key: str) -> HttpResponse:
    found = source_of(request, key)
    texts = list(found.texts.filter(current=True))
    may_edit = can(request.member, "edit")
    asked = questions(request.study) if can(request.member, "code") else []
    shown = []
    for text in texts:
        speakers = speakers_of(text)
        forms = [SpeakerForm(speaker, f"s{text.pk}-{at}") for at, speaker in enumerate(speakers)]
        part_form = PartForm(study=request.study, chapters=chapters_of(text), auto_id=f"id_%s-{text.key}") if may_edit else None
        shown.append({
            "text": text, "speakers": list(zip(speakers, forms, strict=True)), "parts": parts_of(text), "part_form": part_form,
            "definitions": definition_lines(text), "definition_form": DefinitionForm(auto_id=f"id_%s-definition-{text.key}"),
            "answers": answer_lines(text), "answer_form": AnswerForm(asked=asked, auto_id=f"id_%s-answer-{text.key}") if asked else None,
        })  # fmt: skip
    context = {
        "source": found,
        "shown": shown,
        "cases": cases_of([found])[found.pk],
        "people": people_in([found])[found.pk],
        "may_edit": may_edit,
        "may_code": can(request.member, "code"),
        "versions": found.texts.count(),
        "waiting": waiting_on(found),
        "has_original": bool(found.original) and media.path_of(found.original).exists(),
        "pseudonyms": Person.objects.filter(study=request.study).order_by("pk").values_list("pseudonym", flat=True) if may_edit else [],
    }
    return render(request, "sources/source.html", context)


@study_page("edit", room="sources")
def change(request: StudyRequest, key: str) -> HttpResponse:
    found = source_of(request, key)
    linked = list(found.in_cases.values_list("case__key", flat=True))
    initial = {name: getattr(found, name) for name in ("title", "kind", "date", "language", "note")} | {"cases": linked}
    form = ChangeSourceForm(request.POST or None, study=request.study, initial=initial)
    seen = request.POST.get("seen", "") or stamp(found)

    def act(data: dict) -> Source:
        cases = list(Case.objects.filter(study=request.study, key__in=data.pop("cases", linked)))
        return actions.change_source(found, by=request.member, cases=cases, seen=seen, **data)

    tried = attempt(form, act)
    if tried.done:
        messages.success(request, _("The source is changed."))
        return redirect("source", request.study.key, key)
    return render(request, "sources/change.html", {"form": form, "source": found, "seen": seen}, status=tried.status)


@study_page("read", room="sources")
def original(request: StudyRequest, key: str) -> FileResponse:
    """Hand the imported bytes back as a file. Its name is made of the id alone: titles may name people."""
    found = source_of(request, key)
    let_leave(request, "original", words_in(found.kind, Layer.RAW, sealed=False))
    suffix = found.suffix if slug(found.suffix) == found.suffix.removeprefix(".") else ""
    kind = CONTENT_TYPES.get(suffix, "application/octet-stream")
    response = FileResponse(media.open_original(found.original), as_attachment=True, filename=f"{found.key}{suffix}", content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@study_page("edit", room="sources")
def delete(request: StudyRequest, key: str) -> HttpResponse:
    """Show what would go; take it away when that is confirmed."""
    found = source_of(request, key)
    if request.method == "POST":
        actions.delete_source(found, by=request.member, with_codings=True, why=request.POST.get("why", "")[:500])
        messages.success(request, _("“%(title)s” is deleted.") % {"title": found.title})
        return redirect("sources", request.study.key)
    goes = [(_(label), count) for label, count in actions.what_goes(found).items() if count]
    return render(request, "sources/delete.html", {"source": found, "goes": goes})


@study_page("edit", room="sources")
def turns(request: StudyRequest, key: str) -> HttpResponse:
    """Recognise the turns of a text anew: look first, then keep."""
    text = text_of(request, key)
    shape = request.POST.get("shape") or request.GET.get("shape") or AUTO
    form = TurnsForm(request.POST or {"shape": shape, "more": request.GET.get("more", "")})
    chosen = form.choices() if form.is_valid() else TurnsForm.nothing()
    recognition = recognised(document_of(text), chosen.shape, chosen.roles)
    if request.method == "POST" and form.is_valid():
        actions.set_turns(text, recognition, by=request.member)
        messages.success(request, _("The turns of “%(title)s” are as shown now.") % {"title": text.source.title})
        return redirect("source", request.study.key, text.source.key)
    context = {
        "text": text,
        "form": form,
        "speakers": recognition.speakers,
        "turns": shown_turns(text.body.text, recognition.turns[:TURNS]),
        "count": len(recognition.turns),
        "more_turns": max(0, len(recognition.turns) - TURNS),
        "shape": dict(SHAPES).get(recognition.shape, ""),
        "before": text.turns.count(),
    }
    return render(request, "sources/turns.html", context, status=422 if form.errors else 200)


@require_POST
@study_page("edit", room="sources")
def speaker(request: StudyRequest, key: str) -> HttpResponse:
    """Say which role a label has and who it is."""
    text = text_of(request, key)
    label = request.POST.get("label", "")
    name = " ".join(request.POST.get("person", "").split())
    actions.name_speaker(text, label, role=request.POST.get("role", ""), pseudonym=name, by=request.member)
    messages.success(request, _("“%(label)s” is noted.") % {"label": label})
    return redirect("source", request.study.key, text.source.key)


@require_POST
@study_page("edit", room="sources")
def parts(request: StudyRequest, key: str) -> HttpResponse:
    """Say that a chapter or turns of a text belong to a case, or take that back."""
    text = text_of(request, key)
    back = redirect("source", request.study.key, text.source.key)
    if "remove" in request.POST:
        number = whole_number(request.POST["remove"])
        part = get_object_or_404(Part.objects.select_related("text__source", "case"), text=text, pk=number)
        actions.unmark_part(part, by=request.member)
        messages.success(request, _("The part no longer belongs to %(case)s.") % {"case": part.case.name})
        return back
    form = PartForm(request.POST, study=request.study, chapters=chapters_of(text))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back
    case = get_object_or_404(Case, study=request.study, key=form.cleaned_data["case"])
    actions.mark_turns(text, form.cleaned_data["first"], form.cleaned_data["last"], case, by=request.member)
    messages.success(request, _("The part belongs to %(case)s.") % {"case": case.name})
    return back


def answer_lines(text: Text) -> list[dict]:
    """Return the answers marked in a text, each with its question and the turns it lies in."""
    found = list(answers_in([text]))
    turns = list(text.turns.order_by("n").values_list("n", "head", "end")) if found else []
    lines = []
    for answer in found:
        touched = [n for n, head, end in turns if head < answer.end and answer.start < end]
        lines.append(
            {"answer": answer, "question": title_of(answer), "first": touched[0] if touched else 0, "last": touched[-1] if touched else 0}
        )
    return lines


@require_POST
@study_page("code", room="sources")
def answers(request: StudyRequest, key: str) -> HttpResponse:
    """Say that turns of a text answer a question of the guide, or take that back."""
    text = text_of(request, key)
    back = redirect("source", request.study.key, text.source.key)
    if "remove" in request.POST:
        number = whole_number(request.POST["remove"])
        actions.unmark_answer(get_object_or_404(Answer.objects.select_related("text__source"), text=text, pk=number), by=request.member)
        messages.success(request, _("The mark is taken away; the words stay."))
        return back
    form = AnswerForm(request.POST, asked=questions(request.study))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back
    asked = question_of(request.study, form.cleaned_data["question"])
    actions.mark_answer_turns(text, form.cleaned_data["first"], form.cleaned_data["last"], asked, by=request.member)
    messages.success(request, _("Marked as an answer to “%(question)s”.") % {"question": asked.item.text[:80]})
    return back
