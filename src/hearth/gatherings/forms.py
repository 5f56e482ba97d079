"""What people fill in around a gathering."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models import (
    Answer,
    Cancellation,
    CommunityDay,
    Gathering,
    Kind,
    Move,
    Notes,
    Place,
    Series,
)
from hearth.gatherings.models.answers import WISHES
from hearth.gatherings.models.runsheet import templates
from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.time import LONDON, on

AUDIENCES = [
    (Shared.SeenBy.EVERYONE, _("Anybody, with or without an account")),
    (Shared.SeenBy.MEMBERS, _("Members only")),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def template_choices() -> list[tuple[str, str]]:
    return [
        (
            template.slug,
            gettext("{name} ({minutes} minutes, {people} people)").format(
                name=template.name, minutes=template.minutes, people=template.people
            ),
        )
        for template in templates().values()
    ]


class HostField(forms.CharField):
    """A member, found by address or by a name that only one of them has."""

    def clean(self, value: Any) -> Person:
        words = super().clean(value)
        members = Person.objects.members()
        by_address = members.filter(email=words.strip().lower()).first()
        if by_address:
            return by_address
        named = list(members.filter(name__iexact=words.strip())[:2])
        if len(named) == 1:
            return named[0]
        raise forms.ValidationError(
            gettext("More than one member has that name. Type their email address.")
            if named
            else gettext("We know no member by that name. Type their email address.")
        )


class GatheringForm(forms.ModelForm):
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
        "video_url",
        "phone",
        "is_recorded",
    ]

    class Meta:
        model = Gathering
        fields: ClassVar[list[str]] = [
            "title",
            "about",
            "question",
            "places",
            "video_url",
            "phone",
            "is_recorded",
            "seen_by",
        ]
        help_texts: ClassVar = {
            "about": _("One text for the page, the letter, the chat and the poster."),
            "question": _("People see it beforehand and can answer in the room."),
            "places": _("Leave empty if everybody fits."),
            "video_url": _("Shown 15 minutes before, and only to those who come."),
            "phone": _("For those who join by phone."),
            "is_recorded": _("Everybody sees it and can choose to type instead."),
        }
        widgets: ClassVar = {
            "about": forms.Textarea({"rows": 6}),
            "question": forms.TextInput({"list": "questions"}),
            "phone": forms.TextInput({"autocomplete": "off"}),
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
        gathering.host = self.cleaned_data["host_name"]
        super().save(commit)
        return gathering


class TemplateForm(forms.Form):
    template = forms.ChoiceField(
        label=_("Run sheet"),
        choices=template_choices,
        initial="standard-hour",
        help_text=_("You can change every step afterwards."),
    )


class SeriesForm(forms.ModelForm):
    """The rule of a series, by clear choices."""

    host_name = HostField(label=_("Who hosts"), help_text=_("A member's name or email address."))
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


class PlaceForm(forms.ModelForm):
    """What helps somebody take part; all of it can be left empty."""

    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["is_first_time", "wants_hour_reminder", "needs"]
        widgets: ClassVar = {"needs": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "needs": _("Only the host sees it, and it is deleted the day after. No reasons needed.")
        }


class StrangerForm(forms.Form):
    """Who comes, from somebody who came by no link of their own."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("For your link and the calendar entry. Nothing else."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )


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
        if {"day", "clock"} <= cleaned.keys() and self.starts_at() <= now():
            self.add_error("day", gettext("That time has passed. Pick one that is still to come."))
        return cleaned


class CancellationForm(forms.ModelForm):
    class Meta:
        model = Cancellation
        fields: ClassVar[list[str]] = ["why"]
        help_texts: ClassVar = {
            "why": _("One sentence for those who come. You can leave it empty.")
        }


class AnswerForm(forms.ModelForm):
    """Something said, and who may see it."""

    kind = forms.ChoiceField(
        label=_("This is"),
        choices=Kind,
        initial=Kind.ANSWER,
        required=False,
        widget=forms.RadioSelect,
    )
    wish = forms.ChoiceField(
        label=_("Who may see it"),
        choices=list(WISHES.items()),
        initial=Wish.MEMBERS,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Answer
        fields: ClassVar[list[str]] = ["words", "kind", "wish"]
        widgets: ClassVar = {"words": forms.Textarea({"rows": 3})}

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Kind.ANSWER


class RewordForm(forms.ModelForm):
    wish = forms.ChoiceField(
        label=_("Who may see it"), choices=list(WISHES.items()), widget=forms.RadioSelect
    )

    class Meta:
        model = Answer
        fields: ClassVar[list[str]] = ["words", "wish"]
        widgets: ClassVar = {"words": forms.Textarea({"rows": 3})}


class NotesForm(forms.ModelForm):
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


class WordingForm(forms.Form):
    """The one text as each channel says it. What is left as it was follows the one text."""

    letter = forms.CharField(label=_("The letter"), widget=forms.Textarea({"rows": 5}))
    chat = forms.CharField(
        label=_("Text for Discord, Slack or WhatsApp"), widget=forms.Textarea({"rows": 7})
    )
    calendar = forms.CharField(label=_("The calendar entry"), widget=forms.Textarea({"rows": 4}))
    poster = forms.CharField(label=_("The poster"), widget=forms.Textarea({"rows": 4}))
