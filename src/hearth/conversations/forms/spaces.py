"""Spaces: opening one, its words, and joining it with another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models import Space
from hearth.conversations.models.joining import may_join
from hearth.ground.access import Group, Shared
from hearth.ground.accounts import Person


class SpaceWordsForm(forms.Form):
    """What a space is called and what it is for."""

    name = forms.CharField(label=_("What is it called?"), max_length=80)
    about = forms.CharField(
        label=_("What is it for?"),
        help_text=_("One or two sentences, so that people know what belongs here."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class SpaceForm(SpaceWordsForm):
    """A space to open: for everybody, or for a group that one is in."""

    audience = forms.ChoiceField(label=_("Who reads it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in Group.objects.filter(people=by)}
        choices: list[tuple[str, str]] = []
        if by.is_steward:
            choices = [
                (Shared.SeenBy.MEMBERS, gettext("Members")),
                (
                    Shared.SeenBy.EVERYONE,
                    gettext("Everyone on the web, as far as each writer wants"),
                ),
            ]
        only = gettext("Only this group: {name}")
        choices += [(pk, only.format(name=group.name)) for pk, group in self.groups.items()]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def readers(self) -> dict[str, Any]:
        chosen = self.cleaned_data["audience"]
        if chosen in self.groups:
            return {"seen_by": Shared.SeenBy.GROUP, "group": self.groups[chosen]}
        return {"seen_by": chosen}


class KeeperForm(forms.Form):
    """Somebody who looks after a space, with the one who asks or instead of them."""

    name = forms.CharField(
        label=_("Their name"), help_text=_("As it stands by what they write."), max_length=80
    )
    instead = forms.BooleanField(label=_("Instead of me: I hand it on"), required=False)

    def __init__(self, *args: Any, is_mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_mine:
            del self.fields["instead"]


class JoiningForm(forms.Form):
    """The space that another one is joined with."""

    other = forms.ModelChoiceField(
        label=_("Join it with"), queryset=Space.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, space: Space, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = may_join(space, by).by_name()  # type: ignore[attr-defined]
