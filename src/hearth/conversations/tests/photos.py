"""Photos to send in tests, and ways to send them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SHOWS = "A hoverquilt on a line"
PLACE = b"Hidden Lane 7"


def photo(kind="JPEG", size=(3000, 2000), **more):
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **more)
    return file.getvalue()


def taken_somewhere():
    """A photo that says where and when it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    return photo(exif=exif, comment=PLACE, xmp=b"<x>" + PLACE + b"</x>", icc_profile=PLACE)


def bomb():
    """A few bytes that say they are ten thousand million dots."""

    def chunk(name, what):
        return (
            struct.pack(">I", len(what)) + name + what + struct.pack(">I", zlib.crc32(name + what))
        )

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def say(browser, thread, raw, description=SHOWS, words="Look at this", **more):
    file = SimpleUploadedFile("holiday.jpg", raw, content_type="image/jpeg")
    sent = {"words": words, "description": description, "picture": file, **more}
    return browser.post(f"/threads/{thread.pk}/answers/", sent, follow=True)
