"""What the machine is, and how much of it others use meanwhile. Linux tells; elsewhere nothing is known and nothing is waited for."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Waits at most WINDOWS times two seconds until no more than BUSY of the processors is in use.
WINDOWS, SECONDS, BUSY = 20, 2.0, 0.15
SAMPLE = 0.5


def processors() -> tuple[float, float]:
    """Return (busy, all) seconds of all processors since the machine started."""
    try:
        ticks = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0, 1.0
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK"), sum(ticks) / os.sysconf("SC_CLK_TCK")


def wait_for_quiet() -> float:
    """Wait until others leave the machine alone for a moment, but not for ever; return which share of the processors was free."""
    free = 1.0
    for _ in range(WINDOWS):
        busy, total = processors()
        time.sleep(SECONDS)
        now_busy, now_total = processors()
        free = max(0.0, 1 - (now_busy - busy) / max(now_total - total, 0.01))
        if free > 1 - BUSY:
            break
    return free


class Others:
    """Watches, while a measure runs, what processes that do not come from this one use of the processors. Chromium's are ours, and told apart by their parents."""

    def __init__(self) -> None:
        self.ticks = 0
        self.begin = time.monotonic()
        self._seen = ticks_of_others()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._done.wait(SAMPLE):
            self._look()

    def _look(self) -> None:
        now = ticks_of_others()
        self.ticks += sum(ticks - self._seen.get(pid, 0) for pid, ticks in now.items())
        self._seen = now

    @property
    def share(self) -> float:
        """Return the part of the processors' time, 0 to 1."""
        return self.ticks / os.sysconf("SC_CLK_TCK") / (os.cpu_count() or 1) / max(time.monotonic() - self.begin, 0.01)


@contextmanager
def others() -> Iterator[Others]:
    watch = Others()
    watch._thread.start()
    try:
        yield watch
    finally:
        watch._done.set()
        watch._thread.join()
        watch._look()


def ticks_of_others() -> dict[int, int]:
    """Return what each process that is not ours has used so far."""
    parents, ticks = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended since
        pid = int(path.parent.name)
        parents[pid], ticks[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
    return {pid: used for pid, used in ticks.items() if not is_ours(pid, parents)}


def is_ours(pid: int, parents: dict[int, int]) -> bool:
    for _ in range(len(parents)):
        if pid == os.getpid():
            return True
        if pid not in parents:
            return False
        pid = parents[pid]
    return False


def described() -> dict[str, str]:
    """Return what the figures depend on. Nothing that names the machine."""
    model = next((line.partition(":")[2].strip() for line in lines("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = next((int(line.split()[1]) for line in lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "processor": f"{model or platform.machine()}, {os.cpu_count()} cores",
        "memory": f"{memory / 1024 / 1024:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "software": f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {chromium()}",
    }


def lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def chromium() -> str:
    try:
        said = subprocess.run(["chromium", "--version"], capture_output=True, text=True, timeout=20).stdout.split()
        return " ".join(said[:2])
    except (OSError, subprocess.TimeoutExpired):
        return "Chromium"
