"""Sending: a person presses, and each reader gets one letter, by what they may see then.
A round-up goes to members, a newsletter to whoever said yes to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.areas import next_date
from hearth.ground.books import Letter, index, note, post
from hearth.ground.books.post import Kind as Post
from hearth.ground.refusals import Refused
from hearth.ground.time import LONDON
from hearth.post import newsletter
from hearth.roundups.diary import PHRASES
from hearth.roundups.models import Flag, Month, Roundup
from hearth.roundups.models.pieces import Kind
from hearth.roundups.models.readers import as_they_come, once_a_month
from hearth.roundups.models.rota import may_edit
from hearth.roundups.shown import Shown, shown, shown_to_each

AT_ONCE, A_RUN = 50, 10_000
MONTHLY_FROM = 9  # o'clock


@transaction.atomic
def send(roundup: Roundup, *, by: Person) -> None:
    """It goes out: the page opens, and the letters are written by the clock."""
    if not may_edit(by):
        raise Refused(_("Only its editors and stewards send the round-up."))
    held = roundup.locked()
    if held.missed_at is not None:
        raise Refused(_("A newer draft is there. Send that one."))
    if held.is_sent:
        raise Refused(_("It went out already. Nobody gets it twice."))
    _renew_the_date(held)
    _refuse_what_is_too_much(shown(held, by))
    held.sent_at, held.sent_by = now(), by
    held.save(update_fields=["sent_at", "sent_by"])
    flags = held.pieces.in_it().exclude(flag=None).values("flag")
    Flag.objects.filter(pk__in=flags).update(told_at=held.sent_at)
    url = held.get_absolute_url()
    index(held, url=url, title=str(held), text=f"{held.opening}\n\n{held.closing}".strip())
    what = "newsletters" if held.is_newsletter else "roundups"
    note(PHRASES[what], thing=_lower(str(held)), by=by, url=url, seen_by=held.seen_by)
    roundup.refresh_from_db()


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _renew_the_date(roundup: Roundup) -> None:
    """The next date as it stands now, if one is in it."""
    piece = roundup.pieces.in_it().filter(kind=Kind.DATE).first()
    date_now = next_date(None)
    if piece is not None and date_now is not None and date_now.url == piece.url:
        piece.at = date_now.starts_at
        piece.save(update_fields=["at"])


def _refuse_what_is_too_much(told: Shown) -> None:
    if not told.pieces:
        raise Refused(_("There is nothing in it yet. Put in one thing, or let this time pass."))
    room = told.roundup.room
    if len(told.pieces) > room.things:
        raise Refused(_("{enough} Leave one out first.").format(enough=room.enough))
    if told.is_too_long:
        words = _("It has {n} words. People read {most}. Say less, or leave one thing out.")
        raise Refused(words.format(n=told.words, most=room.words))


def write_letters() -> int:
    """The letters of what was sent, some at a time; returns how many. Safe at any time, twice,
    and in many processes at once."""
    written, before = 0, -1
    while written < A_RUN and written != before:
        before = written
        waiting = Roundup.objects.sent().filter(letters_done_at=None).order_by("on").first()
        if waiting is not None:
            written += _write_some(waiting)
    return written


@transaction.atomic
def _write_some(roundup: Roundup) -> int:
    """The next readers in the order of their numbers."""
    held = roundup.locked()
    if held.letters_done_at is not None:
        return 0
    people = list(_readers_of(held).filter(pk__gt=held.letters_up_to)[:AT_ONCE])
    if not people:
        held.letters_done_at = now()
        held.save(update_fields=["letters_done_at"])
        return 0
    told = {person: one for person, [one] in shown_to_each([held], people).items()}
    pieces = _in_words(told.values())
    post(
        people,
        lambda person: _subject(told[person.pk]),
        "roundups/letters/newsletter.txt" if held.is_newsletter else "roundups/letters/roundup.txt",
        kind=Post(held.edition),
        button=(_("Read it on its page"), held.get_absolute_url()),
        once=f"{held.edition}:{held.pk}",
        topic="" if held.is_newsletter else f"roundup-{held.pk}",
        page="roundups/letters/page.html",
        roundup=held,
        each=lambda person: {"pieces": pieces[id(told[person.pk])], **_why(held)},
    )
    held.letters_up_to = people[-1].pk
    held.save(update_fields=["letters_up_to"])
    return len(people)


def _readers_of(held: Roundup) -> PersonQuerySet:
    """Who joined, or said yes, after it went out is told by the next one."""
    if held.is_newsletter:
        yes = newsletter.readers(until=held.sent_at).order_by("pk")
        return yes.prefetch_related("silences", "consents")
    joined = as_they_come().filter(joined_at__lte=held.sent_at)
    return joined.prefetch_related("silences")


def _in_words(told: Iterable[Shown]) -> dict[int, str]:
    """The pieces as a letter has them, written once for all that have the same before them."""
    alike = {id(shown): shown for shown in told}
    template = "roundups/letters/pieces.txt"
    return {mark: render_to_string(template, {"shown": one}) for mark, one in alike.items()}


def _why(held: Roundup) -> dict[str, object]:
    """Why a reader gets it, where the post does not know."""
    words = _("You get this letter because you said yes to our newsletter.")
    return {"why": words} if held.is_newsletter else {}


def _subject(told: Shown) -> str:
    first = next((one.title for one in told.pieces if one.title), "")
    day = f"{told.roundup.on:%-d %B}"
    if not first:
        return str(told.roundup)
    if told.roundup.is_newsletter:
        return f"{told.roundup}: {first}"
    return _("Round-up, {day}: {first}").format(day=day, first=first)


def write_monthly_letters() -> int:
    """On the first of a month from nine o'clock, or as soon after as somebody looks: the month
    that is over, for those who want it so."""
    local = localtime(now(), LONDON)
    this_month = local.date().replace(day=1)
    if local.date() == this_month and local.hour < MONTHLY_FROM:
        return 0
    first = (this_month - timedelta(days=1)).replace(day=1)
    sent = _sent_in(first)
    if not sent:
        return 0
    month, _new = Month.objects.get_or_create(first=first)
    written, before = 0, -1
    while month.letters_done_at is None and written < A_RUN and written != before:
        before = written
        written += _write_some_of(month, sent)
        month.refresh_from_db()
    return written


def _sent_in(first: date) -> list[Roundup]:
    after = (first + timedelta(days=32)).replace(day=1)
    rows = Roundup.objects.weekly().sent().order_by("on")
    return [one for one in rows.filter(on__gte=first - timedelta(days=40))
            if one.sent_at and first <= localdate(one.sent_at) < after]  # fmt: skip


@transaction.atomic
def _write_some_of(month: Month, sent: list[Roundup]) -> int:
    held = Month.objects.select_for_update().get(pk=month.pk)
    if held.letters_done_at is not None:
        return 0
    people = list(
        once_a_month().filter(pk__gt=held.letters_up_to).prefetch_related("silences")[:AT_ONCE]
    )
    if not people:
        held.letters_done_at = now()
        held.save(update_fields=["letters_done_at"])
        return 0
    told = _not_had(people, sent)
    post(
        [person for person in people if told[person.pk]],
        _("The round-ups of {month}").format(month=f"{held.first:%B}"),
        "roundups/letters/month.txt",
        kind=Post.ROUNDUP,
        button=(_("Read them on their pages"), "/roundups/"),
        once=f"roundups:{held.first:%Y%m}",
        topic="roundup-month",
        page="roundups/letters/page.html",
        told=told,
    )
    held.letters_up_to = people[-1].pk
    held.save(update_fields=["letters_up_to"])
    return max(len(people), 1)


def _not_had(people: list[Person], sent: list[Roundup]) -> dict[int, list[Shown]]:
    """For each (by number) those that were sent since they joined and that they had no letter
    about."""
    names = [f"roundup:{one.pk}:{person.pk}" for one in sent for person in people]
    had = set(Letter.objects.filter(once__in=names).values_list("once", flat=True))
    told = shown_to_each(sent, people)
    return {
        person.pk: [
            one
            for one in told[person.pk]
            if f"roundup:{one.roundup.pk}:{person.pk}" not in had
            and person.joined_at
            and one.roundup.is_told_since(person.joined_at)
        ]
        for person in people
    }
