"""Where what a command writes goes to: the same two words for every command that gives something out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from belegg.apps.privacy.leaving import Destination
    from belegg.apps.study.models import Member


def leaving_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--target", default="", metavar="PLACE", help="where it goes: a place of the study's data classes (default: the study's own)"
    )
    parser.add_argument("--reason", default="", help="why it goes there though it may not lie there; kept in the journal")


def destination(options: Namespace, member: Member) -> Destination:
    """Return where a command was told that its answer goes."""
    from belegg.apps.privacy.leaving import Destination

    return Destination(options.target, options.reason, member)
