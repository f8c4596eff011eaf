import io
import wave

from belegg.formats.recording import WAV, kind_of
from belegg.formats.tones import PITCHES, RATE, one_second, tones


def test_tones_are_a_wav_that_changes_where_it_should():
    data = b"".join(tones([0, 2, 2], 4))

    assert kind_of(data) == WAV
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getframerate(), file.getnframes(), file.getsampwidth(), file.getnchannels()) == (RATE, 4 * RATE, 1, 1)
        seconds = [file.readframes(RATE) for _ in range(4)]
    assert seconds[0] == seconds[1] == one_second(PITCHES[1]) and seconds[2] == seconds[3] == one_second(PITCHES[2])
    assert set(seconds[0][RATE * 3 // 4 :]) == {0x80}
