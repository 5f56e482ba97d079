"""What is asked when somebody wants a line changed, or publishes the next charter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from hearth.charter.models import LONGEST_QUALITY, LONGEST_WORDS, Version, Wording


class ChangeForm(forms.Form):
    """A member's note on one line."""

    words = forms.CharField(
        label=_("What would you change, and why?"),
        help_text=_("A few words are enough. Your name is not shown with them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NextVersionForm(forms.Form):
    """The lines of the next version, one a line, as one would paste them."""

    lines = forms.CharField(
        label=_("The lines"),
        help_text=_("One a line: the quality, a colon, and what it looks like."),
        widget=forms.Textarea(attrs={"rows": 20}),
    )
    why = forms.CharField(
        label=_("Why is it changing?"),
        help_text=_("Everyone can read this beside the new version."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput)

    def clean_lines(self) -> list[Wording]:
        rows = [row.strip() for row in self.cleaned_data["lines"].splitlines()]
        wording = [_wording(number, row) for number, row in enumerate(rows, start=1) if row]
        qualities = [quality.casefold() for quality, _words in wording]
        for quality, _words in wording:
            if qualities.count(quality.casefold()) > 1:
                twice = gettext("“{quality}” stands here twice. Keep one of them.")
                raise ValidationError(twice.format(quality=quality))
        return wording

    def clean(self) -> dict[str, Any]:
        """Two stewards at once: the second reads what the first has published."""
        answers = super().clean() or {}
        current = Version.current()
        number = current.number if current else 0
        same = current is not None and current.wording() == answers.get("lines")
        if not same and "after" in answers and answers["after"] != number:
            late = gettext("Version {number} was published while you wrote. Read it, then go on.")
            self.data = {**self.data.dict(), self.add_prefix("after"): str(number)}  # type: ignore[attr-defined]
            raise ValidationError(late.format(number=number))
        return answers


def _wording(number: int, row: str) -> Wording:
    quality, colon, words = (part.strip() for part in row.partition(":"))
    if not (colon and quality and words):
        wanted = gettext("Line {number} needs a quality, a colon, and what it looks like.")
        raise ValidationError(wanted.format(number=number))
    for part, limit in ((quality, LONGEST_QUALITY), (words, LONGEST_WORDS)):
        if len(part) > limit:
            long = gettext("Line {number} is too long. Keep it under {limit} letters.")
            raise ValidationError(long.format(number=number, limit=limit))
    return quality, words
