"""What is asked when somebody wants a line changed, or publishes the next charter."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from hearth.charter.models import LONGEST_QUALITY, LONGEST_WORDS, Version, Wording
from hearth.ground.accounts import Person
from hearth.ground.areas import origins
from hearth.ground.books import Entry


class ChangeForm(forms.Form):
    """A member's note on one line."""

    words = forms.CharField(
        label=_("What would you change, and why?"),
        help_text=_("A few words are enough. Your name is not shown with them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OriginsField(forms.MultipleChoiceField):
    """Pages with what people said, to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **words: Any) -> None:
        gone = {"invalid_choice": _("One of these is gone. Choose again.")}
        super().__init__(required=False, error_messages=gone, **words)


class OriginsForm(forms.Form):
    """Where one line comes from. `was` holds what the page showed as ticked: an old page takes
    away nothing that was ticked since."""

    pages = OriginsField(
        label=_("What does this line come from?"),
        help_text=_("Whoever reads the line is one tap away from what was said there."),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Person, here: Collection[Entry], **kwargs: Any) -> None:
        ticked = [page.url for page in here]
        kwargs["initial"] = {"pages": ticked, "was": " ".join(ticked)}
        super().__init__(*args, **kwargs)
        known = {page.url: page.title for page in here}
        known |= {one.url: str(one.words) for one in origins(by)}
        self.fields["pages"].choices = list(known.items())  # type: ignore[attr-defined]

    def clean_was(self) -> set[str]:
        return set(self.cleaned_data["was"].split())


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
    came_of = OriginsField(
        label=_("What do the new lines come from?"),
        help_text=_(
            "Lines that are new or say something else then lead to what was said there. "
            "The others keep what they came from."
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = origins(by)
        self.fields["came_of"].choices = [(one.url, one.words) for one in pages]  # type: ignore[attr-defined]
        if not pages:
            del self.fields["came_of"]

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
