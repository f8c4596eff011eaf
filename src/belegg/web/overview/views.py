"""The first page, a new study in three steps, the overview, and the rooms that open later."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.analysis import overview as overview_queries
from belegg.apps.exchange.demo import load_demo
from belegg.apps.privacy.promises import contradictions
from belegg.apps.study import actions, cases, questions
from belegg.apps.study.models import Case, Member, Study
from belegg.apps.study.rules import can
from belegg.web.base.doors import SignedInRequest, StudyRequest, studies_of, study_page
from belegg.web.base.words import say_entry
from belegg.web.overview.forms import BeginCases, BeginStudy, ChangeStudy
from belegg.web.promises.views import lines_of

SHOWN_CHANGES = 8

# What each room of a later capability is for; its page says so and leads to the nearest act that exists.
LATER_ROOMS = {
    "types": (
        gettext_lazy("Types"),
        gettext_lazy("Here a case will be placed in the types of a theory, by rules that lead back to the quotations for and against."),
    ),
    "explain": (
        gettext_lazy("Explain"),
        gettext_lazy("Here combinations of conditions that explain an outcome will be found with QCA, each cell with its evidence."),
    ),
    "findings": (
        gettext_lazy("Findings"),
        gettext_lazy("Here each finding will stand with the words it rests on, and what speaks against it."),
    ),
    "report": (gettext_lazy("Report"), gettext_lazy("Here the report will be written, citing only what may be cited.")),
}


@login_required
def home(request: SignedInRequest) -> HttpResponse:
    """The studies one works on; where there are none, the offer of the demo or a new study."""
    mine = studies_of(request.user)
    roles = {m.study_id: m for m in Member.objects.filter(user=request.user, study__in=mine)}
    has_demo = Study.objects.filter(key="demo").exists()
    context = {"mine": [(study, roles[study.pk]) for study in mine], "offer_demo": not has_demo}
    return render(request, "overview/home.html", context)


@require_POST
@login_required
def demo(request: SignedInRequest) -> HttpResponse:
    study = load_demo(by=request.user)
    messages.success(request, _("The demo study is loaded. Everything in it is invented; change what you like."))
    return redirect("overview", study.key)


@login_required
def new_study(request: SignedInRequest) -> HttpResponse:
    form = BeginStudy(request.POST or None, initial={"language": get_language() if get_language() in ("nb", "nn") else "nb"})
    if request.method == "POST" and form.is_valid():
        return redirect("begin_cases", begin(form.cleaned_data, request.user).key)
    return render(request, "overview/new_study.html", {"form": form, "step": 1}, status=422 if form.is_bound else 200)


@transaction.atomic
def begin(data: dict, user) -> Study:
    study = actions.begin_study(data["title"], by=user, language=data["language"], languages=[data["language"]])
    owner = Member.objects.select_related("study").get(study=study, user=user)
    top = None
    if data["question"].strip():
        top = questions.add_question(study, data["question"].strip(), by=owner)
    for line in data["sub_questions"].splitlines():
        if line.strip():
            questions.add_question(study, line.strip(), parent=top, by=owner)
    return study


@study_page("edit", room="overview")
def begin_cases(request: StudyRequest) -> HttpResponse:
    form = BeginCases(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_lines(request.study, form.cleaned_data["cases"], form.cleaned_data["kind"].strip(), request.member)
        return redirect(reverse("add_sources", args=[request.study.key]) + "?step=3")
    context = {"form": form, "step": 2, "there": Case.objects.filter(study=request.study).order_by("position", "pk")}
    return render(request, "overview/begin_cases.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def add_lines(study: Study, lines: list[str], kind: str, by: Member) -> None:
    """Add the cases of an indented list: a line further in than the one above lies below it."""
    above: list[tuple[int, Case]] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        parent = above[-1][1] if above else None
        case = cases.add_case(study, line.strip(), kind="" if parent else kind, parent=parent, by=by)
        above.append((indent, case))


@study_page("read", room="overview")
def overview(request: StudyRequest) -> HttpResponse:
    study, queries = request.study, overview_queries
    numbers = queries.totals(study)
    seen_key = f"seen:{study.key}"
    seen = request.session.get(seen_key, 0)
    changes = queries.changed_since(study, seen if isinstance(seen, int) else 0)
    context = {
        "numbers": numbers,
        "questions": nested(queries.questions(study)),
        "cases": queries.case_lines(study),
        "progress": queries.progress(study),
        "changes": [{"entry": entry, "words": say_entry(entry)} for entry in changes[:SHOWN_CHANGES]],
        "changes_in_all": changes.count(),
        "next_act": queries.next_act(study, numbers),
        "due": [line for line in lines_of(study) if line["state"] in ("overdue", "soon")],
        "promises_clash": len(contradictions(study)),
        "may_edit": can(request.member, "edit"),
        "may_code": can(request.member, "code"),
        "may_own": can(request.member, "own"),
    }
    response = render(request, "overview/overview.html", context)
    request.session[seen_key] = queries.changed_since(study, 0).values_list("number", flat=True).first() or 0
    return response


def nested(flat: list) -> list[dict]:
    """Return questions as a tree of {question, children}."""
    below: dict[int | None, list[dict]] = {}
    nodes = {question.pk: {"question": question, "children": []} for question in flat}
    for question in flat:
        below.setdefault(question.parent_id, []).append(nodes[question.pk])
    for parent, children in below.items():
        if parent in nodes:
            nodes[parent]["children"] = children
    return below.get(None, [])


@study_page("edit", room="overview")
def settings(request: StudyRequest) -> HttpResponse:
    study = request.study
    initial = {"title": study.title, "about": study.about, "stance": study.stance, "language": study.language}
    form = ChangeStudy(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_study(study, by=request.member, **form.cleaned_data)
        messages.success(request, _("The study is changed."))
        return redirect("overview", study.key)
    return render(request, "overview/settings.html", {"form": form}, status=422 if form.is_bound else 200)


def later(room: str):
    """Return the page of a room whose capability comes later."""

    @study_page("read", room=room)
    def page(request: HttpRequest) -> HttpResponse:
        title, purpose = LATER_ROOMS[room]
        return render(request, "overview/later.html", {"title": title, "purpose": purpose})

    return page
