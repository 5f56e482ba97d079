"""How forms look; what we ask when a community starts, says who it is, and of a second steward."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _, ngettext

from hearth.ground.accounts import Community

MOST_WORDS = 60


class Paper(TemplatesSetting):
    """Forms of every area as our templates draw them."""

    form_template_name = "ground/form.html"
    field_template_name = "ground/field.html"


def not_too_long(words: str) -> None:
    """What we are fits on one screen of a phone."""
    over = len(words.split()) - MOST_WORDS
    if over > 0:
        raise ValidationError(
            ngettext(
                "This is one word too long. It has to fit on a phone.",
                "This is {over} words too long. It has to fit on a phone.",
                over,
            ).format(over=over)
        )


def _about() -> forms.CharField:
    return forms.CharField(
        label=_("What this is"),
        help_text=_("In at most 60 words. The home page opens with them."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        validators=[not_too_long],
    )


class StartForm(forms.Form):
    """Four questions, and the community is there."""

    name = forms.CharField(label=_("What is your community called?"), max_length=80)
    about = _about()
    steward = forms.CharField(
        label=_("What are you called?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email"),
        help_text=_("To sign you in. Other stewards see it, nobody else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SecondForm(forms.Form):
    """Whom you ask to look after the community with you."""

    name = forms.CharField(label=_("Their name"), max_length=80)
    email = forms.EmailField(label=_("Their email"), max_length=254)


class CommunityForm(forms.ModelForm):
    """Our own words about ourselves."""

    about = _about()

    class Meta:
        model = Community
        fields = ("name", "about", "for_whom", "looked_after_by", "email")
        help_texts = {
            "for_whom": _("It stands right under what this is."),
            "looked_after_by": _("Names or an organisation. It stands at the foot of every page."),
            "email": _("Anybody can see it, at the foot of every page."),
        }
