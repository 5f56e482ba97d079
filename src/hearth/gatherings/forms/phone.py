"""What a host fills in for somebody on the phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.answers import WISHES
from hearth.ground.books import Wish

_UNASKED = _("This room only, as I did not ask: it is in no notes")


class PhoneForm(forms.Form):
    """Who says it, what they say, and who may see it: where nobody asked, as few as can be."""

    name = forms.CharField(
        label=_("Who says it?"),
        max_length=80,
        help_text=_("The name of somebody here, or a new one."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    words = forms.CharField(
        label=_("In their words"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    wish = forms.ChoiceField(
        label=_("Ask them: who may see it?"),
        choices=[
            (Wish.ROOM, _UNASKED),
            *((wish, words) for wish, words in WISHES.items() if wish != Wish.ROOM),
        ],
        initial=Wish.ROOM,
        widget=forms.RadioSelect,
    )

    def __init__(self, typed: Any = None) -> None:
        super().__init__(typed, auto_id="phone_%s")
