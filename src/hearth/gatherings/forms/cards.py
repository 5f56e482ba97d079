"""What somebody fills in who takes up a card, and whoever asked who answers them."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models import Taking


class TakingForm(forms.ModelForm):
    """A few words to the one who asked; all of it can be left as it is."""

    class Meta:
        model = Taking
        fields: ClassVar[list[str]] = ["words", "shares_address", "shows_name"]
        widgets: ClassVar = {"words": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "words": _("Only they see it, with your name. You can leave it empty."),
            "shows_name": _("Otherwise the card says “somebody”."),
        }


class ReplyForm(forms.ModelForm):
    """An answer to somebody who took up my card."""

    reply = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It goes by letter, with your name. You can answer once."),
    )

    class Meta:
        model = Taking
        fields: ClassVar[list[str]] = ["reply", "reply_shares_address"]
