"""Whom somebody means: to tell of, or to read no more."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AboutForm(forms.Form):
    """Whom I want to tell something about."""

    name = forms.CharField(
        label=_("Their name"), help_text=_("As it stands by what they write."), max_length=80
    )


class AwayForm(AboutForm):
    """Whom I do not want to read, and how far that goes."""

    how = forms.ChoiceField(
        label=_("How far?"),
        widget=forms.RadioSelect,
        initial="mute",
        choices={
            "mute": _("I do not read them. They read me as before"),
            "block": _("Neither of us reads the other, and no small room brings us together"),
        },
    )
