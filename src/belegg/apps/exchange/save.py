"""Save a study as a study folder, and put it on the disk whole or not at all."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from belegg.apps.analysis.leaving import words_of
from belegg.apps.exchange.load import FORM
from belegg.apps.exchange.models import KeptFile
from belegg.apps.exchange.records import folder_of
from belegg.apps.exchange.snapshot import snapshot
from belegg.apps.privacy.leaving import NOT_SAID, Destination, check_leaving
from belegg.apps.sources import media
from belegg.apps.sources.models import Source
from belegg.apps.study import journal
from belegg.apps.study.models import Member, Study
from belegg.apps.study.rules import check_may
from belegg.formats.folder import NOT_OURS, names, render, says_the_same
from belegg.method.errors import Refused, gettext_noop


def save_study(target: Path, *, by: Member, replace: bool = False, with_texts: bool = True, to: Destination = NOT_SAID) -> int:
    """Write the study of `by` to the folder `target` and return the number of files. Noted in the journal: the words leave the store.

    Without texts, only hashes and offsets go out (and no originals).
    Raises Refused("folder_not_empty"), ("other_study") or ("not_writable"), and as `privacy.leaving.check_leaving`.
    """
    check_may(by, "edit")
    study, target = by.study, Path(target)
    check_target(target, study, replace)
    check_leaving(study, "folder", {"people", "summaries", *(words_of(study) if with_texts else ())}, dataclasses.replace(to, by=by))
    with snapshot():
        count = put(target, files_of(study, with_texts=with_texts))
    with journal.act(study, by=by, verb="study.save", about="study", files=count) as doing:
        doing.record = True
    return count


def files_of(study: Study, *, with_texts: bool = True) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of every file of the study folder.

    A file that was loaded in another form than ours comes back as it was, as long as it still says what the study says.
    """
    folder = folder_of(study)
    kept = dict(KeptFile.objects.filter(study=study).values_list("path", "pk"))
    done = set()
    for name in names(folder):
        done.add(name)
        if not with_texts and name.startswith("texts/") and name.endswith(".txt"):
            continue
        data = render(folder, name)
        if FORM + name in kept:
            form = kept_bytes(kept[FORM + name])
            data = form if says_the_same(folder, name, form) else data
        if data is not None:
            yield name, data
    for source in Source.objects.filter(study=study).exclude(original="").order_by("pk"):
        path = f"originals/{source.key}{source.suffix}"
        done.add(path)
        if with_texts and media.path_of(source.original).exists():
            yield path, media.path_of(source.original).read_bytes()
    for path, pk in sorted(kept.items()):
        if path not in done and not path.startswith(FORM):
            yield path, kept_bytes(pk)


def kept_bytes(pk: int) -> bytes:
    return bytes(KeptFile.objects.values_list("data", flat=True).get(pk=pk))


def check_target(target: Path, study: Study, replace: bool) -> None:
    if target.exists() and not target.is_dir():
        raise Refused("not_a_folder", gettext_noop("%(path)s is a file."), gettext_noop("Name a folder."), path=target)
    if not target.exists() or not any(path.name not in NOT_OURS for path in target.iterdir()):
        return
    if not replace:
        raise Refused(
            "folder_not_empty",
            gettext_noop("The folder %(path)s is not empty."),
            gettext_noop("Name a new one, or replace the study in it with --replace."),
            path=target,
        )
    if study_in(target) != study.key:
        raise Refused(
            "other_study",
            gettext_noop("The folder %(path)s does not hold this study, so nothing in it was replaced."),
            gettext_noop("Name a new folder."),
            path=target,
        )


def study_in(folder: Path) -> str:
    try:
        return tomllib.loads((folder / "study.toml").read_text(encoding="utf-8-sig")).get("id", "")
    except (OSError, ValueError, RecursionError):
        return ""


def put(target: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files beside the target and then move them there: a save that is broken off leaves the target as it was."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise not_writable(target, error) from None
    try:
        written = [write_below(beside, name, data) for name, data in files]
        os.chmod(beside, 0o777 & ~current_umask())
        if target.exists() and any(target.iterdir()):
            move_over(beside, target, set(written))
        else:
            if target.exists():  # empty; Windows does not rename onto a folder
                target.rmdir()
            os.replace(beside, target)
        return len(written)
    except OSError as error:
        raise not_writable(target, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def not_writable(target: Path, error: OSError) -> Refused:
    return Refused(
        "not_writable", gettext_noop("%(path)s can't be written (%(error)s)."), gettext_noop("Name another folder."), path=target,
        error=error.strerror or error,
    )  # fmt: skip


def write_below(root: Path, name: str, data: bytes) -> str:
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise OSError(f"{name} leads out of the folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return name


def move_over(source: Path, target: Path, names: set[str]) -> None:
    """Move files into a folder that holds an older save, and take away what the study no longer has."""
    for name in sorted(names):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source / name, target / name)
    for here, _, files in os.walk(target, topdown=False):
        if any(part in NOT_OURS for part in Path(here).relative_to(target).parts):
            continue
        for name in files:
            path = Path(here, name)
            if name not in NOT_OURS and path.relative_to(target).as_posix() not in names:
                path.unlink()
        if here != str(target) and not any(Path(here).iterdir()):
            Path(here).rmdir()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
