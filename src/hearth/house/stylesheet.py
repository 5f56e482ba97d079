"""The look of every page, joined once into one small sheet that a browser keeps for a year."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from hearth.ground.access import for_anyone

FIRST = "layers.css"
QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
COMMENT_OR_QUOTED = re.compile(r"""/\*.*?\*/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """The joined sheet, and the name that its own words give it."""

    text: bytes
    packed: bytes
    name: str


def look(request: HttpRequest) -> dict[str, str]:
    """What every page asks of the look: where its sheet lies."""
    return {"stylesheet": stylesheet_address()}


def stylesheet_address() -> str:
    """Where the sheet lies. The address changes when the sheet does."""
    return f"/look/{_sheet().name}.css"


@for_anyone
def stylesheet(request: HttpRequest, hash: str) -> HttpResponse:
    """GET /look/<hash>.css"""
    sheet = _sheet()
    if hash != sheet.name:
        return HttpResponseRedirect(stylesheet_address())
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.packed if packed else sheet.text, content_type="text/css")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def _sheet() -> Sheet:
    text = shorten("\n".join([*_components(), *_areas()])).encode()
    return Sheet(text, gzip.compress(text, mtime=0), sha256(text).hexdigest()[:12])


def _components() -> list[str]:
    """Ours, the file that orders the layers first; the layers settle everything else."""
    ground = Path(apps.get_app_config("ground").path)
    components = ground / "static" / "ground" / "css"
    files = sorted(components.glob("*.css"), key=lambda file: (file.name != FIRST, file.name))
    return [file.read_text() for file in files]


def _areas() -> list[str]:
    """What an area adds, in the layer of the areas, whatever the area wrote around it. What one
    page alone needs lies deeper, and that page fetches it."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("hearth.")]
    places = [Path(app.path) / "static" / app.label for app in ours if app.label != "ground"]
    files = [file for place in places for file in sorted(place.glob("*.css"))]
    return [f"@layer areas {{ {file.read_text()} }}" for file in files]


def shorten(css: str) -> str:
    """Leave out comments and white space that mean nothing; never touch what is quoted."""
    bare = COMMENT_OR_QUOTED.sub(lambda found: found[1] or " ", css)
    pieces = QUOTED.split(bare)
    pieces[::2] = [_squeezed(piece) for piece in pieces[::2]]
    return "".join(pieces).strip()


def _squeezed(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}")
