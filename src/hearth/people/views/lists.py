"""Who is here, and where they come from."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.db.models.functions import Substr
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hearth.ground.access import for_members
from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.web import MemberRequest, page
from hearth.people.forms import FindForm
from hearth.people.models import Belonging, Joining, Organisation, Profile

ON_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A member in a list: their name, what they do, and where they come from."""

    person: Person
    does: str
    organisations: list[Organisation]


def _organisation(request: MemberRequest, slug: str) -> Organisation:
    return get_object_or_404(
        Organisation.objects.visible_to(request.person).select_related("contact"), slug=slug
    )


@for_members
def people(request: MemberRequest) -> HttpResponse:
    """GET /people/?q=&letter=&page="""
    form = FindForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    everybody = Person.objects.members()
    letters = _letters(everybody)
    letter = request.GET.get("letter", "").upper()
    shown = _named(everybody, sought)
    if letter in letters and not sought:
        shown = _beginning_with(everybody, letters[letter])
    pages = Paginator(shown.by_name(), ON_A_PAGE)
    here = pages.get_page(request.GET.get("page"))
    return page(
        request,
        "people/people.html",
        form=form,
        sought=sought,
        neighbours=neighbours(here),
        how_many=pages.count,
        letters=_letter_links(letters, letter),
        here=here,
        to_ring=_to_ring(request.person),
    )


@for_members
def organisations(request: MemberRequest) -> HttpResponse:
    """GET /organisations/?page="""
    all_of_them = Organisation.objects.visible_to(request.person).counted().by_name()
    here = Paginator(all_of_them, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, "people/organisations.html", organisations=here)


@for_members
def organisation(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /organisations/<slug>/?page="""
    ours = _organisation(request, slug)
    members = Person.objects.members().filter(pk__in=ours.belongings.values("person")).by_name()
    here = Paginator(members, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "people/organisation.html",
        organisation=ours,
        neighbours=neighbours(here),
        here=here,
        mine=ours.belongings.filter(person=request.person).exists(),
    )


def neighbours(people: Page[Person] | list[Person]) -> list[Neighbour]:
    """What lists show of these people, in two queries for all of them."""
    shown = list(people)
    does = dict(Profile.objects.filter(person__in=shown).values_list("person", "does"))
    belongings = Belonging.objects.filter(person__in=shown).select_related("organisation")
    come_from = defaultdict(list)
    for belonging in belongings.order_by("organisation__key"):
        come_from[belonging.person_id].append(belonging.organisation)
    return [Neighbour(person, does.get(person.pk, ""), come_from[person.pk]) for person in shown]


def _named(people: PersonQuerySet, sought: str) -> PersonQuerySet:
    for word in sought.split():
        people = people.filter(name__icontains=word)
    return people


def _letters(people: PersonQuerySet) -> dict[str, set[str]]:
    """The letters that names begin with, each with how they are written in the names."""
    firsts = people.order_by().values_list(Substr("name", 1, 1), flat=True).distinct()
    letters = defaultdict(set)
    for first in firsts:
        letters[_plain(first)].add(first)
    return {letter: letters[letter] for letter in sorted(letters)}


def _plain(first: str) -> str:
    """É stands under E."""
    return unicodedata.normalize("NFD", first)[:1].upper() or "#"


def _beginning_with(people: PersonQuerySet, firsts: set[str]) -> PersonQuerySet:
    either = Q()
    for first in firsts:
        either |= Q(name__startswith=first)
    return people.filter(either)


def _letter_links(letters: dict[str, set[str]], here: str) -> list[dict[str, object]]:
    everybody = {"label": _("All"), "url": "?", "here": here not in letters}
    links: list[dict[str, object]] = [
        {"label": letter, "url": f"?{urlencode({'letter': letter})}", "here": letter == here}
        for letter in letters
    ]
    return [everybody, *links] if len(links) > 1 else []


def _to_ring(person: Person) -> list[Joining]:
    """For stewards: who gave a number and waits for a call."""
    if not person.is_steward:
        return []
    return list(Joining.objects.to_ring().select_related("person")[:50])
