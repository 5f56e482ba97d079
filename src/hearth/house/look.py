"""What the page of looks shows: a made-up community on an ordinary Tuesday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import accumulate

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.ring import ring

TUESDAY = datetime(2026, 11, 24, 11, 30, tzinfo=get_current_timezone())
GONE = 24.5  # minutes into the hour


@dataclass(frozen=True)
class Moment:
    """One step of the sample hour."""

    title: str
    minutes: int
    note: str = ""
    starts: time | None = None
    standing: str = ""


HOUR = (
    Moment("Arriving", 5, "Cameras as you like. Say hello by voice or by typing."),
    Moment("Two lines of our charter", 3),
    Moment("Check-in", 12, "What is a tool, of any kind, that you would miss?"),
    Moment("Bola: how our library lends out Wi-Fi", 10),
    Moment("In threes: what are you stuck on?", 15),
    Moment("Asks and offers", 10),
    Moment("What will you do next?", 5),
)


class SampleForm(forms.Form):
    """Every kind of question we ask, in the order of an ordinary form."""

    name = forms.CharField(label=_("What shall we call you?"))
    email = forms.EmailField(
        label=_("Where can we write to you?"),
        help_text=_("Only stewards see this address."),
        error_messages={"invalid": _("Write it as name@place.uk.")},
    )
    brings = forms.CharField(
        label=_("What brings you?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    wish = forms.ChoiceField(
        label=_("Who may see what you said?"),
        error_messages={"required": _("Choose who may see it.")},
        help_text=_("You can narrow this at any time."),
        widget=forms.RadioSelect,
        choices={
            "named": _("Everyone, with my name"),
            "nameless": _("Everyone, without my name"),
            "members": _("Members, without my name"),
            "stewards": _("Stewards only"),
        },
    )
    needs = forms.MultipleChoiceField(
        label=_("What do you need to take part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices={
            "captions": _("Captions"),
            "step-free": _("A way in without steps"),
            "dial": _("A phone number to dial"),
        },
    )
    starts = forms.SplitDateTimeField(
        label=_("When does it start?"),
        error_messages={"required": _("Write a day and a time.")},
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": gettext("Day")},
            time_attrs={"type": "time", "aria-label": gettext("Time")},
        ),
    )
    town = forms.ChoiceField(
        label=_("Where are you?"),
        required=False,
        choices={"": _("Rather not say"), "moss": "Mossley", "fern": "Fernhill", "port": "Portlow"},
    )
    picture = forms.FileField(label=_("A picture of the hall"), required=False)
    charter = forms.BooleanField(
        label=_("I have read the charter"),
        help_text=_("Twelve lines. It takes two minutes."),
        error_messages={"required": _("Read it first, then tick this.")},
    )


def samples() -> dict[str, object]:
    """All that the page of looks needs."""
    steps = list(_timed(HOUR))
    return {
        "community": {"name": "Northern Wires", "looked_after_by": "Dee and Efe"},
        "places": _places(),
        "next_date": {"title": "November meet-up", "url": "/gatherings/", "when": TUESDAY},
        "steps": steps,
        "total": sum(step.minutes for step in HOUR),
        "ring": ring(HOUR, GONE),
        "left": "5:30",
        "now": TUESDAY + timedelta(minutes=GONE),
        "ends": TUESDAY + timedelta(minutes=30),
        "when": TUESDAY,
        "later": TUESDAY + timedelta(days=28),
        "before": TUESDAY - timedelta(days=28),
        "called_off": TUESDAY - timedelta(days=40),
        "empty_form": SampleForm(auto_id="ask_%s"),
        "form": SampleForm(
            {
                "name": "Amara",
                "email": "amara at mossley",
                "brings": "I run the library's help desk.",
            }
        ),
        "answers": _answers(),
        "letter": _letter(),
        "pages": _pages(),
    }


def _timed(hour: tuple[Moment, ...]) -> Iterator[Moment]:
    ends = accumulate(step.minutes for step in hour)
    for step, end in zip(hour, ends, strict=True):
        start = end - step.minutes
        standing = "past" if end <= GONE else "now" if start <= GONE else ""
        at = (TUESDAY + timedelta(minutes=start)).time()
        yield Moment(step.title, step.minutes, step.note, at, standing)


def _places() -> list[dict[str, object]]:
    names = {"Home": "/", "Gatherings": "/gatherings/", "You said": "/you-said/"}
    more = {"Charter": "/charter/", "People": "/people/"}
    return [
        {"label": name, "url": url, "here": name == "Gatherings"}
        for name, url in {**names, **more}.items()
    ]


def _answers() -> list[dict[str, str]]:
    return [
        {"label": "Name", "answer": "Amara", "url": "#ask_name"},
        {"label": "Messages to", "answer": "amara@mossley.example", "url": "#ask_email"},
        {
            "label": "What brings you",
            "answer": "I run the library's help desk.",
            "url": "#ask_brings",
        },
        {"label": "Needs", "answer": "", "url": "#ask_needs_0"},
    ]


def _letter() -> dict[str, object]:
    return {
        "to": "Amara",
        "sent_by": "Dee, for Northern Wires",
        "subject": "Tuesday: your place is kept",
        "sent_at": TUESDAY - timedelta(days=1, hours=2),
        "text": (
            "Hello Amara,\n\nYour place on Tuesday at 11.30 is kept. Bring the question you told us"
            " about, the one with the old routers.\n\nThe way in opens ten minutes before:\n"
            "https://wires.example/gatherings/november/room/\n\nDee"
        ),
    }


def _pages() -> list[dict[str, object]]:
    return [
        {"label": "Sep", "url": "?month=9"},
        {"label": "Oct", "url": "?month=10"},
        {"label": "Nov", "url": "?month=11", "here": True},
        {"label": "Dec"},
    ]
