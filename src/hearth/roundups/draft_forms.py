"""What is asked of the editor of a draft: the words around its pieces, and pages elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hearth.roundups.models import Roundup
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

    def __init__(self, *args: Any, roundup: Roundup, pieces: Iterable[Told], **kwargs: Any) -> None:
        names = ("opening", "closing", "seen_by")
        kwargs["initial"] = {name: getattr(roundup, name) for name in names}
        super().__init__(*args, **kwargs)
        self.readers = roundup.seen_by
        if roundup.is_newsletter:
            del self.fields["seen_by"]
            self.fields["closing"].help_text = _("“That is all.” stands under it.")
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
        own = {"opening": given["opening"], "closing": given["closing"]}
        own["seen_by"] = given.get("seen_by", self.readers)
        return {**own, "lines": {pk: given[name] for pk, name in self.lines.items()}}


class PageElsewhereForm(forms.Form):
    """Something on another site, put in by its editor."""

    url = forms.URLField(
        label=_("An address elsewhere"), max_length=400, assume_scheme="https", required=True
    )
    title = forms.CharField(label=_("What it is called"), max_length=120)
