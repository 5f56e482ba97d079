"""What hosts wish of small rooms, and what one wishes for oneself."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.rooms import RoomWishes
from hearth.ground.accounts import Person, PersonQuerySet


class RoomWishesForm(forms.ModelForm):
    """How large the rooms are, and whether each has somebody who can host it."""

    class Meta:
        model = RoomWishes
        fields: ClassVar[list[str]] = ["size", "has_leads"]
        widgets: ClassVar = {"size": forms.RadioSelect}
        help_texts: ClassVar = {
            "has_leads": _("Stewards, hosts of the last year, and who took something on today.")
        }


class PairForm(forms.Form):
    """Two of those who come, and whether they sit together or apart."""

    one = forms.ModelChoiceField(Person.objects.none(), label=_("One of them"))
    other = forms.ModelChoiceField(Person.objects.none(), label=_("The other one"))
    is_apart = forms.ChoiceField(
        label=_("They sit"),
        choices=[("no", _("together")), ("yes", _("apart"))],
        initial="no",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, people: PersonQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class ApartForm(forms.Form):
    """Somebody with whom I would rather not sit."""

    name = forms.CharField(
        label=_("Their name"),
        max_length=80,
        help_text=_("As it stands on their page. They do not hear of it, and hosts see no reason."),
    )
