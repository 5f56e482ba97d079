"""The one picture in the demo, drawn here: a router on a shelf, beside a window."""

from __future__ import annotations

from PIL import Image, ImageDraw

from hearth.conversations.models import Picture
from hearth.conversations.shrinking import as_webp

SIZE = (640, 420)
_PAPER, _INK, _WOOD, _SKY, _HILL, _EMBER = (
    "#f3ead9", "#2f2a26", "#9a6b43", "#b9d3dd", "#6f8f5f", "#c4512d",
)  # fmt: skip


def router_on_a_shelf() -> Picture:
    """Not kept yet: a message takes it."""
    sheet = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((40, 50, 250, 290), fill=_SKY, outline=_INK, width=6)
    draw.ellipse((60, 205, 330, 420), fill=_HILL)
    draw.rectangle((247, 200, 420, 320), fill=_PAPER)
    draw.rectangle((0, 290, 420, 420), fill=_PAPER)
    draw.rectangle((40, 50, 250, 290), outline=_INK, width=6)
    draw.line((145, 50, 145, 290), fill=_INK, width=4)
    draw.rectangle((300, 300, 620, 322), fill=_WOOD)
    for foot in (340, 560):
        draw.polygon([(foot, 322), (foot + 24, 322), (foot, 372)], fill=_WOOD)
    for x, tip in ((385, 350), (535, 570)):
        draw.line((x, 232, tip, 120), fill=_INK, width=8)
    draw.rounded_rectangle((350, 232, 570, 298), radius=12, fill=_INK)
    for x in (380, 406, 432):
        draw.ellipse((x, 258, x + 12, 270), fill=_EMBER)
    told = "A black router with two aerials on a wooden shelf, beside a window with a green hill."
    return Picture(description=told, file=as_webp(sheet), width=SIZE[0], height=SIZE[1])
