"""What Belegg runs with may be used together with a work under EUPL-1.2, and the list of it in the docs is current."""

import hashlib
import importlib.util
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
spec = importlib.util.spec_from_file_location("licences", ROOT / "scripts" / "licences.py")
licences = importlib.util.module_from_spec(spec)
spec.loader.exec_module(licences)


def test_project_is_under_the_eupl():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"] == "EUPL-1.2"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE")


def test_every_package_and_file_has_a_licence_that_goes_with_ours():
    parts = licences.packages() + licences.vendored()
    assert {part.name: part.not_allowed for part in parts if part.not_allowed} == {}
    assert {"django", "asgiref", "psycopg"} <= {part.name for part in parts}


@pytest.mark.parametrize(
    "given, left",
    [
        (["GPL-3.0-only"], ["GPL-3.0-only"]),
        (["GPL-2.0-or-later OR MIT"], []),
        (["MIT AND GPL-3.0-only"], ["GPL-3.0-only"]),
        (["MIT", "AGPL-3.0-only"], ["AGPL-3.0-only"]),
        (["GPL-3.0-only", "MIT OR Apache-2.0"], ["GPL-3.0-only"]),
        ([], ["(none given)"]),
    ],
)
def test_licence_that_does_not_go_with_ours_is_found(given, left):
    assert licences.Part("thing", given, "Belegg").not_allowed == left


def test_every_vendored_folder_is_listed_with_its_licence_beside_it():
    lock = json.loads((licences.VENDORED / "vendor.lock.json").read_text(encoding="utf-8"))
    assert {folder.name for folder in licences.VENDORED.iterdir() if folder.is_dir()} == set(lock)
    for folder, part in lock.items():
        there = {path.name: hashlib.sha512(path.read_bytes()).hexdigest() for path in (licences.VENDORED / folder).iterdir()}
        assert there == part["files"]
        assert "LICENSE" in there


def test_no_font_or_library_lies_elsewhere_in_the_project():
    web = ROOT / "src" / "belegg"
    strays = [path for path in web.rglob("*") if path.suffix in (".woff2", ".woff", ".ttf", ".otf") or path.name.endswith(".min.js")]
    assert [path for path in strays if licences.VENDORED not in path.parents] == []


def test_page_of_the_licences_is_current():
    assert (ROOT / "docs" / "reference" / "licences.md").read_text(encoding="utf-8") == licences.page()
