"""Where Belegg keeps its things on this machine: the store (`BELEGG_HOME`) and the keys outside it (`BELEGG_KEYS`)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs


def home() -> Path:
    """Return the folder of the store (database, media, index), made if needed."""
    path = Path(os.environ.get("BELEGG_HOME") or platformdirs.user_data_dir("belegg", appauthor=False))
    path.mkdir(parents=True, exist_ok=True)
    return path


def keys() -> Path:
    """Return the folder of the keys, made if needed and readable by its owner alone."""
    path = Path(os.environ.get("BELEGG_KEYS") or Path(platformdirs.user_config_dir("belegg", appauthor=False)) / "keys")
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def secret_key() -> str:
    """Return the key that signs sessions; made once. Two processes that start at the same time agree on one file."""
    path = keys() / "secret_key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    for _ in range(50):
        if key := path.read_text().strip():
            return key
    raise RuntimeError(f"The key file {path} is empty.")
