"""The demo study, loaded once a test: three municipalities, 16 texts, 847 codings."""

import pytest


@pytest.fixture
def demo(people):
    from belegg.apps.exchange.demo import load_demo

    return load_demo(by=people["ida"])
