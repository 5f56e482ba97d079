"""What a steward fills in to take in another calendar, and to say which zone it means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.clashing.fetching import MOST

ZONES = [
    ("Europe/London", _("London, UK time")),
    ("Europe/Dublin", _("Dublin")),
    ("Europe/Lisbon", _("Lisbon")),
    ("Europe/Paris", _("Paris, Berlin, Madrid, Rome")),
    ("Europe/Athens", _("Athens, Helsinki, Kyiv")),
    ("Europe/Istanbul", _("Istanbul")),
    ("Atlantic/Reykjavik", _("Reykjavik")),
    ("America/New_York", _("New York, Toronto")),
    ("America/Chicago", _("Chicago")),
    ("America/Denver", _("Denver")),
    ("America/Los_Angeles", _("Los Angeles, Vancouver")),
    ("America/Sao_Paulo", _("São Paulo")),
    ("Africa/Lagos", _("Lagos")),
    ("Africa/Johannesburg", _("Johannesburg")),
    ("Africa/Nairobi", _("Nairobi")),
    ("Asia/Dubai", _("Dubai")),
    ("Asia/Karachi", _("Karachi")),
    ("Asia/Kolkata", _("Delhi, Mumbai")),
    ("Asia/Dhaka", _("Dhaka")),
    ("Asia/Singapore", _("Singapore, Hong Kong")),
    ("Asia/Tokyo", _("Tokyo")),
    ("Australia/Sydney", _("Sydney")),
    ("Pacific/Auckland", _("Auckland")),
    ("UTC", _("World time (UTC), which never changes")),
]


class OtherCalendarForm(forms.Form):
    """A name, and a file or an address."""

    name = forms.CharField(
        label=_("What it is"), max_length=80, help_text=_("School terms, or the other network.")
    )
    file = forms.FileField(
        label=_("A calendar file"),
        required=False,
        help_text=_("It ends in .ics, and is at most 5 MB."),
        widget=forms.FileInput({"accept": ".ics,text/calendar"}),
    )
    address = forms.CharField(
        label=_("Or an address"),
        max_length=1000,
        required=False,
        help_text=_("It begins with https://. We ask it once a day."),
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )

    def clean_address(self) -> str:
        """Calendar programs write webcal:// where they mean https://."""
        address = str(self.cleaned_data["address"]).strip()
        if address.lower().startswith("webcal://"):
            address = f"https://{address[9:]}"
        if address and not address.lower().startswith("https://"):
            raise forms.ValidationError(gettext("An address that begins with https://, please."))
        return address

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST:
            raise forms.ValidationError(gettext("That file is larger than 5 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("address")):
            raise forms.ValidationError(gettext("Choose a file, or give an address: one of them."))
        return cleaned
