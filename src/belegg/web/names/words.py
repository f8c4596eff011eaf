"""What the room calls what is told of people, and the rules by which words are found."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Promise | str] = {
    "case": _("case"),
    "department": _("department"),
    "role": _("role"),
    "gender": _("gender"),
    "age": _("age"),
    "party": _("party"),
}

RULES: dict[str, Promise | str] = {
    "full": _("whole name"),
    "first": _("first name"),
    "last": _("surname"),
    "initials": _("initials"),
    "place": _("place"),
    "listed": _("word list"),
    "capital": _("capital letter"),
    "phone": _("phone number"),
    "email": _("e-mail address"),
    "identity_number": _("national identity number"),
    "d_number": _("D-number"),
    "account": _("account number"),
    "organisation_number": _("organisation number"),
    "address": _("address"),
    "postcode": _("postal address"),
    "web_address": _("web address"),
    "handle": _("user name"),
    "birth_date": _("date of birth"),
    "own": _("marked by hand"),
}

CERTAINTY: dict[str, Promise | str] = {"certain": _("certain"), "likely": _("likely"), "uncertain": _("uncertain")}
