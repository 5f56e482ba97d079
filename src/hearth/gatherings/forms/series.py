"""What a steward fills in for a series and the days to avoid."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
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
from hearth.gatherings.models import CommunityDay, Series
from hearth.ground.access import Shared


class SeriesForm(VideoForm):
    """The rule of a series, by clear choices."""

    pace = forms.ChoiceField(
        label=_("How often"),
        choices=[
            ("month", _("On a weekday of the month")),
            ("weeks", _("Every so many weeks, from a first date on")),
        ],
        widget=forms.RadioSelect,
        initial="month",
        required=False,
    )
    host_name = HostField(label=_("Who hosts"), help_text=_("A member's name or email address."))
    minutes = forms.IntegerField(
        label=_("For how many minutes"), min_value=5, max_value=1440, initial=60
    )
    template = forms.ChoiceField(label=_("Run sheet"), choices=template_choices)
    seen_by = forms.ChoiceField(
        label=_("Who can come"),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        initial=Shared.SeenBy.EVERYONE,
    )

    field_order = ["title", "about", "pace", "which", "other_which", "weekday", "every_weeks"]

    class Meta:
        model = Series
        field_classes: ClassVar = {"places": PlacesField}
        fields: ClassVar[list[str]] = [
            "title",
            "about",
            "which",
            "other_which",
            "weekday",
            "every_weeks",
            "begins_on",
            "clock",
            "other_clock",
            "minutes",
            "template",
            "places",
            "video_by",
            "video_url",
            "phone",
            "seen_by",
        ]
        widgets: ClassVar = {
            "clock": ClockInput(),
            "other_clock": ClockInput(),
            "begins_on": DayInput(),
            "about": forms.Textarea({"rows": 5}),
        }
        help_texts: ClassVar = {
            "other_which": _("For twice a month, such as the first and third Tuesday."),
            "every_weeks": _("Only for every so many weeks: 1 is weekly, 2 every second week."),
            "begins_on": _("Only for every so many weeks. It says the weekday, too."),
            "other_clock": _("Morning and evening in turn? Every second date is at this time."),
            "places": _("Leave empty if everybody fits."),
        }

    def clean(self) -> dict[str, Any]:
        """One rule: what belongs to the other pace is laid aside."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("pace") == "weeks":
            for name in ("every_weeks", "begins_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Fill this in, or choose a weekday of the month."))
            if cleaned.get("begins_on"):
                cleaned["weekday"] = cleaned["begins_on"].weekday()
            cleaned["other_which"] = None
        else:
            cleaned["every_weeks"] = cleaned["begins_on"] = None
            if cleaned.get("other_which") == cleaned.get("which"):
                cleaned["other_which"] = None
        return cleaned


class CommunityDayForm(forms.ModelForm):
    """A day of our own to think twice about, or several."""

    class Meta:
        model = CommunityDay
        fields: ClassVar[list[str]] = ["name", "on", "until", "every_year"]
        widgets: ClassVar = {"on": DayInput(), "until": DayInput()}
        labels: ClassVar = {"on": _("Day, or the first of several")}
        help_texts: ClassVar = {
            "name": _("Pride in your town, half-term, the week of a conference."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("on"), cleaned.get("until")
        if first and last and last < first:
            self.add_error("until", gettext("The last day is before the first. Swap them."))
        elif first and last and (last - first).days > 180:
            self.add_error("until", gettext("That is more than half a year. Pick fewer days."))
        return cleaned
