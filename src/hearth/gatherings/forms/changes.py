"""What a host fills in to change a gathering: its time, its words, whether it happens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.forms.choices import ClockInput, DayInput
from hearth.gatherings.models import Cancellation, Move, Notes
from hearth.ground.time import on


class MoveForm(forms.ModelForm):
    day = forms.DateField(label=_("New day"), widget=DayInput())
    clock = forms.TimeField(label=_("Starts at"), widget=ClockInput(), help_text=_("UK time."))

    field_order = ["day", "clock", "why"]

    class Meta:
        model = Move
        fields: ClassVar[list[str]] = ["why"]
        help_texts: ClassVar = {
            "why": _("One sentence for those who come. You can leave it empty.")
        }

    def starts_at(self) -> datetime:
        day: date = self.cleaned_data["day"]
        clock: time = self.cleaned_data["clock"]
        return on(day, clock)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned["day"] > localdate() + timedelta(days=5 * 365):
            self.add_error("day", gettext("Pick a day within the next five years."))
        elif {"day", "clock"} <= cleaned.keys() and self.starts_at() <= now():
            self.add_error("day", gettext("That time has passed. Pick one that is still to come."))
        return cleaned


class CancellationForm(forms.ModelForm):
    class Meta:
        model = Cancellation
        fields: ClassVar[list[str]] = ["why"]
        help_texts: ClassVar = {
            "why": _("One sentence for those who come. You can leave it empty.")
        }


class WordingForm(forms.Form):
    """The one text as each channel says it. What is left as it was follows the one text."""

    letter = forms.CharField(label=_("The letter"), widget=forms.Textarea({"rows": 5}))
    chat = forms.CharField(
        label=_("Text for Discord, Slack or WhatsApp"), widget=forms.Textarea({"rows": 7})
    )
    calendar = forms.CharField(label=_("The calendar entry"), widget=forms.Textarea({"rows": 4}))
    poster = forms.CharField(label=_("The poster"), widget=forms.Textarea({"rows": 4}))


class NotesForm(forms.ModelForm):
    """The words around what was said. `seen` is the version that the page showed: what somebody
    else wrote since is shown (as `others`) and not lost."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    others: tuple[str, str] | None = None

    class Meta:
        model = Notes
        fields: ClassVar[list[str]] = ["opening", "links"]
        widgets: ClassVar = {
            "opening": forms.Textarea({"rows": 6}),
            "links": forms.Textarea({"rows": 4}),
        }
        help_texts: ClassVar = {
            "opening": _("Two or three sentences. What people said builds itself below."),
            "links": _("One a line."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = (self.instance.opening, self.instance.links)
        self._version = self.initial["seen"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = (cleaned.get("opening"), cleaned.get("links"))
        if cleaned.get("seen") not in ("", self._version) and typed != self._kept:
            self.others = self._kept
            self.data = dict(self.data.items()) | {"seen": self._version}
            self.add_error(
                None,
                gettext("Somebody changed the notes while you wrote. Put both together."),
            )
        return cleaned
