import pytest


@pytest.fixture
def demo(people):
    from belegg.apps.exchange.demo import load_demo

    return load_demo(by=people["ida"])


@pytest.fixture
def page(client, demo, people):
    """Return a function that opens an address of the demo study as its owner."""
    client.force_login(people["ida"])

    def open_page(path="compare/", **query):
        return client.get(f"/studies/{demo.key}/{path}", query)

    return open_page
