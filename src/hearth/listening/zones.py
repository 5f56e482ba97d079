"""Clocks: the hours of a question as somebody elsewhere reads them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hearth.ground.time import LONDON

ZONES = {
    "Europe/London": _("UK time"),
    "Europe/Dublin": _("Ireland"),
    "Atlantic/Reykjavik": _("Iceland"),
    "Europe/Lisbon": _("Portugal"),
    "Europe/Berlin": _("Central Europe: Berlin, Paris, Madrid"),
    "Europe/Athens": _("Eastern Europe: Athens, Kyiv, Helsinki"),
    "Europe/Istanbul": _("Turkey"),
    "Africa/Accra": _("Ghana and west of it"),
    "Africa/Lagos": _("Nigeria and West Africa"),
    "Africa/Johannesburg": _("South Africa"),
    "Africa/Nairobi": _("Kenya and East Africa"),
    "Asia/Dubai": _("The Gulf"),
    "Asia/Karachi": _("Pakistan"),
    "Asia/Kolkata": _("India"),
    "Asia/Dhaka": _("Bangladesh"),
    "Asia/Bangkok": _("Thailand and Vietnam"),
    "Asia/Hong_Kong": _("Hong Kong and China"),
    "Asia/Manila": _("The Philippines"),
    "Asia/Tokyo": _("Japan"),
    "Australia/Sydney": _("Eastern Australia"),
    "Pacific/Auckland": _("New Zealand"),
    "America/Sao_Paulo": _("Brazil, east"),
    "America/New_York": _("America, east: New York, Toronto"),
    "America/Chicago": _("America, middle: Chicago"),
    "America/Denver": _("America, mountains: Denver"),
    "America/Los_Angeles": _("America, west: Los Angeles"),
    "America/Jamaica": _("Jamaica"),
}
"""Where people of UK networks are, or often travel. Each follows its own summer time."""


def zone_of(name: str) -> ZoneInfo:
    """The clock of this name; the UK's where we do not know it."""
    return ZoneInfo(name) if name in ZONES else LONDON


def hour_in(moment: datetime, zone: ZoneInfo) -> str:
    """A moment on this clock, in words: Tuesday 1 December, 19.30."""
    local = localtime(moment, zone)
    return f"{date_format(local, 'l j F')}, {local:%-H.%M}"
