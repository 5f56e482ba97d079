"""What opens a board, what changes it, and the name of somebody who comes to sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared
from hearth.listening.models import Board

WHO = {
    Shared.SeenBy.MEMBERS: _("Members, and whom we invite by a link"),
    Shared.SeenBy.EVERYONE: _("Members and guests. Its themes are for everybody"),
}
SUGGESTS = _("Show which cards look alike")
SUGGESTS_HELP = _("In grey, for you to say yes or no. We work it out here; no words leave.")
SHOWN = 40


class NewBoardForm(forms.Form):
    """Which words to lay out, under which title, and for whom."""

    title = forms.CharField(label=_("What do we sort?"), max_length=120)
    sources = forms.MultipleChoiceField(
        label=_("Lay out what was said at"),
        error_messages={"required": _("Choose at least one.")},
        widget=forms.CheckboxSelectMultiple,
    )
    seen_by = forms.ChoiceField(
        label=_("Who may sort?"),
        help_text=_("Whoever sorts sees only words that they may read."),
        choices=list(WHO.items()),
        initial=Shared.SeenBy.MEMBERS,
        widget=forms.RadioSelect,
    )
    suggests = forms.BooleanField(label=SUGGESTS, help_text=SUGGESTS_HELP, required=False)

    def __init__(self, *args: Any, sources: Mapping[str, str], wanted: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = sources
        shown = dict(list(sources.items())[:SHOWN])
        if wanted in sources:
            shown = {wanted: sources[wanted]} | shown
            self.initial.update(title=sources[wanted][:120], sources=[wanted])
        _offer(self, "sources", shown)

    def as_wished(self) -> dict[str, Any]:
        """What `open_board` asks for."""
        said = self.cleaned_data
        return {**said, "sources": [(url, self.known[url]) for url in said["sources"]]}


class SettingsForm(forms.ModelForm):
    """A board's title, who sorts, suggestions, and more words to lay out."""

    seen_by = forms.ChoiceField(
        label=_("Who may sort?"), choices=list(WHO.items()), widget=forms.RadioSelect
    )
    more = forms.MultipleChoiceField(
        label=_("Lay out more"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Board
        fields: ClassVar[list[str]] = ["title", "seen_by", "suggests"]
        labels: ClassVar = {"title": _("What do we sort?"), "suggests": SUGGESTS}
        help_texts: ClassVar = {"suggests": SUGGESTS_HELP}

    def __init__(self, *args: Any, more: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if more:
            _offer(self, "more", dict(list(more.items())[:SHOWN]))
        else:
            del self.fields["more"]

    def clean(self) -> dict[str, Any]:
        return {"more": [], **(super().clean() or {})}


class ComingInForm(forms.Form):
    """Who comes by the link of a chat."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )


def _offer(form: forms.BaseForm, name: str, choices: Mapping[str, str]) -> None:
    cast(forms.MultipleChoiceField, form.fields[name]).choices = list(choices.items())
