"""Packs: editable files of texts and rules. The store's own (BELEGG_HOME/packs/…) go before those that came with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.conf import settings

import belegg
from belegg.method.errors import Refused, gettext_noop


def places(folder: str) -> tuple[Path, Path]:
    """Return where packs of a kind lie: the store's own, those of the program."""
    return Path(settings.HOME) / "packs" / folder, Path(belegg.__file__).parent / "packs" / folder


def pack_ids(folder: str) -> list[str]:
    """Return the names of all packs of a kind."""
    return sorted({path.stem for place in places(folder) for path in place.glob("*.toml")})


def read_pack(folder: str, name: str) -> dict:
    """Return a pack as it is written. `name` is one of `pack_ids`. Raises Refused("bad_pack_file")."""
    own, shipped = (place / f"{name}.toml" for place in places(folder))
    try:
        return tomllib.loads((own if own.exists() else shipped).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            "bad_pack_file",
            gettext_noop("The file %(file)s can't be read: %(error)s."),
            gettext_noop("Correct it, or delete it to use the one that came with Belegg."),
            error=str(error)[:200],
            file=str(own),
        ) from None
