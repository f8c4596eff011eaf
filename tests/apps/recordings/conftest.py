import pytest


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    """A store and keys of one's own: what is deleted here is deleted for good."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("BELEGG_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def text(study, ida):
    from tests.worlds import bring_in

    return bring_in(study, by=ida)
