"""What Belegg runs with, and under which licence: the packages of pyproject.toml with all they need, and the files that lie in the project."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import metadata, requires
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
VENDORED = ROOT / "src" / "belegg" / "web" / "static" / "vendor"

# Licences whose works may be used together with a work under EUPL-1.2. None of the GPL family but the LGPL, whose libraries stay apart.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0",
    "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib", "ZPL-2.1",
}  # fmt: skip
# What packages call these licences where they do not use the SPDX names.
ALSO_CALLED = {
    "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause", "BSD-0-Clause": "0BSD", "MIT License": "MIT", "ZPL 2.1": "ZPL-2.1",
    "Zope Public License": "ZPL-2.1", "Apache Software License": "Apache-2.0", "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip
# Not a licence but a pointer: pypdfium2 carries PDFium, whose parts are under BSD, MIT, Apache, Zlib and the like (listed in its wheel).
POINTERS = {"dependency licenses"}

HEAD = """# Licences

Belegg itself is under EUPL-1.2. This is what it runs with: the packages it needs, those they need, and the files that lie in the project.
`tests/test_licences.py` lets none in whose licence does not go with EUPL-1.2. Printed by `scripts/reference.py`.
"""


class Part(NamedTuple):
    """Something Belegg runs with. `licences` are the names as the part gives them, in SPDX where they have one."""

    name: str
    licences: list[str]
    needed_by: str

    @property
    def not_allowed(self) -> list[str]:
        """Return the licences that may not be; one of several offered ("A OR B") is enough."""
        if not self.licences:
            return ["(none given)"]
        return [one for said in self.licences for one in min((_not_among(choice) for choice in said.split(" OR ")), key=len)]


def _not_among(choice: str) -> list[str]:
    return [one for one in choice.strip("() ").split(" AND ") if one not in ALLOWED]


def packages() -> list[Part]:
    """Return the packages of pyproject.toml (those of PostgreSQL too) and what they need in turn, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    waiting = [(line, "Belegg") for line in project["dependencies"]]
    waiting += [(line, f"Belegg with {extra}") for extra, lines in extras.items() for line in lines]
    found: dict[str, Part] = {}
    while waiting:
        line, needed_by = waiting.pop(0)
        needed = Requirement(line)
        name = re.sub(r"[-_.]+", "-", needed.name).lower()
        if name not in found:
            found[name] = Part(name, licences_of(name), needed_by)
        waiting += [(below, name) for below in below_of(needed) if re.sub(r"[-_.]+", "-", Requirement(below).name).lower() not in found]
    return [found[name] for name in sorted(found)]


def below_of(needed: Requirement) -> Iterator[str]:
    for line in requires(needed.name) or ():
        marker = Requirement(line).marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *needed.extras)):
            yield line


def licences_of(name: str) -> list[str]:
    said = metadata(name)
    if said["License-Expression"]:
        return [said["License-Expression"]]
    listed = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License :: ")]
    words = [part.strip() for part in (said["License"] or "").split(",")] if len(said["License"] or "") < 80 else []
    named = [ALSO_CALLED.get(word, word) for word in (listed or words) if word and word not in POINTERS]
    return list(dict.fromkeys(named))


def vendored() -> list[Part]:
    """Return the scripts, styles and fonts that lie in the project, each with its LICENSE beside it."""
    lock = json.loads((VENDORED / "vendor.lock.json").read_text(encoding="utf-8"))
    return [
        Part(f"{part['package']} {part['version']}", [ALSO_CALLED.get(part["licence"], part["licence"])], f"static/vendor/{folder}")
        for folder, part in sorted(lock.items())
    ]


def page() -> str:
    """Return docs/reference/licences.md."""
    return "\n".join(
        [
            HEAD,
            "## Packages\n\n| package | licence | needed by |\n|---|---|---|",
            *(f"| {part.name} | {', '.join(part.licences)} | {part.needed_by} |" for part in packages()),
            "\n## Files in the project\n\n| what | licence | where |\n|---|---|---|",
            *(f"| {part.name} | {', '.join(part.licences)} | `{part.needed_by}` |" for part in vendored()),
            "",
        ]
    )
