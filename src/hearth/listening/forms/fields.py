"""Members, days and lines, as every form of listening asks for them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.books.hearing import ContributionQuerySet
from hearth.ground.text import first_words
from hearth.listening.models.whereabouts import SOMEWHERE, where_said

AT_MOST = timedelta(days=5 * 365)


class MemberField(forms.CharField):
    """A member, found by address or by a name that only one of them has."""

    def clean(self, value: Any) -> Person | None:
        words = super().clean(value).strip()
        if not words:
            return None
        members = Person.objects.members()
        found = list(members.filter(email=words.lower())[:1] or members.filter(name__iexact=words))
        if len(found) > 1:
            raise forms.ValidationError(
                gettext("More than one member has that name. Type their email address.")
            )
        if not found:
            raise forms.ValidationError(
                gettext("We know no member by that name. Type their email address.")
            )
        return found[0]


class DayAheadField(forms.DateField):
    """A day from today on, within five years."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < localdate():
            raise forms.ValidationError(gettext("That date has passed. Pick one after today."))
        if day is not None and day > localdate() + AT_MOST:
            raise forms.ValidationError(gettext("Pick a day within the next five years."))
        return day


class LinesField(forms.ModelMultipleChoiceField):
    """Lines to tick, each with what it was said during."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            Contribution.objects.none(),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Tick at least one line."),
                "invalid_choice": _("One of these was taken back or sorted. Look at the rest."),
            },
            **more,
        )

    def offer(self, lines: ContributionQuerySet, *, to: Person) -> None:
        """These, under what they were said during, as far as this reader may know."""
        self.queryset = lines
        shown: QuerySet[Any] = lines.annotate(where=where_said(to))
        by_place = groupby(shown, key=lambda line: line.where)
        self.choices = [
            (where or SOMEWHERE, [(line.pk, first_words(line.words, 200)) for line in said])
            for where, said in by_place
        ]
