"""The order in which people expect ids and names: numbers in them by their size."""

from __future__ import annotations

import re


def natural(text: str) -> list[str | int]:
    """Return a sort key in which digits compare as numbers: int-2 before int-10."""
    return [int(part) if at % 2 else part for at, part in enumerate(re.split(r"([0-9]+)", text))]
