"""Data classes: how well information must be looked after, where each class may lie, and which class what leaves is of.

The classes, the places and the class of each kind of content stand in an institution's pack (packs/data-classes/*.toml). The rule is one: what leaves
is of the highest class of anything in it; where a study holds special categories of personal data (article 9 of the General Data Protection
Regulation), the pack's `special` table is asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belegg.method.errors import Refused, gettext_noop

# What may be in a thing that leaves, with how it is called. A pack gives each a class.
CONTENTS = {
    "identities": gettext_noop("real names and how to reach people"),
    "recordings": gettext_noop("recordings of voices or faces"),
    "raw": gettext_noop("words in which names may still stand"),
    "pseudonymised": gettext_noop("pseudonymised words"),
    "sealed": gettext_noop("words whose way back to the names is gone"),
    "people": gettext_noop("facts about people under pseudonyms"),
    "summaries": gettext_noop("what researchers wrote about people and cases"),
    "documents": gettext_noop("documents that were brought in"),
    "counts": gettext_noop("numbers without words"),
    "descriptions": gettext_noop("how the study is made: guides, codes, letters"),
}
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class DataClass:
    """`rank` 0 is the most open."""

    id: str
    rank: int
    title: Mapping[str, str]
    meaning: Mapping[str, str]


@dataclass(frozen=True)
class Target:
    """A place where something may go; `highest` is the highest class it may hold."""

    id: str
    highest: DataClass
    title: Mapping[str, str]


@dataclass(frozen=True)
class Scheme:
    """An institution's data classes. `contents` and `special` give the class of each kind of content."""

    id: str
    version: int
    source: str
    title: Mapping[str, str]
    classes: tuple[DataClass, ...]
    targets: tuple[Target, ...]
    contents: Mapping[str, DataClass]
    special: Mapping[str, DataClass]

    def target(self, id: str) -> Target:
        """Return a place. Raises Refused("unknown_target")."""
        found = next((target for target in self.targets if target.id == id), None)
        if found is None:
            raise Refused(
                "unknown_target",
                gettext_noop("The place %(target)s is not among those of the data classes."),
                gettext_noop("Choose from: %(known)s."),
                target=id[:60],
                known=", ".join(target.id for target in self.targets),
            )
        return found


@dataclass(frozen=True)
class Judged:
    """The class of what leaves, and which of its contents made it so (keys of CONTENTS, in that order)."""

    data_class: DataClass
    because: tuple[str, ...]
    special: bool = False


def read_scheme(pack: Mapping) -> Scheme:
    """Return the data classes a pack says. Raises Refused("bad_pack") naming what is wrong."""
    try:
        classes = tuple(
            DataClass(one["id"], rank, texts(one["title"]), texts(one["meaning"])) for rank, one in enumerate(pack["class"])
        )  # fmt: skip
        known = {one.id: one for one in classes}
        targets = tuple(Target(one["id"], known[one["highest"]], texts(one["title"])) for one in pack["target"])
        return Scheme(
            str(pack["id"]), int(pack["version"]), str(pack["source"]), texts(pack["title"]), classes, targets,
            {name: known[pack["contents"][name]] for name in CONTENTS},
            {name: known[id] for name, id in pack.get("special", {}).items() if name in CONTENTS},
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(
            "bad_pack",
            gettext_noop("The data classes can't be used: %(error)s is missing or is no class of the file."),
            gettext_noop("Compare your file with the one that came with Belegg."),
            error=str(error)[:80],
        ) from None


def texts(said: Mapping) -> dict[str, str]:
    return {language: str(said[language]) for language in LANGUAGES}


def class_of(scheme: Scheme, contents: Iterable[str], *, special: bool = False) -> Judged:
    """Return the class of something that holds these contents: the highest of any. What holds nothing is of the lowest class.

    `special` says that the study holds special categories of personal data. Raises ValueError for contents no pack knows.
    """
    held = set(contents)
    if held - set(CONTENTS):
        raise ValueError(f"No such contents: {sorted(held - set(CONTENTS))}")
    rules = {**scheme.contents, **(scheme.special if special else {})}
    classes = {name: rules[name] for name in CONTENTS if name in held}
    highest = max(classes.values(), key=lambda one: one.rank, default=scheme.classes[0])
    because = tuple(name for name, one in classes.items() if one == highest)
    raised = special and any(scheme.contents[name] != classes[name] for name in because)
    return Judged(highest, because, raised)


def may_hold(target: Target, judged: Judged) -> bool:
    """Say whether something of this class may lie there."""
    return judged.data_class.rank <= target.highest.rank
