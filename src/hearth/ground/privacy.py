"""What we hold about people, field by field: why, who sees it, and when it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db import models


class Erase(Enum):
    """What becomes of a field when its person leaves."""

    GOES = "goes with the person"
    EMPTIED = "is emptied"
    NAMELESS = "stays without the name"


@dataclass(frozen=True, slots=True)
class Personal:
    """The policy of one field. `after_days` is when it goes in any case, counted from its day."""

    purpose: str
    seen_by: str
    erase: Erase = Erase.GOES
    exported: bool = True
    after_days: int | None = None


OF_LIBRARIES: dict[str, Mapping[str, Personal]] = {
    "account.emailaddress": {
        "user": Personal("to know whose address it is", "the person"),
        "email": Personal("to sign in by a code", "the person"),
    },
    "account.emailconfirmation": {
        "key": Personal("to confirm an address", "nobody", exported=False, after_days=3)
    },
    "mfa.authenticator": {
        "user": Personal("to know whose passkey it is", "the person"),
        "type": Personal("to know which kind of key it is", "the person"),
        "data": Personal("to check a passkey or code", "nobody", exported=False),
    },
    "sessions.session": {
        "session_key": Personal("to stay signed in", "nobody", exported=False, after_days=60),
        "session_data": Personal("to stay signed in", "nobody", exported=False, after_days=60),
    },
}
"""The same for the tables of the libraries that we stand on."""


def policies(model: type[models.Model]) -> Mapping[str, Personal]:
    """The declared policies of a model, by field name; empty where nothing is personal."""
    declared: Mapping[str, Personal] = getattr(model, "personal", {})
    return OF_LIBRARIES.get(model._meta.label_lower, declared)
