"""The files of a folder on disk, listed without following anything that leads out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from belegg.formats.folder.tables import Fault
from belegg.method.errors import Refused, gettext_noop

# What version control and file managers leave behind is not part of a study.
NOT_OURS = {".git", ".hg", ".svn", ".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__"}


class Files(Protocol):
    """Files by name, such as "texts/int-1.txt"."""

    def names(self) -> Iterable[str]: ...
    def read(self, name: str) -> bytes: ...


class DiskFiles:
    """The files below `root`. Links and names that are not UTF-8 are faults and are not read."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise Refused(
                "no_folder", gettext_noop("There is no folder %(path)s."), gettext_noop("Name the folder that holds study.toml."), path=root
            )
        self.root = root
        self.faults: list[Fault] = []
        self._names = sorted(self._walk())

    def _walk(self) -> Iterable[str]:
        for here, folders, files in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in NOT_OURS)
            for name in folders + files:
                path = Path(here, name)
                relative = path.relative_to(self.root).as_posix()
                if name in NOT_OURS or (name in folders and not path.is_symlink()):
                    continue
                if path.is_symlink():
                    self.faults.append(Fault.of(printable(relative), 0, gettext_noop("It is a link. A study folder holds files only.")))
                elif not path.is_file():
                    self.faults.append(Fault.of(printable(relative), 0, gettext_noop("It is not an ordinary file.")))
                elif printable(relative) != relative or len(relative) > 500:
                    self.faults.append(Fault.of(printable(relative)[:200], 0, gettext_noop("Its name is not UTF-8 or is too long.")))
                else:
                    yield relative

    def names(self) -> list[str]:
        return self._names

    def read(self, name: str) -> bytes:
        try:
            return (self.root / name).read_bytes()
        except OSError as error:
            raise Refused("not_readable", gettext_noop("%(name)s can't be read: %(error)s."), name=name, error=error.strerror) from None

    def size(self, name: str) -> int:
        return (self.root / name).stat().st_size


def printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
