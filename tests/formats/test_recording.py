"""Recordings are told by their bytes; how long they are is what their own file says."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belegg.formats import recording, wav
from belegg.formats.durations import duration_ms
from belegg.method.errors import Refused


def wav_file(ms=2000, rate=8000, width=2, channels=1, value=7) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes([value]) * (ms * rate // 1000 * width * channels))
    return out.getvalue()


def box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def mp4_file(brand=b"isom", handler=b"soun", scale=600, length=600 * 61) -> bytes:
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, scale, length) + bytes(80))
    moov = box(b"moov", mvhd + box(b"hdlr", bytes(8) + handler + bytes(12)))
    return box(b"ftyp", brand + bytes(4) + b"isom") + box(b"mdat", bytes(500)) + moov


def ogg_file(seconds=5, skipped=312) -> bytes:
    def page(granule, body):
        return b"OggS\x00\x02" + struct.pack("<q", granule) + bytes(12) + bytes([1, len(body)]) + body

    return page(0, b"OpusHead\x01\x01" + struct.pack("<HI", skipped, 48000) + bytes(3)) + page(seconds * 48000 + skipped, b"sound" * 20)


def webm_file(codec=b"A_OPUS", ms=4321.0) -> bytes:
    info = b"\x2a\xd7\xb1\x83" + (1_000_000).to_bytes(3, "big") + b"\x44\x89\x88" + struct.pack(">d", ms)
    head = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(10)
    return head + b"\x18\x53\x80\x67\xff" + b"\x15\x49\xa9\x66" + bytes([0x80 | len(info)]) + info + b"\x16\x54\xae\x6b" + codec + bytes(40)


def webm_of_a_browser(ms=61_234) -> bytes:
    def cluster(time):
        return b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x84" + time.to_bytes(4, "big") + b"\xa3\x85\x81\0\0\x80\0"

    head = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(10) + b"\x18\x53\x80\x67\xff"
    return head + b"\x15\x49\xa9\x66\x87\x2a\xd7\xb1\x83\x0f\x42\x40" + b"\x16\x54\xae\x6bA_OPUS" + cluster(0) + cluster(ms)


def flac_file(hertz=44100, samples=44100 * 3) -> bytes:
    bits = hertz << 44 | 1 << 41 | 15 << 36 | samples
    return b"fLaC\x00\x00\x00\x22" + bytes(10) + bits.to_bytes(8, "big") + bytes(16) + bytes(100)


def mp3_file(frames=100, tag=b"") -> bytes:
    # 128 kbit/s, 44100 Hz, both channels: 417 bytes a frame.
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


FILES = {
    "wav": (wav_file(), recording.WAV, 2000),
    "wav of 24 bits": (wav_file(width=3, channels=2), recording.WAV, 2000),
    "mp3": (mp3_file(), recording.MP3, 2606),
    "mp3 with a tag": (mp3_file(tag=b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128)), recording.MP3, 2606),
    "m4a": (mp4_file(b"M4A "), recording.M4A, 61000),
    "sound alone in mp4": (mp4_file(b"isom"), recording.M4A, 61000),
    "film": (mp4_file(b"isom", b"vide"), recording.MP4, 61000),
    "film of a phone": (mp4_file(b"qt  ", b"vide"), recording.MP4, 61000),
    "ogg": (ogg_file(), recording.OGG, 5000),
    "webm": (webm_file(), recording.WEBA, 4321),
    "webm of a browser": (webm_of_a_browser(), recording.WEBA, 61_234),
    "webm film": (webm_file(b"V_VP9"), recording.WEBM, 4321),
    "flac": (flac_file(), recording.FLAC, 3000),
}


@pytest.mark.parametrize("name", FILES)
def test_recordings_are_told_by_their_bytes(name):
    data, kind, ms = FILES[name]

    assert recording.kind_of(data[: recording.HEAD]) == kind
    assert duration_ms(io.BytesIO(data), len(data), kind) == ms


NO_RECORDINGS = {
    "nothing": b"",
    "words": b"Dette er et intervju.",
    "a page": b"<html><script>alert(1)</script>",
    "a picture in the same container": b"\x00\x00\x00\x18ftypheic" + bytes(40),
    "a program": b"MZ\x90\x00" + bytes(100),
    "a zip": b"PK\x03\x04" + bytes(100),
    "a riff that is no wave": b"RIFF\x10\x00\x00\x00AVI LIST" + bytes(100),
    "matroska": b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska" + bytes(100),
    "raw aac": b"\xff\xf1\x50\x80" + bytes(100),
    "a tag before words": b"ID3\x04\x00\x00\x00\x00\x00\x00<script>",
    "one frame before words": b"\xff\xfb\x90\x00" + b"x" * 1000,
    "ogg of something else": b"OggS\x00\x02" + bytes(20) + b"words",
    "flac by its first word": b"fLaC and then a letter",
}


@pytest.mark.parametrize("name", NO_RECORDINGS)
def test_what_is_no_recording_is_nothing(name):
    assert recording.kind_of(NO_RECORDINGS[name]) is None


@given(st.binary(max_size=3000), st.sampled_from(sorted(FILES)))
def test_damaged_files_have_a_length_or_none_and_never_break(noise, name):
    data, kind, _ = FILES[name]
    damaged = data[:20] + noise + data[20 + len(noise) :]

    found = duration_ms(io.BytesIO(damaged), len(damaged), kind)

    assert found is None or found > 0


@pytest.mark.parametrize("width", [1, 2, 3])
def test_stretches_become_silence_and_the_rest_keeps_its_time(width):
    data, out = wav_file(width=width), io.BytesIO()

    wav.silence(io.BytesIO(data), out, [(500, 1000), (900, 1200), (1990, 99999)])

    with wave.open(io.BytesIO(out.getvalue())) as file:
        samples = file.readframes(file.getnframes())
        quiet, loud = (b"\x80" if width == 1 else b"\x00"), b"\x07"
        parts = [(loud, 4000), (quiet, 5600), (loud, 6320), (quiet, 80)]
        assert file.getparams() == wave.open(io.BytesIO(data)).getparams()
        assert samples == b"".join(one * count * width for one, count in parts)


def test_a_recording_cut_off_by_its_recorder_is_still_cut():
    data, out = wav_file()[:-1000], io.BytesIO()

    wav.silence(io.BytesIO(data), out, [(0, 1000)])

    assert wave.open(io.BytesIO(out.getvalue())).getnframes() == 15500
    assert duration_ms(io.BytesIO(data), len(data), recording.WAV) == 1937


@pytest.mark.parametrize("name", ["mp3", "m4a"])
def test_only_plain_waves_are_cut(name):
    with pytest.raises(Refused) as refused:
        wav.silence(io.BytesIO(FILES[name][0]), io.BytesIO(), [(0, 1000)])

    assert refused.value.code == "not_a_wav_to_cut"
