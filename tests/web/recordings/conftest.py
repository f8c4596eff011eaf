from types import SimpleNamespace

import pytest
from django.test import Client

from belegg.apps.privacy.models import Person
from tests.apps.recordings.conftest import own_folders, text  # noqa: F401
from tests.apps.recordings.worlds import record


@pytest.fixture
def world(study, ida, people, text):  # noqa: F811
    """The study with a recording of int-1, and Ida's browser."""
    client = Client()
    client.force_login(people["ida"])
    recording = record(study, ida, people=list(Person.objects.filter(study=study)))
    return SimpleNamespace(
        study=study, ida=ida, people=people, text=text, client=client, recording=recording, at=f"/studies/{study.key}/recordings/"
    )
