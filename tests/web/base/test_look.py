"""The look's files: colours as the codebook has them, vendored files as they were locked, nothing a strict CSP would refuse."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import belegg
from belegg.method.codebook import PALETTE

WEB = Path(belegg.__file__).parent / "web"
BASE = WEB / "base"


def test_the_style_sheet_has_the_codebooks_colours():
    sheet = (BASE / "static/base/palette.css").read_text(encoding="utf-8")
    for colour in PALETTE:
        assert f"--{colour.id}-tint: light-dark({colour.light.tint}, {colour.dark.tint});" in sheet
        assert f"--{colour.id}-ink: light-dark({colour.light.strong}, {colour.dark.strong});" in sheet


def test_vendored_files_are_those_that_were_locked():
    script = WEB.parents[2] / "scripts/vendor.py"
    if not script.exists():
        pytest.skip("installed without the scripts")
    assert runpy.run_path(str(script))["main"](["--check"]) == 0


def test_no_template_holds_an_inline_script_or_style():
    for template in WEB.glob("*/templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text), template
        for attributes in re.findall(r"<script([^>]*)>", text):
            assert "src=" in attributes or "application/json" in attributes, template


def test_every_style_sheet_and_module_of_the_frame_is_loaded_or_imported():
    shell = "".join(
        (BASE / "templates/base" / name).read_text(encoding="utf-8") for name in ("_styles.html", "_modules.html", "_shell.html")
    )
    modules = "".join(path.read_text(encoding="utf-8") for path in WEB.glob("*/static/**/*.js"))
    for path in (BASE / "static/base").iterdir():
        if path.suffix in (".css", ".js"):
            assert f"base/{path.name}" in shell or f'"./{path.name}"' in modules or f'"../base/{path.name}"' in modules, path.name


def test_colours_are_written_only_in_the_token_files():
    for path in WEB.glob("*/static/**/*.css"):
        if path.name in ("tokens.css", "palette.css", "print.css"):
            continue
        rest = re.sub(r"light-dark\([^;]*\)|mask[-a-z]*:[^;]*", "", path.read_text(encoding="utf-8"))
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", rest), path
