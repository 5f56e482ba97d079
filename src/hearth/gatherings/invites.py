"""What a letter brings for one person's calendar: a question to answer there, or that it is off.

Practice, as looked up: Gmail and Outlook show their buttons only for METHOD:REQUEST in an
alternative part with an ORGANIZER and the reader as ATTENDEE (PHPMailer #175; MS-STANOICAL
V0341 to V0343), Nextcloud and Apple's Calendar only with RSVP=TRUE (nextcloud/server #24467).
Programs send the answer to ORGANIZER or to Reply-To, so both are the same address; another
From than the ORGANIZER is what Nextcloud sends too (nextcloud/server #2345).

An invitation asks (NEEDS-ACTION), so that "Yes" in a mail program keeps a place. It then lies
in calendars; so those who were invited hear of a move too, or theirs would show the old time.
Where nobody reads answers, no letter asks for one: a "No" that nobody hears is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.gatherings.calendars import Asked, letter_calendar
from hearth.ground.accounts import Community, Person
from hearth.ground.books.post import Kind as Post, Letter, post
from hearth.ground.mailbox import reply_address

if TYPE_CHECKING:
    from hearth.gatherings.models import Gathering, Place

type Entry = Callable[[Person], str]
COMES, ASKED = "ACCEPTED", "NEEDS-ACTION"


def are_read() -> bool:
    """Whether somebody reads the answers that mail programs send."""
    return bool(settings.MAIL_REPLIES)


def for_those_who_come(gathering: Gathering) -> Entry:
    """For a letter to somebody who has a place."""
    return _entry(gathering, COMES) if are_read() else lambda _: gathering.as_calendar()


def for_invited(gathering: Gathering) -> Entry:
    """For an invitation: "Yes" in a mail program keeps a place."""
    return _entry(gathering, ASKED) if are_read() else lambda _: ""


def for_withdrawn(gathering: Gathering) -> Entry:
    """For somebody who gave their place back: the entry goes."""
    return _entry(gathering, "DECLINED", gone=True) if are_read() else lambda _: ""


def as_it_stands(gathering: Gathering) -> Entry:
    """For news to everybody: each gets what their calendar should show from now on. Those who
    wait and were never invited have nothing in theirs."""
    coming = set(gathering.booked.coming().values_list("person", flat=True))
    if not are_read():
        return lambda person: gathering.as_calendar() if person.pk in coming else ""
    asked = invited(gathering)
    off = gathering.is_cancelled
    comes, asks = (_entry(gathering, answer, gone=off) for answer in (COMES, ASKED))

    def entry(person: Person) -> str:
        if person.pk in coming:
            return comes(person)
        return asks(person) if person.pk in asked else ""

    return entry


def invited(*gatherings: Gathering) -> set[int]:
    """Whose calendars got an invitation, and did not let go of it by giving a place back."""
    if not are_read():
        return set()
    named = Q(pk=None)
    for gathering in gatherings:
        asks = Q(once__startswith=f"invitation:{gathering.pk}:", sent_at__isnull=False)
        named |= asks | Q(once__startswith=f"withdrawn:{gathering.pk}:")
    found: dict[str, set[tuple[str, int]]] = {"invitation": set(), "withdrawn": set()}
    for once, to in Letter.objects.filter(named).values_list("once", "to"):
        what, pk, *_rest = str(once).split(":")
        found[what].add((pk, to))
    return {to for _pk, to in found["invitation"] - found["withdrawn"]}


def rest(gathering: Gathering, person: Person) -> None:
    """They asked for a place before their invitation left: it never does, now or anew."""
    letters = Letter.objects.waiting().filter(once=f"invitation:{gathering.pk}:{person.pk}")
    letters.update(not_after=now())


def who_counts_on(gathering: Gathering, *, by: Person) -> models.QuerySet[Person]:
    """Who must hear when it is called off: those who booked, and those who work for it, but
    for whom does it."""
    works = Q(pk=gathering.host_id) | Q(pk__in=gathering.cohosts.values("person"))
    works |= Q(pk__in=gathering.booked.values("asked__doer"))
    booked = Q(pk__in=gathering.booked.values("person"))
    return Person.objects.get_queryset().filter(booked | works & ~Q(pk=by.pk))


def tell_that_it_is_off(gathering: Gathering, *, by: Person, why: str) -> None:
    """To all who count on it, and to those whose calendar holds the invitation, once each."""
    count = set(who_counts_on(gathering, by=by).values_list("pk", flat=True))
    for people, kind in ((count, Post.PLACE), (invited(gathering) - count, Post.INVITATION)):
        post(
            Person.objects.get_queryset().filter(pk__in=people).prefetch_related("silences"),
            gettext("Called off: {title}").format(title=gathering.title),
            "gatherings/letters/off.txt",
            kind=kind,
            button=(gettext("Open the page"), gathering.get_absolute_url()),
            calendar=as_it_stands(gathering),
            topic=gathering.live_topic,
            gathering=gathering,
            reason=why,
        )


def tell_given_back(place: Place, gathering: Gathering) -> None:
    """Somebody gave their place back: a letter says so, and takes the entry out of their
    calendar. Once it is off or over, there is nothing left to say."""
    if gathering.is_cancelled or gathering.is_over:
        return
    post(
        [place.person],
        gettext("You gave your place back: {title}").format(title=gathering.title),
        "gatherings/letters/withdrawn.txt",
        kind=Post.PLACE,
        button=(gettext("Open the page"), gathering.get_absolute_url()),
        once=f"withdrawn:{gathering.pk}:{place.pk}",
        calendar=for_withdrawn(gathering),
        topic=gathering.live_topic,
        gathering=gathering,
        place=place,
    )


def _entry(gathering: Gathering, answer: str, *, gone: bool = False) -> Entry:
    ours, at = Community.ours(), now()
    our_name = ours.name if ours else parseaddr(settings.FROM_ADDRESS)[0]

    def entry(person: Person) -> str:
        answers_to = reply_address(person, gathering.live_topic)
        asked = Asked(person.name, person.email or "", answers_to, our_name, answer)
        comes = answer == COMES
        return letter_calendar(gathering, asked, at=at, gone=gone, with_phone=comes)

    return entry
