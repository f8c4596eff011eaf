"""Values of attributes as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from belegg.apps.study.models import AttributeType

# Shorter numbers stay as they are: 2019 may be a year.
GROUPED_FROM = 10_000


def shown(value: str, type: str) -> str:
    """Return a value, kept as `method.attribute_values` keeps it, in the reader's language."""
    if type == AttributeType.YESNO:
        return {"yes": _("yes"), "no": _("no")}.get(value, value)
    try:
        if type == AttributeType.DATE:
            return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
        if type == AttributeType.NUMBER:
            number = Decimal(value)
            return number_format(number, use_l10n=True, force_grouping=abs(number) >= GROUPED_FROM)
    except (ValueError, InvalidOperation):
        pass  # kept before the type was changed elsewhere: shown as it stands
    return value
