"""The demo study: one invented study that comes with the program."""

from __future__ import annotations

from pathlib import Path

import belegg
from belegg.apps.exchange.demo_sound import demo_sound
from belegg.apps.exchange.load import load_study
from belegg.apps.privacy.leaving import Destination, check_leaving
from belegg.apps.study.models import Member, Study, User
from belegg.method.errors import Refused, gettext_noop

DEMO = "demo"
# So that the journal shows what a reason for an export looks like; as invented as the study.
REASON = "Oppdiktet: Tre sitater sendes på e-post til informanten som ba om å lese dem før de trykkes. De er hans egne ord, og uten navn."


def demo_folder() -> Path:
    """Return the demo's study folder: beside the sources in a checkout, inside the package where it is installed."""
    package = Path(belegg.__file__).parent
    places = [package / "_demo", package.parent.parent / "demo"]
    found = next((place for place in places if (place / "study.toml").is_file()), None)
    if found is None:
        raise Refused("no_demo", gettext_noop("The demo study is not part of this installation."))
    return found


def load_demo(*, by: User) -> Study:
    """Load the demo study with `by` as its owner.

    Raises Refused("demo_exists").
    """
    if Study.objects.filter(key=DEMO).exists():
        raise Refused("demo_exists", gettext_noop("The demo study is in this store already."), gettext_noop("Open it with: belegg serve."))
    folder = demo_folder()
    study = load_study(folder, by=by, sound=demo_sound(folder)).study
    owner = Member.objects.select_related("study").get(study=study, user=by)
    check_leaving(study, "quotations", ("pseudonymised",), Destination("email", REASON, owner))
    return study
