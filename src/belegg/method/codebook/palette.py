"""The twelve colours a code may have: apart for colour-blind eyes, on light and on dark paper.

Found by search for the largest smallest difference (OKLab, B. Ottosson 2020) between any two, seen normally and with protanopia,
deuteranopia and tritanopia (matrices of Machado, Oliveira and Fernandes 2009). Twelve colours stay apart only by lightness as well as hue,
so some are dark and some are pale, and a code keeps its kind of hue, not its lightness, from light to dark. Beyond a few codes at once no
palette is enough: names and abbreviations always go with the colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import gettext_noop


@dataclass(frozen=True)
class Shade:
    """`strong` for stripes, at least 3:1 against the paper (WCAG 1.4.11); `tint` lies behind words, ink on it has at least 4.5:1."""

    strong: str
    tint: str


@dataclass(frozen=True)
class Colour:
    """One colour: its id in the study folder, its name for those who hear it, and how it looks."""

    id: str
    name: str
    light: Shade
    dark: Shade


# The papers and inks the shades are made for.
PAPER = {"light": ("#ffffff", "#fbfaf7"), "dark": ("#16181d",)}
INK = {"light": "#1b1b1b", "dark": "#f2f2f2"}

# In the order in which new codes get them: neighbours in this list differ most.
PALETTE = (
    Colour("c1", gettext_noop("blue"), Shade("#000e91", "#c2c5e5"), Shade("#6192ff", "#30416a")),
    Colour("c2", gettext_noop("red"), Shade("#d73723", "#f5cfca"), Shade("#ea6b65", "#5e3435")),
    Colour("c3", gettext_noop("green"), Shade("#358044", "#cfe1d2"), Shade("#aef173", "#4a623a")),
    Colour("c4", gettext_noop("violet"), Shade("#9a77fe", "#e7deff"), Shade("#804bbd", "#3a2953")),
    Colour("c5", gettext_noop("brown"), Shade("#581000", "#d7c6c2"), Shade("#e09a01", "#5b4413")),
    Colour("c6", gettext_noop("sky"), Shade("#3499b9", "#cee7ee"), Shade("#0a736b", "#123738")),
    Colour("c7", gettext_noop("rust"), Shade("#8e3301", "#e4cec2"), Shade("#b63d40", "#4c2529")),
    Colour("c8", gettext_noop("purple"), Shade("#9b3eb9", "#e7d1ee"), Shade("#f899ff", "#63446a")),
    Colour("c9", gettext_noop("rose"), Shade("#a97e81", "#eae0e1"), Shade("#e9cde0", "#5e565f")),
    Colour("c10", gettext_noop("teal"), Shade("#00554b", "#c2d6d4"), Shade("#01cca7", "#0f554c")),
    Colour("c11", gettext_noop("plum"), Shade("#46195c", "#d3c8d8"), Shade("#c968d0", "#53335a")),
    Colour("c12", gettext_noop("slate"), Shade("#695b7f", "#dbd8e0"), Shade("#8c7c97", "#3e3a46")),
)


def contrast(a: str, b: str) -> float:
    """Return the WCAG 2 contrast of two colours `#rrggbb`, from 1 to 21."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
