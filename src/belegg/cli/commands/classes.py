"""`belegg classes`: which data classes hold, and where exports usually go."""

from __future__ import annotations

import argparse

SUMMARY = "Show the data classes of the study and what may lie where; with --choose, choose them."
EXAMPLE = "belegg classes --choose norwegian-he --target research_server"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--choose", metavar="PACK", help="the data classes that hold from now on ('none' to choose none)")
    parser.add_argument("--target", default="", metavar="PLACE", help="where exports usually go")


def run(options: argparse.Namespace) -> dict:
    from belegg.apps.privacy import leaving as acts
    from belegg.apps.study.rules import check_may
    from belegg.cli.store import acting_member
    from belegg.method.data_classes import CONTENTS, class_of

    member = acting_member(options)
    check_may(member, "read")
    if options.choose:
        acts.choose_data_classes(member.study, "" if options.choose == "none" else options.choose, options.target, by=member)
    scheme, special = acts.scheme_of(member.study), acts.is_special(member.study)
    return {
        **acts.chosen(member.study), "shown": scheme.id, "version": scheme.version, "special": special,
        "classes": [one.id for one in scheme.classes],
        "targets": {one.id: one.highest.id for one in scheme.targets},
        "contents": {name: class_of(scheme, [name], special=special).data_class.id for name in CONTENTS},
    }  # fmt: skip
