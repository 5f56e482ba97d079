"""What a steward fills in for a series and the days to avoid."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

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
    class Meta:
        model = CommunityDay
        fields: ClassVar[list[str]] = ["on", "name"]
        widgets: ClassVar = {"on": DayInput()}
