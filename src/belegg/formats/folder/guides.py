"""fieldwork/guides/ID.toml: one version of an interview guide, its questions in order, each below the one it names as parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from belegg.formats.folder import records
from belegg.formats.folder.documents import Document, as_table, dump
from belegg.formats.folder.tables import Fault
from belegg.method.errors import gettext_noop

_PATH = re.compile(r"fieldwork/guides/([a-z0-9][a-z0-9_-]{0,59})\.toml")


def guide_file(name: str) -> str:
    """Return the id of the version that a file of this name holds, "" for other files."""
    found = _PATH.fullmatch(name)
    return found[1] if found else ""


def path_of(version: str) -> str:
    return f"fieldwork/guides/{version}.toml"


def read_guide(name: str, data: bytes) -> tuple[dict, list[Fault]]:
    """Return {guides: {id: version}} and the faults of one file."""
    document = Document(name, data)
    if document.faults:
        return {}, document.faults
    kind = records.GuideVersion
    document.known(document.content, {"id", "guide", "title", "language", "number", "date", "why", "question"}, "")
    questions = document.records(records.GuideQuestion, "question")
    version = document.record(kind, {**document.content, "question": ""}, "", questions=questions)
    if version and version.id != guide_file(name):
        document.fault("id", gettext_noop("The file must be called %(name)s."), name=path_of(version.id))
    above: set[str] = set()
    for question in questions:
        if question.id in above:
            document.fault("question", gettext_noop("The id “%(key)s” stands there twice."), key=question.id)
        if question.parent and question.parent not in above:
            document.fault("question", gettext_noop("“%(key)s” stands below a question that does not come before it."), key=question.id)
        above.add(question.id)
    return ({"guides": {version.id: version}} if version and not document.faults else {}), document.faults


def write_guide(version: records.GuideVersion) -> bytes:
    return dump({**as_table(version), "question": [as_table(question) for question in version.questions]})


def faults_between(versions: Iterable[records.GuideVersion]) -> Iterator[Fault]:
    """Yield what does not fit between the versions: a number given twice, one guide with two titles."""
    seen: dict[tuple[str, int], str] = {}
    titles: dict[str, tuple[str, str]] = {}
    for version in versions:
        path = path_of(version.id)
        if (version.guide, version.number) in seen:
            yield Fault.of(
                path, 0, gettext_noop("The guide %(guide)s has another version %(number)s."), guide=version.guide, number=version.number
            )
        seen[version.guide, version.number] = version.id
        if titles.setdefault(version.guide, (version.title, version.language)) != (version.title, version.language):
            yield Fault.of(path, 0, gettext_noop("The versions of the guide %(guide)s differ in title or language."), guide=version.guide)
