import pytest

from belegg.web.recordings.ranges import NotSatisfiable, range_asked


@pytest.mark.parametrize(
    "header, found",
    [
        ("bytes=0-", (0, 1000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("Bytes = 10 - 19", (10, 20)),
        ("bytes=990-2000", (990, 1000)),
        ("bytes=999-", (999, 1000)),
        ("bytes=-1", (999, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("", None),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=²-", None),
        ("bytes=0x1-2", None),
        ("bytes=5-" + "9" * 4000, (5, 1000)),
    ],
)
def test_range_of_a_thousand_bytes(header, found):
    assert range_asked(header, 1000) == found


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1000", "bytes=-0", "bytes=" + "9" * 4000 + "-"])
def test_range_behind_the_end(header):
    with pytest.raises(NotSatisfiable):
        range_asked(header, 1000)


def test_nothing_of_an_empty_file():
    for header in ("bytes=0-", "bytes=-5"):
        with pytest.raises(NotSatisfiable):
            range_asked(header, 0)
