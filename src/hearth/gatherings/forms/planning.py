"""What a host fills in to plan a gathering."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.forms.choices import (
    AUDIENCES,
    ClockInput,
    DayInput,
    HostField,
    PlacesField,
    template_choices,
)
from hearth.gatherings.forms.video import VideoForm
from hearth.gatherings.models import Gathering
from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.time import LONDON, on


class GatheringForm(VideoForm):
    """The words, time and place of a gathering."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    clock = forms.TimeField(label=_("Starts at"), widget=ClockInput(), help_text=_("UK time."))
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=5, max_value=1440)
    host_name = HostField(label=_("Who hosts"), help_text=_("A member's name or email address."))
    seen_by = forms.ChoiceField(
        label=_("Who can come"), choices=AUDIENCES, widget=forms.RadioSelect
    )

    field_order = [
        "title",
        "about",
        "day",
        "clock",
        "minutes",
        "host_name",
        "question",
        "seen_by",
        "places",
        "video_by",
        "video_url",
        "phone",
        "is_recorded",
    ]

    class Meta:
        model = Gathering
        field_classes: ClassVar = {"places": PlacesField}
        fields: ClassVar[list[str]] = [
            "title",
            "about",
            "question",
            "places",
            "video_by",
            "video_url",
            "phone",
            "is_recorded",
            "seen_by",
        ]
        help_texts: ClassVar = {
            "about": _("One text for the page, the letter, the chat and the poster."),
            "question": _("People see it beforehand and can answer in the room."),
            "places": _("Leave empty if everybody fits."),
            "is_recorded": _("Everybody sees it and can choose to type instead."),
        }
        widgets: ClassVar = {
            "about": forms.Textarea({"rows": 6}),
            "question": forms.TextInput({"list": "questions"}),
        }

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gathering = self.instance
        if gathering.pk:
            start = localtime(gathering.starts_at, LONDON)
            self.initial.update(
                {
                    "day": start.date(),
                    "clock": start.time(),
                    "minutes": int((gathering.ends_at - gathering.starts_at).total_seconds() // 60),
                    "host_name": gathering.host.email or gathering.host.name,
                }
            )
        else:
            self.initial.setdefault("seen_by", Shared.SeenBy.EVERYONE)
            self.initial.setdefault("minutes", 60)
            self.initial.setdefault("host_name", by.email)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < localdate() and not self.instance.pk:
            raise forms.ValidationError(gettext("That date has passed. Pick one after today."))
        if day > localdate() + timedelta(days=5 * 365):
            raise forms.ValidationError(gettext("Pick a day within the next five years."))
        return day

    def clean_places(self) -> int | None:
        places: int | None = self.cleaned_data["places"]
        if places is not None and places < self.instance.places_taken:
            raise forms.ValidationError(
                gettext("{taken} people have a place already. Ask for at least that many.").format(
                    taken=self.instance.places_taken
                )
            )
        return places

    def save(self, commit: bool = True) -> Gathering:
        day, clock, minutes = (self.cleaned_data[name] for name in ("day", "clock", "minutes"))
        gathering: Gathering = self.instance
        gathering.starts_at = on(day, clock)
        gathering.ends_at = gathering.starts_at + timedelta(minutes=minutes)
        gathering.host = self.cleaned_data.get("host_name") or gathering.host
        super().save(commit)
        return gathering


class TemplateForm(forms.Form):
    template = forms.ChoiceField(
        label=_("Run sheet"),
        choices=template_choices,
        initial="standard-hour",
        help_text=_("You can change every step afterwards."),
    )
