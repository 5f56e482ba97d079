"""What a host fills in to move several dates of a series at one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.forms.choices import ClockInput
from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.moving import Times, by_rule, shifted
from hearth.gatherings.models.rule import Rule, Weekday, Which
from hearth.ground.time import LONDON

NOT_ASKED = {"rule": ("days", "hours"), "shift": ("which", "weekday", "clock")}
"""What the page hides once the other way is chosen: what is wrong there is nobody's business."""


class SeriesMoveForm(forms.Form):
    """All dates ahead or those from one on: to another weekday or time, or by days and hours."""

    since = forms.ChoiceField(label=_("Which dates"), required=False)
    way = forms.ChoiceField(
        label=_("How"),
        choices=[
            ("rule", _("To another weekday or time, for good: the rule changes")),
            ("shift", _("By some days or hours, these dates only: the rule stays")),
        ],
        widget=forms.RadioSelect,
        initial="rule",
    )
    which = forms.TypedChoiceField(label=_("Which of the month"), choices=Which.choices, coerce=int)
    weekday = forms.TypedChoiceField(label=_("Day"), choices=Weekday.choices, coerce=int)
    clock = forms.TimeField(label=_("Starts at"), widget=ClockInput(), help_text=_("UK time."))
    days = forms.IntegerField(
        label=_("Days later"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("Earlier? Write -7."),
    )
    hours = forms.IntegerField(label=_("Hours later"), required=False, min_value=-23, max_value=23)
    why = forms.CharField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("One sentence for those who come. You can leave it empty."),
    )

    def __init__(
        self, *args: Any, series: Series, dates: Sequence[Gathering], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.series, self.dates = series, dates
        self.fields["since"].choices = [("", gettext("All dates ahead")), *self._since()]  # type: ignore[attr-defined]
        for name in ("which", "weekday", "clock"):
            self.initial.setdefault(name, getattr(series, name))
        if series.every_weeks:
            del self.fields["which"]

    def _since(self) -> list[tuple[str, str]]:
        days = [localtime(one.starts_at, LONDON).date() for one in self.dates]
        words = gettext("{day} and all after it")
        return [(str(day), words.format(day=date_format(day, "l j F Y"))) for day in days]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in NOT_ASKED.get(cleaned.get("way", ""), ()):
            self.errors.pop(name, None)
        if cleaned.get("way") == "shift" and not (cleaned.get("days") or cleaned.get("hours")):
            self.add_error("days", gettext("Say by how many days or hours."))
        return cleaned

    @property
    def since_on(self) -> date | None:
        words = self.cleaned_data["since"]
        return date.fromisoformat(words) if words else None

    def chosen(self) -> list[Gathering]:
        first = self.since_on or date.min
        return [g for g in self.dates if localtime(g.starts_at, LONDON).date() >= first]

    def rule(self) -> Rule | None:
        """The new rule, or None where these dates only are shifted."""
        if self.cleaned_data["way"] == "shift":
            return None
        was, typed = self.series.rule, self.cleaned_data
        begins_on = was.begins_on
        if begins_on:
            begins_on += timedelta(days=typed["weekday"] - was.weekday)
        return replace(
            was,
            which=typed.get("which") or was.which,
            weekday=typed["weekday"],
            clock=typed["clock"],
            begins_on=begins_on,
        )

    def times(self) -> Times:
        rule, typed = self.rule(), self.cleaned_data
        if rule:
            return by_rule(self.chosen(), rule=rule, was=self.series.rule)
        by = {"days": typed["days"] or 0, "hours": typed["hours"] or 0}
        return [(gathering, shifted(gathering, **by)) for gathering in self.chosen()]
