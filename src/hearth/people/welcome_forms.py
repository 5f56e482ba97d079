"""What is asked of welcomers and of those who plan who welcomes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person


class HelloForm(forms.Form):
    """The note, in one's own words."""

    words = forms.CharField(
        label=_("Your note"),
        help_text=_("The letter begins with “Hello” and their name. Change what you like."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    shares_address = forms.BooleanField(
        label=_("Show them my email address, so that they can write back to me"), required=False
    )


class MemberField(forms.CharField):
    """A member, found by address or by a name that only one of them has."""

    def clean(self, value: Any) -> Person | None:
        words = super().clean(value).strip()
        if not words:
            return None
        members = Person.objects.members()
        found = list(
            members.filter(email=words.lower())[:1] or members.filter(name__iexact=words)[:2]
        )
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            gettext("More than one member has that name. Type their email address.")
            if found
            else gettext("We know no member by that name. Type their email address.")
        )


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class DutyForm(forms.Form):
    """Who welcomes, from when to when, and who stands in."""

    person = MemberField(label=_("Who welcomes?"), help_text=_("A member's name or address."))
    deputy = MemberField(
        label=_("Who stands in?"),
        help_text=_("They are asked too when nobody has said hello after two days."),
        required=False,
    )
    since = _day(_("From"))  # type: ignore[arg-type]
    until = _day(_("Until"))  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        since, until = answers.get("since"), answers.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day."))
        if until and until < localdate():
            self.add_error("until", _("This day has passed."))
        return answers
