"""What members fill in to open a theme by hand, to put lines to it, and to name it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.books.hearing import ContributionQuerySet
from hearth.listening.forms.fields import LinesField
from hearth.listening.models import Belonging, Theme

AT_ONCE = 40
"""So many lines are shown to choose from; the rest is found by where it was said."""


def loose_lines(person: Person) -> ContributionQuerySet:
    """What this person may read and no theme holds yet, the newest first."""
    held = Belonging.objects.filter(contribution=OuterRef("pk"))
    loose = Contribution.objects.visible_to(person).filter(~Exists(held))
    return loose.order_by("-said_at", "-pk")


class LinesForm(forms.Form):
    """Lines that belong to a theme. `url` and `kind` narrow what is offered; `first` is the one
    that somebody came from. What was ticked stays offered."""

    lines = LinesField(label=_("What was said and is in no theme yet"))

    def __init__(
        self, *args: Any, by: Person, url: str = "", kind: str = "", first: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        loose = loose_lines(by)
        narrowed = loose.filter(url=url) if url else loose
        narrowed = narrowed.filter(kind=kind) if kind else narrowed
        ticked = self.data.getlist("lines") if isinstance(self.data, QueryDict) else []
        chosen = _numbers([first, *ticked])
        mine = Contribution.objects.visible_to(by)
        wanted = set(mine.filter(pk__in=chosen).values_list("pk", flat=True))
        offered = wanted | set(narrowed.values_list("pk", flat=True)[:AT_ONCE])
        self.how_many = narrowed.count()
        self.left_over = max(self.how_many - AT_ONCE, 0)
        lines = mine.filter(pk__in=offered).order_by("-said_at", "-pk")
        self.fields["lines"].offer(lines, to=by)  # type: ignore[attr-defined]
        self.initial["lines"] = sorted(wanted)


def _numbers(typed: list[str]) -> list[int]:
    return [int(one) for one in typed[:500] if one.isdecimal() and len(one) < 19]


class NewThemeForm(LinesForm):
    """A name, and the lines that belong together."""

    name = forms.CharField(
        label=_("What is it about?"),
        max_length=80,
        help_text=_("A name in your own words, such as “Time of day”."),
    )
    about = forms.CharField(
        label=_("In a few words more"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    field_order = ("name", "about", "lines")


class WordsForm(forms.ModelForm):
    """The name of a theme, and what more there is to say."""

    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    class Meta:
        model = Theme
        fields: ClassVar[list[str]] = ["name", "about"]
        widgets: ClassVar = {"about": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "name": _("Use the words of those who said it."),
            "about": _("What it is about. Nobody's own words belong here."),
        }


class UnionForm(forms.Form):
    """The theme that this one goes on in, by its name or its address."""

    to = forms.CharField(
        label=_("Which theme does it go on in?"),
        max_length=200,
        widget=forms.TextInput({"list": "themes"}),
        help_text=_("Type its name, or paste its address."),
    )

    def __init__(self, *args: Any, theme: Theme, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = Theme.objects.visible_to(by).exclude(pk=theme.pk).newest_first()

    def clean_to(self) -> Theme:
        typed = self.cleaned_data["to"].strip()
        slug = typed.rstrip("/").rsplit("/", 1)[-1]
        found = list(self.others.filter(slug=slug)[:1] or self.others.filter(name__iexact=typed))
        if len(found) > 1:
            raise forms.ValidationError(
                gettext("More than one theme has that name. Paste the address of the one you mean.")
            )
        if not found:
            raise forms.ValidationError(gettext("No other theme has that name. Look at the list."))
        return found[0]
