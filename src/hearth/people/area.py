"""The face of people: who is here, how they join, and how they sign in."""

from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.areas import Area, Leaving
from hearth.people.by_mail import read
from hearth.people.examples import EXAMPLES
from hearth.people.leaving import end_old_sessions
from hearth.people.models.bringing import clear_old_lists, forget_in_lists
from hearth.people.models.door import (
    clear_old_answers,
    remind_of_those_who_wait,
    tell_stewards_who_waits,
)
from hearth.people.models.farewell import forget_farewells
from hearth.people.models.joining import forget_strangers
from hearth.people.models.knocking import forget_knocks
from hearth.people.models.organisation import hand_over_contact
from hearth.people.models.welcome import ask_for_hellos, forget_hello
from hearth.people.new_here import items, named


def _before_leaving(person: Person) -> list[str]:
    """Nothing to say that the page does not say to everybody."""
    return []


def _leave(person: Person) -> None:
    hand_over_contact(person)
    forget_hello(person)
    if person.email:
        forget_in_lists(person.email)


AREA = Area(
    name=_("People"),
    lies_at=("/people/", "/organisations/"),
    brings=_("Greet those who join, and ring those who gave only a telephone number."),
    place=(_("People"), "people:people"),
    examples=EXAMPLES,
    every_minute=(
        forget_strangers,
        forget_farewells,
        forget_knocks,
        clear_old_lists,
        end_old_sessions,
        ask_for_hellos,
        tell_stewards_who_waits,
        remind_of_those_who_wait,
        clear_old_answers,
    ),
    reads=read,
    items=items,
    named=named,
    leaving=Leaving(says=_before_leaving, does=_leave),
)
