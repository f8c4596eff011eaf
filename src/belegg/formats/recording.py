"""What a file with sound or pictures is, told by its bytes: never by its name, and never by what a browser says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

# Whoever looks at a file hands in so many of its first bytes.
HEAD = 64 * 1024
# Brands of the ISO container that are sound or film; pictures (heic, avif) use the same container.
FILM_BRANDS = frozenset(
    (
        b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42", b"mp71", b"avc1", b"dash",
        b"M4V ", b"M4VH", b"M4VP", b"qt  ", b"MSNV", b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a", b"f4v ",
    )
)  # fmt: skip
SOUND_BRANDS = frozenset((b"M4A ", b"M4B ", b"f4a "))


class Kind(NamedTuple):
    """A kind of recording. `name` is what people call it, `media_type` what a browser is told."""

    name: str
    media_type: str

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")


WAV = Kind("WAV", "audio/wav")
FLAC = Kind("FLAC", "audio/flac")
MP3 = Kind("MP3", "audio/mpeg")
M4A, MP4 = Kind("M4A", "audio/mp4"), Kind("MP4", "video/mp4")
OGG, OGV = Kind("Ogg", "audio/ogg"), Kind("Ogg", "video/ogg")
WEBA, WEBM = Kind("WebM", "audio/webm"), Kind("WebM", "video/webm")
KINDS = (WAV, FLAC, MP3, M4A, MP4, OGG, OGV, WEBA, WEBM)


def kind_of(head: bytes) -> Kind | None:
    """Return what the first bytes of a file say it is; None for everything that is not a recording one can play here."""
    return next((kind for look in LOOKS if (kind := look(head))), None)


def _wav(head: bytes) -> Kind | None:
    return WAV if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE" else None


def _flac(head: bytes) -> Kind | None:
    # The first block after the mark is always STREAMINFO, of 34 bytes.
    return FLAC if head[:4] == b"fLaC" and head[4:5] in (b"\x00", b"\x80") and head[5:8] == b"\x00\x00\x22" else None


def _ogg(head: bytes) -> Kind | None:
    if head[:5] != b"OggS\x00":
        return None
    if b"\x80theora" in head[:4096]:
        return OGV
    return OGG if any(mark in head[:4096] for mark in (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")) else None


def _webm(head: bytes) -> Kind | None:
    if head[:4] != b"\x1a\x45\xdf\xa3" or b"webm" not in head[:64]:
        return None
    return WEBM if any(codec in head for codec in (b"V_VP8", b"V_VP9", b"V_AV1")) else WEBA


def _mp4(head: bytes) -> Kind | None:
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in SOUND_BRANDS:
        return M4A
    if brand not in FILM_BRANDS:
        return None
    # The tracks are told in `moov`, which may stand at the end of the file: what is not known to be sound alone is shown as film, which plays both.
    is_sound = b"soun" in head and b"vide" not in head and b"moov" in head
    return M4A if is_sound else MP4


def _mp3(head: bytes) -> Kind | None:
    if head[:3] == b"ID3" and len(head) > 10:
        at = 10 + _syncsafe(head[6:10])
        # A picture in the tag may be longer than what was handed in; the tag itself is told by its version and size bytes.
        is_tag = head[3] in (2, 3, 4) and all(byte < 0x80 for byte in head[6:10])
        return MP3 if is_tag and (at + 4 > len(head) or frame(head[at : at + 4]) or not any(head[at : at + 512])) else None
    first = frame(head[:4])
    if first is None:
        return None
    following = head[first.length : first.length + 4]
    return MP3 if len(following) < 4 or frame(following) else None


LOOKS: tuple[Callable[[bytes], Kind | None], ...] = (_wav, _flac, _ogg, _webm, _mp4, _mp3)


class Frame(NamedTuple):
    """A frame of MPEG sound, layer III."""

    length: int
    bit_rate: int
    sample_rate: int
    samples: int
    side: int  # bytes of side information, after which a table of contents may stand


# ISO/IEC 11172-3 and 13818-3: kbit/s of layer III, for version 1 and for versions 2 and 2.5.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def frame(four: bytes) -> Frame | None:
    """Return the frame of layer III whose header these four bytes are."""
    if len(four) < 4 or four[0] != 0xFF or four[1] & 0xE0 != 0xE0:
        return None
    version, layer = four[1] >> 3 & 3, four[1] >> 1 & 3
    rate, sampling = four[2] >> 4, four[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return None
    first = version == 3
    kbit, hertz = (_RATES_1 if first else _RATES_2)[rate], _SAMPLING[version][sampling]
    samples = 1152 if first else 576
    is_mono = four[3] >> 6 == 3
    side = (17 if is_mono else 32) if first else (9 if is_mono else 17)
    return Frame(samples // 8 * kbit * 1000 // hertz + (four[2] >> 1 & 1), kbit * 1000, hertz, samples, side)


def _syncsafe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]
