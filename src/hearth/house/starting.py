"""The first days: starting a community, and seeing that two people hold its keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import (
    Community,
    Person,
    Stewardship,
    ask_to_steward,
    is_demo,
    make_steward,
)
from hearth.ground.areas import NextDate, every_area, is_on, turned_on
from hearth.ground.books.post import Kind, Letter, post
from hearth.ground.refusals import Refused

OPEN_BEFORE = ("/start/", "/static/", "/look/", "/healthy/", "/robots.txt")
"""What answers while there is no community yet."""


class FirstDayMiddleware:
    """Sets `request.community`. While there is none, every page leads to where one starts. What
    lies in an area that is off is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ours = request.community = Community.ours()  # type: ignore[attr-defined]
        if ours is None and not request.path.startswith(OPEN_BEFORE):
            return redirect("house:start")
        with turned_on(ours.areas_on.split() if ours else ()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Nobody finds anything of an area that is off, whoever they are."""
        names = request.resolver_match.app_names if request.resolver_match else []
        area = every_area().get(names[0]) if names else None
        if area and not area.always_on and not is_on(names[0]):
            raise Http404


@transaction.atomic
def start_community(*, name: str, about: str, steward: str, email: str) -> Person:
    """The first day: our name, what we are, and the first steward. It comes once: the
    community always has the number 1, so of two who start at once the database lets one in."""
    try:
        with transaction.atomic():
            Community.objects.create(pk=1, name=name, about=about)
    except IntegrityError as second:
        raise Refused(_("A community was started here a moment ago. Sign in to it.")) from second
    person = Person.objects.meet(name=steward, email=email)
    make_steward(person, by=None)
    post(
        [person],
        gettext("{name} is open").format(name=name),
        "house/letters/begun.txt",
        kind=Kind.KEYS,
        button=(gettext("Sign in"), "/sign-in/"),
    )
    return person


@transaction.atomic
def ask_second(*, name: str, email: str, by: Person) -> Stewardship:
    """Ask somebody to look after the community too. They hold the keys once they say yes."""
    person = Person.objects.meet(name=name, email=email)
    asked = ask_to_steward(person, by=by)
    post(
        [person],
        gettext("{who} asks: will you look after this with me?").format(who=by.name),
        "house/letters/second.txt",
        kind=Kind.STEWARDS,
        button=(gettext("Say yes or no"), reverse("house:asked")),
        once=f"second:{asked.pk}",
        asked_by=by,
    )
    return asked


def remind_of_second_key() -> int:
    """Every seven days the only steward is asked to find a second (rule G8). Safe to call
    every minute; returns how many letters were written now."""
    ours, keys = Community.ours(), list(Person.objects.stewards()[:2])
    if ours is None or len(keys) != 1 or is_demo():
        return 0
    week = (now() - ours.started_at).days // 7
    once = f"second-key:{week}"
    if week < 1 or Letter.objects.filter(once=f"{once}:{keys[0].pk}").exists():
        return 0
    subject = gettext("Still one steward: who could hold the second key?")
    return post(
        keys,
        subject,
        "house/letters/second_key.txt",
        kind=Kind.STEWARDS,
        button=(gettext("Ask somebody"), reverse("house:second")),
        once=once,
    )


@dataclass(frozen=True, slots=True)
class NextThing:
    """What a steward does next: a sentence, where, and the word on the button."""

    words: str | Promise
    url: str
    button: str | Promise


def next_thing(
    *, keys: int, waiting: int, has_charter: bool = True, date: NextDate | None = None
) -> NextThing:
    """The one thing that a steward does next, by how many hold a key and how many letters wait.
    There is always one, and it is never more than one."""
    if keys < 2:
        words = _("There is one steward. If you fall ill, nobody can get in. Ask a second.")
        return NextThing(words, reverse("house:second"), _("Ask somebody"))
    if not has_charter:
        words = _("There is no charter yet. Begin with nineteen lines and change them together.")
        return NextThing(words, reverse("charter:charter"), _("See the charter"))
    if date is None:
        words = _("There is no next date. People come when there is one.")
        return NextThing(words, reverse("gatherings:plan"), _("Plan a gathering"))
    if waiting and not letters_leave():
        words = _("Letters wait, because no mail server is set.")
        return NextThing(words, reverse("house:letters"), _("See what waits"))
    said = gettext("All is in order. Next is {title}.")
    if date.way_in:
        said = gettext("All is in order. Now is {title}.")
    return NextThing(said.format(title=date.title), date.url, _("Open its page"))


def only_one_key() -> bool:
    return len(Person.objects.stewards()[:2]) < 2


def letters_leave() -> bool:
    """Whether letters leave this machine. In a demo none does, and that is as it should be."""
    return bool(settings.MAILERS_READY) or is_demo()
