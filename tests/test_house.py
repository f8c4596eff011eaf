"""The house stands as CONTRIBUTING says: arrows run downward, pure floors are pure, personal fields are declared, files are small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps

SRC = Path(__file__).parent.parent / "src" / "belegg"

# From the lowest floor up: a module may import its own floor and those before it.
FLOORS = [
    "method",
    "formats",
    "figures",
    "apps.study",
    "apps.privacy",
    "apps.fieldwork",
    "apps.recordings",
    "apps.sources",
    "apps.coding",
    "apps.analysis",
    "apps.exchange",
]
PURE = {"method", "formats", "figures"}
FORBIDDEN_IN_PURE = {"django", "socket", "urllib.request", "http.client", "requests", "sqlite3", "psycopg"}
CLOCK = {"time", "datetime.now", "date.today"}


def modules():
    for path in sorted(SRC.rglob("*.py")):
        if "migrations" not in path.parts:
            name = ".".join(path.relative_to(SRC).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def floor(name: str) -> int | None:
    for level, prefix in enumerate(FLOORS):
        if name == prefix or name.startswith(prefix + "."):
            return level
    return None


def test_arrows_run_downward():
    upward = [
        f"{name} imports {target}"
        for name, path in modules()
        if floor(name) is not None
        for target in imports(path)
        if target.startswith("belegg.")
        and ((floor(target.removeprefix("belegg.")) or 0) > floor(name) or target.removeprefix("belegg.").split(".")[0] in {"web", "cli"})
    ]
    assert upward == []


def test_pure_floors_know_no_django_no_network_no_clock():
    impure = [
        f"{name} imports {target}"
        for name, path in modules()
        if name.split(".")[0] in PURE
        for target in imports(path)
        if target in CLOCK
        or any(target == word or target.startswith(word + ".") for word in FORBIDDEN_IN_PURE | {"belegg.settings", "belegg.places"})
    ]
    assert impure == []


def test_doors_do_not_import_each_other():
    crossed = [
        f"{name} imports {target}"
        for name, path in modules()
        for target in imports(path)
        if (name.startswith("cli.") and target.startswith("belegg.web")) or (name.startswith("web.") and target.startswith("belegg.cli"))
    ]
    assert crossed == []


def test_doors_write_only_through_actions():
    """No door calls the ORM's writing verbs; sessions and accounts are Django's own business."""
    verbs = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    found = []
    for name, path in modules():
        if name.startswith(("web.", "cli.")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = node.func.value
                    on_manager = isinstance(owner, ast.Attribute) and owner.attr == "objects"
                    if node.func.attr in verbs or (on_manager and node.func.attr in {"create", "update", "delete"}):
                        found.append(f"{name}:{node.lineno} {node.func.attr}")
    assert found == []


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m.__module__.startswith("belegg.")], ids=lambda m: m.__name__)
def test_every_model_says_which_fields_are_personal(model):
    fields = {field.name for field in model._meta.concrete_fields}
    assert isinstance(model.PERSONAL, set)
    assert fields >= model.PERSONAL


def test_no_hiding_names():
    hiding = {"utils", "util", "common", "misc", "helpers", "stuff"}
    assert [name for name, _ in modules() if set(name.split(".")) & hiding] == []


def test_python_files_stay_under_400_lines():
    long = {name: lines for name, path in modules() if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_functions_stay_under_40_lines_of_code():
    """Docstrings do not count: a formula with its source may be long."""
    long = []
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                docstring = node.body[0] if ast.get_docstring(node) else None
                lines = node.end_lineno - node.lineno + 1 - ((docstring.end_lineno - docstring.lineno + 1) if docstring else 0)
                if lines > 45:
                    long.append(f"{name}.{node.name} {lines}")
    assert long == []


def test_no_machine_paths_in_the_project():
    root = SRC.parent.parent
    places = [Path.home().as_posix() + "/", root.as_posix() + "/"]
    for path in [*SRC.rglob("*.py"), *(root / "docs").rglob("*.md"), *root.glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        assert not [place for place in places if place in text], path


def test_text_fields_that_hold_words_of_people_are_declared():
    """Fields known to carry what people said or are called stand in PERSONAL."""
    known = {
        ("Body", "text"),
        ("Memo", "text"),
        ("Person", "pseudonym"),
        ("Turn", "speaker"),
        ("Summary", "text"),
        ("JournalPayload", "facts"),
    }
    declared = {(m.__name__, f) for m in apps.get_models() if m.__module__.startswith("belegg.") for f in m.PERSONAL}
    assert known <= declared
