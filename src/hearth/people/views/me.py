"""One's own page: what we call you, how often we write, what you need, where you come from."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext as _, ngettext

from hearth.ground.access import for_guests, for_members
from hearth.ground.accounts import Person
from hearth.ground.areas import areas
from hearth.ground.books.post import Kind
from hearth.ground.web import MemberRequest, page
from hearth.people.forms import NamedForm, NameForm, NeedsForm, OrganisationForm
from hearth.people.models import Organisation, Profile
from hearth.people.models.profile import describe, let_be_named
from hearth.post.bounces import ENOUGH, times_returned

KINDS_TO_STOP = (
    Kind.INVITATION,
    Kind.REMINDER,
    Kind.NOTES,
    Kind.CARDS,
    Kind.QUESTIONS,
    Kind.TOLD,
    Kind.ROUNDUP,
)


@for_guests
def me(request: MemberRequest) -> HttpResponse:
    """GET /me/"""
    person = request.person
    organisations = Organisation.objects.of(person) if person.is_active else []
    profile, stopped, came_back = _in_one_look(person)
    return page(
        request,
        "people/me.html",
        answers=list(_answers(person, list(organisations), profile)),
        kinds=_kinds(stopped),
        came_back=came_back,
        sections=list(_sections(request)),
    )


@for_guests
def name(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/name/"""
    person, profile = request.person, Profile.of(request.person)
    form = NameForm(request.POST or None, initial={"name": person.name, "does": profile.does})
    if form.is_valid():
        person.name = form.cleaned_data["name"]
        person.save(update_fields=["name"])
        describe(person, does=form.cleaned_data["does"])
        return _kept(request)
    return _one_question(request, form, _("Your name"))


@for_guests
def needs(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/needs/"""
    form = NeedsForm(request.POST or None, initial={"needs": Profile.of(request.person).needs})
    if form.is_valid():
        describe(request.person, needs=form.cleaned_data["needs"])
        return _kept(request)
    return _one_question(request, form, _("What you need to take part"))


@for_members
def named(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/named/: whether the round-up may say that I am here."""
    mine = Profile.of(request.person)
    given = request.POST if request.method == "POST" else None
    form = NamedForm(given, initial={"may_be_named": mine.may_be_named})
    if form.is_valid():
        let_be_named(request.person, form.cleaned_data["may_be_named"])
        return _kept(request)
    return _one_question(request, form, _("May the round-up name you when you are new?"))


@for_members
def organisations(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/organisations/: where I come from. `leave` names one that I leave."""
    person = request.person
    if "leave" in request.POST:
        leaving = get_object_or_404(Organisation.objects.of(person), slug=request.POST["leave"])
        leaving.let_go(person)
        messages.success(request, _("You no longer stand with {name}.").format(name=leaving))
        return redirect("people:my_organisations")
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        joined = Organisation.objects.named(form.cleaned_data["name"], by=person)
        joined.welcome(person)
        messages.success(request, _("You stand with {name} now.").format(name=joined))
        return redirect("people:my_organisations")
    mine = Organisation.objects.of(person)
    return page(request, "people/my_organisations.html", form=form, organisations=mine)


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("people:me")


def _one_question(request: HttpRequest, form: forms.Form, title: str) -> HttpResponse:
    return page(request, "people/one_question.html", form=form, title=title)


type Answer = dict[str, str | Promise]


def _in_one_look(person: Person) -> tuple[Profile, set[str], bool]:
    """What they wrote about themselves, the letters that they stopped, and whether too many to
    them came back."""
    wrote = Profile.objects.filter(person=OuterRef("pk"))
    about = [Subquery(wrote.values(field)) for field in ("does", "needs", "may_be_named")]
    about.append(Subquery(times_returned()))
    me = Person.objects.get_queryset().filter(pk=person.pk)
    rows = list(me.values_list("silences__kind", *about))
    _kind, does, needs, named, returned = rows[0]
    mine = Profile(person=person, does=does or "", needs=needs or "", may_be_named=bool(named))
    return mine, {kind for kind, *_about in rows if kind}, (returned or 0) >= ENOUGH


def _answers(
    person: Person, organisations: list[Organisation], profile: Profile
) -> Iterator[Answer]:
    """What we know, each with where to change it."""

    def row(label: str, answer: str | Promise, name: str = "") -> Answer:
        return {"label": label, "answer": answer, "url": reverse(name) if name else ""}

    yield row(_("We call you"), person.name, "people:my_name")
    yield row(_("You do"), profile.does, "people:my_name")
    yield row(_("We write to"), person.email or person.phone)
    yield row(_("How often"), _rhythm(person), "people:my_rhythm")
    yield row(_("The newsletter"), _("Whether you get it"), "people:newsletter")
    yield row(_("You need"), profile.needs, "people:my_needs")
    if person.is_active:
        may = _("By name") if profile.may_be_named else _("Not by name")
        yield row(_("The round-up speaks of you"), may, "people:my_being_named")
        names = ", ".join(organisation.name for organisation in organisations)
        yield row(_("You come from"), names, "people:my_organisations")


def _rhythm(person: Person) -> str:
    """How often, how many at most, and until when none."""
    words = ngettext(
        "{rhythm}; one letter a week at most",
        "{rhythm}; {n} letters a week at most",
        person.letters_a_week,
    )
    said = words.format(rhythm=person.get_rhythm_display(), n=person.letters_a_week)
    if not person.paused_until or person.paused_until <= localdate():
        return said
    day = date_format(person.paused_until, "j F Y")
    return gettext("{rhythm}. None until {day}").format(rhythm=said, day=day)


def _kinds(stopped: set[str]) -> list[dict[str, object]]:
    """The letters that can be stopped one kind at a time."""
    return [
        {"kind": kind, "url": reverse("post:fewer", args=[kind]), "stopped": kind in stopped}
        for kind in KINDS_TO_STOP
    ]


def _sections(request: MemberRequest) -> Iterator[SafeString]:
    """What every area has on this person's own page, each drawn by its own template."""
    surroundings = {"person": request.person, "csrf_token": get_token(request)}
    for area in areas():
        section = area.mine(request.person) if area.mine else None
        if section is not None:
            yield render_to_string(section.template, {**surroundings, **section.about})
