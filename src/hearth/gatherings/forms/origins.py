"""What members want, asked for and offered, to choose from when planning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models import Answer, Gathering
from hearth.gatherings.models.origins import to_plan_from
from hearth.ground.accounts import Person
from hearth.ground.areas import wanted
from hearth.ground.books import Entry
from hearth.ground.books.trail import origins_of
from hearth.ground.text import first_words

AT_ONCE = 12
"""So many of the oldest are offered; any other is chosen from its own page."""


class CardsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, card: Answer) -> str:
        words = gettext("{kind}: {words}").format(
            kind=card.get_kind_display(), words=first_words(card.words, 140)
        )
        return f"{words} ({card.person.name})" if card.shows_name and card.person else words


class OriginForm(forms.Form):
    """What a gathering is about: pages of any area that say what members want, and cards.
    `instead_of` and `not_wanted` are those that the page showed as chosen: an old page takes away
    nothing that was chosen since."""

    wanted = forms.MultipleChoiceField(
        label=_("What members want most"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tick what this gathering is about. Its page and theirs then lead to each other."
        ),
        error_messages={"invalid_choice": _("One of these is gone. Choose again.")},
    )
    not_wanted = forms.CharField(required=False, widget=forms.HiddenInput)
    cards = CardsField(
        Answer.objects.none(),
        label=_("What members asked for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tick what this gathering is about. The page then says that members asked for it. "
            "They hear when you announce it."
        ),
        error_messages={"invalid_choice": _("One of these was taken back. Choose again.")},
    )
    instead_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        by: Person,
        gathering: Gathering | None = None,
        first: str = "",
        about: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_pages(by, gathering, about)
        free = to_plan_from(by)
        typed = first if first.isdecimal() and len(first) < 19 else "0"
        asked = list(free.filter(pk=int(typed)).values_list("pk", flat=True))
        readable = Answer.objects.cards().readable_anywhere_by(by)
        theirs = readable.filter(origins__gathering=gathering) if gathering else readable.none()
        chosen = list(theirs.values_list("pk", flat=True))
        self.how_many = free.count()
        offered = {*asked, *chosen, *free.values_list("pk", flat=True)[:AT_ONCE]}
        cards = Answer.objects.filter(pk__in=offered).select_related("person").oldest_first()
        self.fields["cards"].queryset = cards  # type: ignore[attr-defined]
        self.initial["cards"] = asked or chosen
        self.initial["instead_of"] = ",".join(map(str, chosen))

    def _offer_pages(self, by: Person, gathering: Gathering | None, first: str) -> None:
        """What any area says is wanted, what was chosen before, and what is ticked now."""
        chosen = list(origins_of(gathering.get_absolute_url(), by)) if gathering else []
        ticked = self.data.getlist("wanted") if isinstance(self.data, QueryDict) else [first]
        more = Entry.objects.visible_to(by).filter(url__in=[url[:200] for url in ticked if url])
        pages = {page.url: page.title for page in (*chosen, *more)}
        most = {one.url: f"{one.words} ({one.why})" if one.why else one.words for one in wanted(by)}
        self.fields["wanted"].choices = list({**pages, **most}.items())  # type: ignore[attr-defined]
        here = {page.url for page in chosen}
        self.initial["wanted"] = sorted(here | ({first} & pages.keys()))
        self.initial["not_wanted"] = " ".join(sorted(here))
        self.has_pages = bool(pages or most)

    def clean_not_wanted(self) -> set[str]:
        return set(self.cleaned_data["not_wanted"].split())

    def clean_instead_of(self) -> set[int]:
        typed = self.cleaned_data["instead_of"].split(",")
        return {int(pk) for pk in typed if pk.isdecimal() and len(pk) < 19}
