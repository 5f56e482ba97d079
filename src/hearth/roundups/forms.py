"""What is asked of editors, of those who flag something, and of stewards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hearth.post.outward import NotReached, checked
from hearth.roundups.models import Correction, Habit, Inlet, Outlet
from hearth.roundups.models.habit import Readers
from hearth.roundups.shown import Told

LABEL = '{} <span class="unseen">{}</span>'


class DraftForm(forms.Form):
    """The words of a draft: a line for each piece, how it begins and how it ends."""

    opening = forms.CharField(
        label=_("How you begin"),
        help_text=_("A sentence or two in your own voice. You may leave it empty."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closing = forms.CharField(
        label=_("How you end"),
        help_text=_("“That is all.” and your name stand under it."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen_by = forms.ChoiceField(
        label=_("Who reads its page?"),
        help_text=_("The letter goes to members in any case."),
        choices=Readers.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, pieces: Iterable[Told], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: dict[int, str] = {}
        for told in pieces:
            name = f"line-{told.piece.pk}"
            self.lines[told.piece.pk] = name
            self.fields[name] = forms.CharField(
                label=format_html(LABEL, _("Your line"), told.heading),
                initial=told.piece.line,
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def words(self) -> dict[str, Any]:
        """As a round-up keeps them."""
        given = self.cleaned_data
        own = {name: given[name] for name in ("opening", "closing", "seen_by")}
        return {**own, "lines": {pk: given[name] for pk, name in self.lines.items()}}


class PageElsewhereForm(forms.Form):
    """Something on another site, put in by its editor."""

    url = forms.URLField(
        label=_("An address elsewhere"), max_length=400, assume_scheme="https", required=True
    )
    title = forms.CharField(label=_("What it is called"), max_length=120)


class FlagForm(forms.Form):
    """Something that others should read."""

    url = forms.CharField(
        label=_("Which page?"),
        help_text=_("Its address, here or elsewhere. Copy it from the top of your browser."),
        max_length=400,
    )
    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("For pages elsewhere. Of ours we know it."),
        max_length=120,
        required=False,
    )
    words = forms.CharField(
        label=_("Why should others read it?"),
        help_text=_("One sentence, if you like. Only the editors see it."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    may_be_named = forms.BooleanField(label=_("You may say that it came from me"), required=False)


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}


class HabitForm(forms.ModelForm):
    class Meta:
        model = Habit
        fields = ["weeks", "draft_day", "draft_at", "deadline_day", "deadline_at", "seen_by"]
        widgets = {
            "draft_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "deadline_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "seen_by": forms.RadioSelect,
            "weeks": forms.RadioSelect,
        }


class InletForm(forms.ModelForm):
    class Meta:
        model = Inlet
        fields = ["name"]


class OutletForm(forms.ModelForm):
    """Where notices go. Whether its name leads inside is asked each time one is carried."""

    class Meta:
        model = Outlet
        fields = ["name", "tool", "address"]
        help_texts = {
            "address": _("Your chat tool gives it to you as an “incoming webhook”. Keep it secret.")
        }

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        try:
            checked(address)
        except NotReached:
            raise forms.ValidationError(_("An address begins with https://")) from None
        return address
