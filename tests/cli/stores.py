"""A store of its own for a test, used through the real `belegg` in another process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

BELEGG = [sys.executable, "-m", "belegg.cli.main"]


class Store:
    """A store below `home`, on SQLite unless `database` names another."""

    def __init__(self, home: Path, **more: str) -> None:
        self.home = home
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BELEGG_") and name != "DATABASE_URL"},
            "BELEGG_HOME": str(home),
            "BELEGG_KEYS": str(home.parent / "keys"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }

    def another(self, name: str) -> Store:
        """Return an empty store beside this one, with the same keys."""
        return Store(self.home.parent / name)

    def run(self, *words: object, stdin: str = "") -> subprocess.CompletedProcess:
        line = [*BELEGG, *map(str, words)]
        return subprocess.run(line, env=self.environ, input=stdin, capture_output=True, text=True, timeout=120)

    def done(self, *words: object, stdin: str = "") -> str:
        """Run a command that must succeed and return what it printed."""
        ended = self.run(*words, stdin=stdin)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def faults(self) -> list:
        return json.loads(self.run("check").stdout)

    def start(self, *words: object, **more) -> subprocess.Popen:
        line = [*BELEGG, *map(str, words)]
        # Ctrl-C reaches it as from a terminal, also where the tests themselves run in the background with SIGINT ignored.
        heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(line, env=self.environ, text=True, preexec_fn=heard, **pipes, **more)
