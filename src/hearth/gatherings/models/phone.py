"""Said by phone: a host writes down what somebody says who only has a phone."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.answers import Answer, say
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.topics import for_hosts
from hearth.ground.accounts import Person
from hearth.ground.books import Wish, post
from hearth.ground.books.post import Kind
from hearth.ground.refusals import Refused


@transaction.atomic
def say_by_phone(
    gathering: Gathering, words: str, *, name: str, wish: Wish, by: Person, key: str = ""
) -> Answer:
    """Keep the words as theirs, marked as said by phone. Somebody with an address is written to
    at once, as others can get words wrong: they can change them or take them back."""
    today = gathering.locked()
    if not today.doors_are_open:
        raise Refused(_("The doors are closed. Write it down on paper until they open."))
    person = _who(today, name)
    step = today.step if today.is_running else None
    answer = say(today, words, person=person, step=step, wish=wish, key=key, by_phone=True)
    today.arrivals.get_or_create(person=person)
    if person != by:
        _say_who_wrote_it_down(answer, by)
        _tell(person, answer, by)
    return answer


def _who(gathering: Gathering, name: str) -> Person:
    """Somebody who is here or has a place, by their name; else a guest whom we meet now."""
    name = " ".join(name.split())
    known = Person.objects.get_queryset().filter(name__iexact=name)
    here, booked = gathering.arrivals.values("person"), gathering.booked.values("person")
    for named in (list(known.filter(pk__in=here)[:2]), list(known.filter(pk__in=booked)[:2])):
        if len(named) > 1:
            raise Refused(_("Two people have that name. Ask for a second name and type both."))
        if named:
            return named[0]
    return Person.objects.meet(name=name)


def _say_who_wrote_it_down(answer: Answer, by: Person) -> None:
    """Somebody who has only a phone hears of what came of it from whoever took their call."""
    if answer.heard:
        answer.heard.written_by = by
        answer.heard.save(update_fields=["written_by"])


def _tell(person: Person, answer: Answer, by: Person) -> None:
    own_words = reverse("gatherings:own_words", args=[answer.gathering.slug, answer.pk])
    post(
        [person],
        gettext("What you said by phone: {title}").format(title=answer.gathering.title),
        "gatherings/letters/by_phone.txt",
        kind=Kind.NOTES,
        button=(gettext("Change it or take it back"), own_words),
        once=f"by-phone:{answer.pk}",
        topic=for_hosts(answer.gathering),
        answer=answer,
        by=by,
    )
