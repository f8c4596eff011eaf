"""Collect the strings to translate, compile the catalogues, and say what is missing. Needs GNU gettext.

`--check` changes nothing and fails when a string is untranslated or a compiled catalogue is older than its source.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "belegg"
LANGUAGES = ["nb", "nn"]


def collect() -> None:
    """Run Django's makemessages in the package, without dates, so that an unchanged catalogue stays the same bytes."""
    words = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--no-wrap", "--no-location", "--ignore", "static/*"]
    words += [part for language in LANGUAGES for part in ("-l", language)]
    subprocess.run(
        words, cwd=PACKAGE, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DJANGO_SETTINGS_MODULE": "belegg.settings"}
    )
    for language in LANGUAGES:
        path = catalogue(language)
        path.write_text(re.sub(r'"POT-Creation-Date: .*\\n"\n', "", path.read_text(encoding="utf-8")), encoding="utf-8")


def catalogue(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def compiled(language: str) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".mo") as file:
        subprocess.run(["msgfmt", "--check-format", "--no-hash", "-o", file.name, str(catalogue(language))], check=True)
        return Path(file.name).read_bytes()


def untranslated(language: str) -> list[str]:
    told = subprocess.run(
        ["msgattrib", "--untranslated", "--no-obsolete", str(catalogue(language))], capture_output=True, text=True, check=True
    )
    fuzzy = subprocess.run(
        ["msgattrib", "--only-fuzzy", "--no-obsolete", str(catalogue(language))], capture_output=True, text=True, check=True
    )
    return [line for line in (told.stdout + fuzzy.stdout).splitlines() if line.startswith("msgid ") and line != 'msgid ""']


def main() -> int:
    check = "--check" in sys.argv
    before = {language: catalogue(language).read_bytes() if catalogue(language).exists() else b"" for language in LANGUAGES}
    collect()
    failed = False
    for language in LANGUAGES:
        target = catalogue(language).with_suffix(".mo")
        missing = untranslated(language)
        stale = not target.exists() or target.read_bytes() != compiled(language)
        if missing:
            print(f"{language}: {len(missing)} untranslated", *missing[:20], sep="\n  ")
        if check:
            failed |= bool(missing) or stale
            if stale:
                print(f"{language}: the compiled catalogue is not that of the source; run scripts/translations.py")
            if catalogue(language).read_bytes() != before[language]:
                print(f"{language}: the catalogue lacks strings of the program; run scripts/translations.py")
                failed = True
                catalogue(language).write_bytes(before[language])
        else:
            target.write_bytes(compiled(language))
            print(f"{language}: compiled, {len(missing)} untranslated")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
