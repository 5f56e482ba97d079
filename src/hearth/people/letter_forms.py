"""What is asked of people about letters: how often, how many at most, and until when none."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person

R = Person.Rhythm
WORDS = {
    R.REPLIES: _("Nothing but replies to me"),
    R.WEEKLY: _("Once a week, on Mondays at 8"),
    R.DAILY: _("Once a day, at 8"),
    R.AT_ONCE: _("As it happens, some minutes later"),
}
SO_MANY = (1, 2, 3, 5, 7, 14, 21)
LONGEST_PAUSE = timedelta(days=366)


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("How often may we write about what is new?"),
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
    )
    letters_a_week = forms.TypedChoiceField(
        label=_("How many letters a week, at most?"),
        help_text=_(
            "What is more than that waits for Monday and comes in one letter. "
            "Answers to what you do here, such as your place, come in any case."
        ),
        coerce=int,
        empty_value=None,
        choices=[(n, str(n)) for n in SO_MANY],
        required=False,
    )
    paused_until = forms.DateField(
        label=_("No letters until (if you are away)"),
        help_text=_("On that day you get one letter with all that came meanwhile."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_paused_until(self) -> date | None:
        day: date | None = self.cleaned_data["paused_until"]
        if day and day > localdate() + LONGEST_PAUSE:
            raise forms.ValidationError(gettext("Pick a day within a year."))
        return day if day and day > localdate() else None


class NewsletterForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        error_messages={"required": _("Write what we shall call you.")},
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        error_messages={"required": _("Write your address, such as sam@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
