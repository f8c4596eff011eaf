import json

import pytest
from django.test import Client

from tests.worlds import add_codes, add_round, bring_in


@pytest.fixture
def text(study, ida):
    return bring_in(study, by=ida)


@pytest.fixture
def tillit(study, ida):
    return add_codes(study, ida, "Tillit")[0]


@pytest.fixture
def first_round(study, ida):
    return add_round(study, ida)


@pytest.fixture
def place(text):
    def find(words):
        start = text.body.text.index(words)
        return start, start + len(words)

    return find


class Api:
    """A member's browser, speaking JSON as the page's scripts do."""

    def __init__(self, user, text):
        self.client = Client()
        self.client.force_login(user)
        self.base = f"/studies/{text.study.key}/texts/{text.key}/"

    def send(self, method, path, **sent):
        return self.client.generic(
            method, self.base + path, json.dumps(sent), content_type="application/json", headers={"Accept": "application/json"}
        )

    def post(self, path, **sent):
        return self.send("POST", path, **sent)

    def get(self, path="", **query):
        return self.client.get(self.base + path, query, headers={"Accept": "application/json"})


@pytest.fixture
def api(people, text):
    return lambda name: Api(people[name], text)
