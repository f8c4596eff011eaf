"""Copy the files we use of other people's packages into src/belegg/web/static/vendor, and lock what was copied.

Run it after changing PACKAGES (needs npm, network; developers only):

    python scripts/vendor.py           fetch, copy, write vendor.lock.json
    python scripts/vendor.py --check   compare the committed files with the lock (no network)
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "src/belegg/web/static/vendor"
LOCK = VENDOR / "vendor.lock.json"

# Folder: (package, version, {path in the package: name here}).
PACKAGES = {
    "htmx": ("htmx.org", "4.0.1", {"LICENSE": "LICENSE", "dist/htmx.min.js": "htmx.min.js"}),
    "designsystemet": (
        "@digdir/designsystemet-css",
        "1.22.0",
        {"LICENSE": "LICENSE", "dist/theme/designsystemet.css": "theme.css"},
    ),
    "inter": (
        "@fontsource-variable/inter",
        "5.3.0",
        {
            "LICENSE": "LICENSE",
            "files/inter-latin-wght-normal.woff2": "latin.woff2",
            "files/inter-latin-ext-wght-normal.woff2": "latin-ext.woff2",
        },
    ),
    "source-serif": (
        "@fontsource-variable/source-serif-4",
        "5.3.1",
        {
            "LICENSE": "LICENSE",
            "files/source-serif-4-latin-wght-normal.woff2": "latin.woff2",
            "files/source-serif-4-latin-ext-wght-normal.woff2": "latin-ext.woff2",
            "files/source-serif-4-latin-wght-italic.woff2": "latin-italic.woff2",
        },
    ),
}


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return check()
    lock = {folder: fetch(folder, *package) for folder, package in PACKAGES.items()}
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
    return check()


def fetch(folder: str, name: str, version: str, files: dict[str, str]) -> dict:
    """Unpack one npm package, copy its listed files and return its entry of the lock."""
    target = VENDOR / folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=place, check=True, stdout=subprocess.DEVNULL)
        tarball = next(Path(place).glob("*.tgz"))
        with tarfile.open(tarball) as archive:
            for inside, here in files.items():
                member = archive.extractfile(f"package/{inside}")
                if member is None:
                    raise SystemExit(f"{name} {version} has no file {inside}.")
                (target / here).write_bytes(drop_map_comment(member.read()))
            licence = json.load(archive.extractfile("package/package.json"))["license"]  # type: ignore[arg-type]
        return {
            "package": name,
            "version": version,
            "licence": licence,
            "tarball_sha512": digest(tarball),
            "files": {here: digest(target / here) for here in files.values()},
        }


def drop_map_comment(content: bytes) -> bytes:
    """Drop a trailing source-map line: the map is not vendored, and a missing one stops collectstatic."""
    lines = content.rstrip().split(b"\n")
    return b"\n".join(lines[:-1]) + b"\n" if lines[-1].startswith((b"//# sourceMappingURL", b"/*# sourceMappingURL")) else content


def check() -> int:
    """Return 0 when the committed files are exactly those of the lock."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    expected = {f"{folder}/{name}": sha for folder, entry in lock.items() for name, sha in entry["files"].items()}
    present = {path.relative_to(VENDOR).as_posix(): digest(path) for path in VENDOR.rglob("*") if path.is_file() and path != LOCK}
    wrong = sorted(name for name in expected.keys() | present.keys() if expected.get(name) != present.get(name))
    for name in wrong:
        print(f"{name} differs from vendor.lock.json.", file=sys.stderr)
    return 1 if wrong else 0


def digest(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
