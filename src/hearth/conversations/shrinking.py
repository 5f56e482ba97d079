"""Making a picture small, so that it shows what it shows, and says nothing else of its taker."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_DOTS = 40_000_000
LONGEST_SIDE = 1600
PATIENCE = 20  # seconds
_TOO_MANY_DOTS = 3


class NoPicture(Exception):
    """It is no picture of a kind that we take, or broken."""


class TooLarge(Exception):
    """It has more dots than we unpack, however few bytes it is."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A picture as we keep it: a WebP, upright, without place, time, camera or name."""

    width: int
    height: int
    file: bytes


def shrink(raw: bytes) -> Shrunk:
    """Read it, whatever its name says, in a process of its own: what a file does to whoever
    reads it ends there, and after twenty seconds. Raises `NoPicture` or `TooLarge`."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "hearth.conversations.shrinking"],
            input=raw,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath},
        )
    except subprocess.TimeoutExpired:
        raise TooLarge from None
    if done.returncode == _TOO_MANY_DOTS:
        raise TooLarge
    if done.returncode:
        raise NoPicture
    size, _line, file = done.stdout.partition(b"\n")
    width, height = size.split()
    return Shrunk(int(width), int(height), file)


def shrunk(raw: bytes) -> Image.Image:
    """The dots alone, on a new sheet: whatever else the file holds stays behind."""
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(raw), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_DOTS:
            raise TooLarge
        kind = "RGBA" if picture.has_transparency_data else "RGB"
        small = picture.convert(kind) if picture.mode in ("1", "P", "PA") else picture
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(small).convert(kind)
    sheet = Image.new(kind, upright.size)
    sheet.paste(upright)
    return sheet


def as_webp(picture: Image.Image) -> bytes:
    """Its bytes as we keep them."""
    file = BytesIO()
    picture.save(file, "WEBP", quality=80)
    return file.getvalue()


def _main() -> None:
    try:
        picture = shrunk(sys.stdin.buffer.read())
    except TooLarge:
        sys.exit(_TOO_MANY_DOTS)
    sys.stdout.buffer.write(f"{picture.width} {picture.height}\n".encode() + as_webp(picture))


if __name__ == "__main__":
    _main()
