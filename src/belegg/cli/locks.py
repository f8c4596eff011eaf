"""Locks between processes of one machine: gone with the process that holds them, however it ends."""

from __future__ import annotations

from typing import IO


def lock(file: IO, *, shared: bool, wait: bool = False) -> bool:
    """Take the lock of an open file until it is closed; False where another process holds it.

    Windows has no shared locks of this kind: there nothing is locked, and nothing is refused.
    """
    try:
        import fcntl
    except ImportError:
        return True
    how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
    try:
        fcntl.flock(file, how)
    except OSError:
        return False
    return True
