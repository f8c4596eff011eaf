"""The twelve colours: readable on paper, and apart for colour-blind eyes."""

import math
from itertools import combinations

import pytest

from belegg.method.codebook import INK, PALETTE, PAPER, contrast

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Distances in OKLab; about 0.02 is just noticeable side by side.
APART = {"normal": 0.13, "protan": 0.08, "deutan": 0.08, "tritan": 0.08}


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def linear(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


# B. Ottosson, "A perceptual color space for image processing" (2020).
TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def oklab(rgb):
    return times(TO_LAB, [math.cbrt(max(0, value)) for value in times(TO_LMS, rgb)])


def seen(colour, sight):
    return oklab([min(1, max(0, value)) for value in times(SIGHT[sight], linear(colour))])


def test_palette_has_twelve_colours_with_names():
    assert [colour.id for colour in PALETTE] == [f"c{n}" for n in range(1, 13)]
    assert len({colour.name for colour in PALETTE}) == 12


def test_contrast_is_that_of_wcag():
    # WCAG 2.2: black on white is 21:1. #777777 on white is 4.48:1 (WebAIM contrast checker).
    assert (contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)) == (21, 4.48)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_stripes_stand_out_from_their_paper(theme):
    assert [c.id for c in PALETTE for paper in PAPER[theme] if contrast(getattr(c, theme).strong, paper) < 3] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ink_is_read_on_every_tint(theme):
    assert [c.id for c in PALETTE if contrast(getattr(c, theme).tint, INK[theme]) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", list(SIGHT))
def test_stripes_stay_apart_for_every_sight(theme, sight):
    close = [
        (a.id, b.id)
        for a, b in combinations(PALETTE, 2)
        if math.dist(seen(getattr(a, theme).strong, sight), seen(getattr(b, theme).strong, sight)) < APART[sight]
    ]

    assert close == []
