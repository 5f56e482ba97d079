"""Words for the addresses of round-ups that need some, so that each can be opened by itself."""

from __future__ import annotations

from hearth.ground.areas import Example
from hearth.roundups.models import Inlet, Outlet, Piece, Roundup


def _sent() -> dict[str, object]:
    return {"issue": Roundup.objects.weekly().sent().newest_first()[0].issue}


def _newsletter() -> dict[str, object]:
    return {"issue": Roundup.objects.newsletters().sent().newest_first()[0].issue}


def _draft() -> dict[str, object]:
    return {"issue": Roundup.objects.weekly().waiting().newest_first()[0].issue}


def _piece() -> dict[str, object]:
    piece = Piece.objects.in_it().filter(roundup__sent_at=None, roundup__missed_at=None)
    first = piece.select_related("roundup").order_by("-roundup__on", "place")[0]
    return {"issue": first.roundup.issue, "pk": first.pk}


def _inlet() -> dict[str, object]:
    return {"token": Inlet.objects.order_by("pk")[0].token}


def _year() -> dict[str, object]:
    return {"number": Roundup.objects.sent().order_by("on")[0].on.year}


def _counted() -> dict[str, object]:
    return {**_year(), "what": "answered"}


def _outlet() -> dict[str, object]:
    return {"pk": Outlet.objects.order_by("pk")[0].pk}


EXAMPLES: dict[str, Example] = {
    **dict.fromkeys((f"roundups:{name}" for name in ("roundup", "words", "correction")), _sent),
    "roundups:roundup#newsletter": _newsletter,
    "roundups:words#newsletter": _newsletter,
    **dict.fromkeys(
        (f"roundups:{name}" for name in ("draft", "pieces", "sending", "turn")), _draft
    ),
    "roundups:year": _year,
    "roundups:counted": _counted,
    "roundups:piece": _piece,
    "roundups:inlet": _inlet,
    "roundups:outlet": _outlet,
}
