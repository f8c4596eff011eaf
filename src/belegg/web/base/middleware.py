"""The local mode's one-time token, and refusals shown as what they are."""

from __future__ import annotations

import hashlib
import hmac
import os

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from belegg.apps.study.local import local_user
from belegg.method.errors import Refused
from belegg.web.base.leaving import places
from belegg.web.base.refusals import parts

# Refusals that are answered by saying where an export goes.
ASK_WHERE = {"no_target", "target_too_low", "unknown_target"}
STATUS = {"not_found": 404, "not_allowed": 403, "changed_since": 409}


class LocalToken:
    """Sign in the one user of local mode, whose browser was opened with `?token=…`.

    The token is made by `belegg serve`, lies in the environment of that process only, and works once; from then on the session cookie
    signs in. Another program or page on the machine has neither.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.token = os.environ.get("BELEGG_TOKEN", "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.GET.get("token")
        if settings.LOCAL_MODE and given and request.method == "GET":
            if not request.user.is_authenticated and self.token and hmac.compare_digest(digest(given), digest(self.token)):
                self.token = ""
                login(request, local_user(), backend="django.contrib.auth.backends.ModelBackend")
            query = request.GET.copy()
            del query["token"]
            return redirect(request.path + ("?" + query.urlencode() if query else ""))
        return self.get_response(request)


def digest(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()


class ShowRefusals:
    """Turn Refused into a page, or into JSON for a script of ours, with its sentence in the reader's language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = STATUS.get(exception.code, 422)
        why, do = parts(exception)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"refused": exception.code, "why": why, "do": do}, status=status)
        context = {"why": why, "do": do, "code": exception.code, "back": request.headers.get("Referer", "")}
        if exception.code in ASK_WHERE and hasattr(request, "study"):
            context |= places(request)
        return render(request, "base/refused.html", context, status=status)
