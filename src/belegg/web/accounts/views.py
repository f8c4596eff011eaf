"""Signing in, one's own account, the accounts of a server, and the members of a study."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belegg.apps.study import accounts, actions
from belegg.apps.study.models import Member, Role, User
from belegg.apps.study.rules import can
from belegg.method.errors import Refused
from belegg.web.accounts.forms import ChangePassword, ChoosePassword, NewMember, NewUser, Profile
from belegg.web.base.doors import SignedInRequest, StudyRequest, study_page
from belegg.web.base.refusals import in_words
from belegg.web.base.views import told

BACKEND = "django.contrib.auth.backends.ModelBackend"


def shown(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """Render a form's page; a form that came back with errors answers 422."""
    form = context.get("form")
    return render(request, template, context, status=422 if form is not None and form.is_bound and form.errors else 200)


@login_required
def account(request: SignedInRequest) -> HttpResponse:
    form = Profile(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        accounts.change_name(request.user, form.cleaned_data["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("account")
    return shown(request, "accounts/account.html", {"form": form})


@login_required
def password(request: SignedInRequest) -> HttpResponse:
    if settings.LOCAL_MODE:
        raise Http404
    form = ChangePassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not request.user.check_password(form.cleaned_data["old"]):
            form.add_error("old", _("This is not your current password."))
        elif saved(form, request.user):
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Your password is changed."))
            return redirect("account")
    return shown(request, "accounts/password.html", {"form": form})


def saved(form: ChoosePassword, user: User) -> bool:
    try:
        accounts.set_password(user, form.cleaned_data["password"])
    except Refused as refused:
        form.add_error("password", in_words(refused))
        return False
    return True


def invited(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The page behind an invitation: choose a password, and be signed in."""
    user = accounts.invited(uid, token)
    form = ChoosePassword(request.POST or None)
    if request.method == "POST" and form.is_valid() and saved(form, user):
        login(request, user, backend=BACKEND)
        return redirect("home")
    return shown(request, "accounts/invited.html", {"form": form, "invited": user})


@login_required
def users(request: SignedInRequest) -> HttpResponse:
    if settings.LOCAL_MODE or not request.user.is_superuser:
        raise Http404
    form = NewUser(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts.add_user(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("username", in_words(refused))
        else:
            return invite(request, user)
    return shown(request, "accounts/users.html", {"form": form, "users": User.objects.order_by("username")})


@require_POST
@login_required
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    return invite(request, get_object_or_404(User, pk=pk))


def invite(request: SignedInRequest, user: User) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invited", args=accounts.invitation(user, by=request.user)))
    return render(request, "accounts/invitation.html", {"invited": user, "link": link})


@require_POST
@login_required
def active(request: SignedInRequest, pk: int) -> HttpResponse:
    user = accounts.change_active(get_object_or_404(User, pk=pk), request.POST.get("active") == "1", by=request.user)
    messages.success(
        request, (_("%(name)s can sign in again.") if user.is_active else _("%(name)s can no longer sign in.")) % {"name": user}
    )
    return redirect("users")


@study_page("read", room="overview")
def members(request: StudyRequest) -> HttpResponse:
    inside = Member.objects.filter(study=request.study).select_related("user").order_by("name")
    outside = User.objects.filter(is_active=True).exclude(memberships__in=inside.exclude(role="")).order_by("username")
    form = NewMember(request.POST or None, users=outside)
    if request.method == "POST" and form.is_valid():
        user = get_object_or_404(User, pk=form.cleaned_data["user"])
        member = actions.add_member(request.study, user, form.cleaned_data["role"], by=request.member)
        return told(request, _("%(name)s is now a member.") % {"name": member.name})
    context = {
        "form": form,
        "members": inside,
        "roles": Role.choices,
        "may_own": can(request.member, "own"),
        "anyone_left": outside.exists(),
    }
    return shown(request, "accounts/members.html", context)


@require_POST
@study_page("own", room="overview")
def role(request: StudyRequest, key: str) -> HttpResponse:
    member = get_object_or_404(Member, study=request.study, key=key)
    wanted = request.POST.get("role")  # "" takes the membership away; a request that does not say so must not
    if wanted not in ("", *Role.values):
        raise Http404
    actions.change_role(member, wanted, by=request.member)
    return told(request, _("The role of %(name)s is changed.") % {"name": member.name})


@require_POST
@study_page("own")
def identities(request: StudyRequest, key: str) -> HttpResponse:
    """Let a researcher see real names, or no longer."""
    member = get_object_or_404(Member.objects.select_related("study"), study=request.study, key=key)
    may = bool(request.POST.get("may"))
    actions.let_see_identities(member, may, by=request.member)
    said = _("%(name)s may see real names.") if may else _("%(name)s sees real names no longer.")
    messages.success(request, said % {"name": member.name})
    return redirect("members", request.study.key)
