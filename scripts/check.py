"""Run all checks in turn and say what failed: style, types, tests on both databases, the wheel in an empty environment."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
REQUIRE_ALL = os.environ.get("BELEGG_REQUIRE_ALL") == "1"
PACKAGES = {
    "chromium": "chromium",
    "postgresql": "postgresql",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "msgfmt": "gettext",
}


def run(*command: str, **env: str) -> bool:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **env}).returncode == 0


def postgres_bin() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def has(program: str) -> bool:
    return bool(postgres_bin()) if program == "postgresql" else bool(shutil.which(program))


def install_missing() -> None:
    """Install the system packages the tests use, where this user may (root, or sudo without a password)."""
    wanted = [package for program, names in PACKAGES.items() if not has(program) for package in names.split()]
    if not wanted or not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (not shutil.which("sudo") or subprocess.run([*sudo, "true"], capture_output=True).returncode):
        return
    print("Installing for the tests:", *wanted, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "-qq", "update"], env=env, stdout=subprocess.DEVNULL)
    subprocess.run([*sudo, "apt-get", "-qq", "install", "-y", "--no-install-recommends", *wanted], env=env, stdout=subprocess.DEVNULL)


class PostgreSQL:
    """A PostgreSQL server of the tests' own, in a temporary folder, reached through a socket there."""

    def __enter__(self) -> str | None:
        self.bin, self.folder = postgres_bin(), Path(tempfile.mkdtemp(prefix="belegg-pg-"))
        if self.bin is None:
            return None
        self.as_user: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "postgres")
            self.as_user = ["runuser", "-u", "postgres", "--"]
        user = "postgres" if self.as_user else getpass.getuser()
        self.call("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", user, "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {self.folder} -h '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
        self.call("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")
        self.call("createdb", "-h", str(self.folder), "-U", user, "belegg")
        return f"postgresql://{user}@/belegg?host={self.folder}"

    def call(self, program: str, *words: str) -> None:
        subprocess.run([*self.as_user, str(self.bin / program), *words], check=True, stdout=subprocess.DEVNULL, cwd="/tmp")

    def __exit__(self, *_) -> None:
        if self.bin is not None:
            subprocess.run(
                [*self.as_user, str(self.bin / "pg_ctl"), "-D", f"{self.folder}/data", "-m", "immediate", "stop"],
                stdout=subprocess.DEVNULL,
                cwd="/tmp",
            )
        shutil.rmtree(self.folder, ignore_errors=True)


def pytest(*words: str, **env: str) -> bool:
    """Run pytest over the processors of the machine; one run of these words gives one summary."""
    return run(
        PYTHON, "-m", "pytest", "-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadfile", "-p", "no:cacheprovider", *words, **env
    )


def wheel() -> bool:
    """Build the wheel, install it into an empty environment, and use it: load the demo, check the store, save the demo again."""
    folder = Path(tempfile.mkdtemp(prefix="belegg-wheel-"))
    try:
        pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        if not run(*pip, "wheel", "--no-deps", "-w", str(folder), "."):
            return False
        (built,) = folder.glob("*.whl")
        lock = ["--constraint", str(ROOT / "requirements.lock")] if (ROOT / "requirements.lock").exists() else []
        if not run(PYTHON, "-m", "venv", str(folder / "venv")) or not run(
            str(folder / "venv/bin/python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *lock, str(built)
        ):
            return False
        belegg, env = str(folder / "venv/bin/belegg"), {"BELEGG_HOME": str(folder / "home"), "BELEGG_KEYS": str(folder / "keys")}
        steps = [["--version"], ["demo"], ["check"], ["save", str(folder / "saved"), "--study", "demo"]]
        if not all(subprocess.run([belegg, *words], cwd=folder, env={**os.environ, **env}).returncode == 0 for words in steps):
            return False
        return subprocess.run(["diff", "-r", str(ROOT / "demo"), str(folder / "saved")]).returncode == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    install_missing()
    started, failed = time.monotonic(), []

    def step(name: str, passed: bool) -> None:
        print(f"--- {name}: {'passed' if passed else 'FAILED'} ({time.monotonic() - started:.0f} s since the start)", flush=True)
        if not passed:
            failed.append(name)

    step(
        "style",
        run(PYTHON, "-m", "ruff", "check", "src", "tests", "scripts")
        and run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", "src", "tests", "scripts"),
    )
    step("types", run(PYTHON, "-m", "mypy"))
    step(
        "migrations are complete",
        run(PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE="belegg.settings", **scratch()),
    )
    step("tests on SQLite", pytest("tests", DATABASE_URL=""))
    with PostgreSQL() as url:
        if url:
            step("tests on PostgreSQL", pytest("tests/apps", "tests/web", "tests/cli", DATABASE_URL=url))
        else:
            print("PostgreSQL is not on this machine: the tests ran on SQLite only. Install the package postgresql and run ./test again.")
            if REQUIRE_ALL:
                failed.append("tests on PostgreSQL")
    step("the wheel in an empty environment", wheel())
    print("Failed: " + ", ".join(failed) if failed else "All checks passed.")
    return 1 if failed else 0


def scratch() -> dict[str, str]:
    folder = tempfile.mkdtemp(prefix="belegg-check-")
    return {"BELEGG_HOME": folder, "BELEGG_KEYS": folder + "/keys"}


if __name__ == "__main__":
    sys.exit(main())
