import pytest

from belegg.method.errors import Refused
from belegg.method.recording_times import format_time, parse_time


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [("00:04:10", 250_000), ("00:04:10.250", 250_250), ("00:04:10,25", 250_250), ("4:10", 250_000), ("100:00:00", 360_000_000)],
)
def test_time_is_read(written, milliseconds):
    assert parse_time(written) == milliseconds


@pytest.mark.parametrize(("milliseconds", "written"), [(0, "00:00:00"), (250_250, "00:04:10.250"), (360_000_000, "100:00:00")])
def test_time_is_written(milliseconds, written):
    assert format_time(milliseconds) == written


@pytest.mark.parametrize("written", ["", "10", "4:75", "1:75:00", "kl. 12:30", "-1:00"])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(Refused) as refusal:
        parse_time(written)

    assert refusal.value.code == "time_not_readable"
