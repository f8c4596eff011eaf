"""What the machine is, and how much of it others use meanwhile. Linux tells; elsewhere nothing is known and nothing is waited for."""

from __future__ import annotations

import os
import platform
import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Waits at most WINDOWS times two seconds until no more than BUSY of the processors is in use.
WINDOWS, SECONDS, BUSY = 20, 2.0, 0.15


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


class Share:
    value = 0.0


@contextmanager
def others() -> Iterator[Share]:
    """Tell the share of the processors that processes other than our own children used inside the block."""
    share = Share()
    busy, total, own = *processors(), of_children()
    yield share
    now_busy, now_total = processors()
    share.value = max(0.0, (now_busy - busy - (of_children() - own)) / max(now_total - total, 0.01))


def of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
