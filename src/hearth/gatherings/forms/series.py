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
    template_choices,
)
from hearth.gatherings.models import CommunityDay, Series
from hearth.ground.access import Shared


class SeriesForm(forms.ModelForm):
    """The rule of a series, by clear choices."""

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

    class Meta:
        model = Series
        fields: ClassVar[list[str]] = [
            "title",
            "about",
            "which",
            "weekday",
            "clock",
            "minutes",
            "template",
            "places",
            "video_url",
            "phone",
            "seen_by",
        ]
        widgets: ClassVar = {"clock": ClockInput(), "about": forms.Textarea({"rows": 5})}
        help_texts: ClassVar = {
            "places": _("Leave empty if everybody fits."),
            "video_url": _("Shown 15 minutes before, and only to those who come."),
        }


class CommunityDayForm(forms.ModelForm):
    """A day of our own to think twice about, or several."""

    class Meta:
        model = CommunityDay
        fields: ClassVar[list[str]] = ["name", "on", "until", "every_year"]
        widgets: ClassVar = {"on": DayInput(), "until": DayInput()}
        labels: ClassVar = {"on": _("day, or the first of several")}
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
