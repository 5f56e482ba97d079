"""Leaving: all that is about somebody goes or loses their name, at once and for good (J1.10)."""

from __future__ import annotations

import json
import re
from html import escape

from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.accounts import Community, Person
from hearth.ground.areas import every_area
from hearth.ground.books.hearing import HEARING
from hearth.ground.books.post import Letter
from hearth.ground.live import tell
from hearth.ground.privacy import Erase
from hearth.people.models import Joining
from hearth.people.models.farewell import say_farewell, somebody_who_left
from hearth.people.traces import Trace, traces


@transaction.atomic
def leave(person: Person, *, remove_words: bool) -> None:
    """Forget this person. Their words stay without a name, or go as well. Twice is once.

    The last but one steward cannot leave (rule G8); the refusal says what to do first. Those
    who leave at once take turns, as what they leave behind hangs together.
    """
    Community.objects.select_for_update().first()
    mine = Person.objects.get_queryset().select_for_update().filter(pk=person.pk).first()
    if mine is None:
        return
    for stewardship in mine.stewardships.now():
        stewardship.end(by=mine)
    for area in every_area().values():
        if area.leaving and area.leaving.removes and remove_words:
            area.leaving.removes(mine)
        if area.leaving:
            area.leaving.does(mine)
    _unname_letters(mine)
    for trace in traces():
        _erase(trace, mine, remove_words=remove_words)
    tell(HEARING)
    _end_sessions(mine)
    name, email = mine.name, mine.email
    mine.delete()
    if email:
        say_farewell(name, email, words_removed=remove_words)
    transaction.on_commit(_empty_the_log)


def _erase(trace: Trace, person: Person, *, remove_words: bool) -> None:
    """What the model declares becomes of its rows."""
    rows = trace.rows(person)
    pointer = trace.pointer
    if pointer is None or trace.is_list or not rows.exists():
        return
    takes_words = remove_words and trace.whole and says_something(trace)
    if trace.policy.erase is Erase.GOES or takes_words:
        _delete(rows)
        return
    emptied: dict[str, object] = {pointer.name: None if pointer.null else somebody_who_left()}
    if trace.whole:
        gone = trace.words(Erase.GOES, Erase.EMPTIED)
        emptied |= {field.name: None if field.null else "" for field in gone}
    rows.order_by().update(**emptied)


def _delete(rows: models.QuerySet[models.Model]) -> None:
    """Whoever works with one of these at this moment, such as by sorting it on a board, is done
    first or finds it gone: what points at them is looked for once they are held."""
    list(rows.select_for_update().values_list("pk", flat=True))
    rows.delete()


def says_something(trace: Trace) -> bool:
    """Whether its rows hold somebody's own words, which can be taken back."""
    return any(
        isinstance(field, models.CharField | models.TextField) and not field.choices
        for field in trace.words(Erase.NAMELESS)
    )


def _end_sessions(person: Person) -> None:
    """Every browser that knows them forgets them, signed in or half-way there."""
    theirs = [one.pk for one in Session.objects.iterator() if _knows(one.get_decoded(), person)]
    Session.objects.filter(pk__in=theirs).delete()


def end_old_sessions() -> int:
    """Those whose time is over go; returns how many."""
    return Session.objects.filter(expire_date__lt=now()).delete()[0]


def _knows(kept: dict[str, object], person: Person) -> bool:
    is_signed_in = kept.get("_auth_user_id") == str(person.pk)
    return is_signed_in or bool(person.email and person.email in json.dumps(kept, default=str))


def _unname_letters(person: Person) -> None:
    """What we keep of letters to others says their name and address no more, nor a name that
    they had before."""
    before = Joining.objects.filter(person=person).values_list("name", flat=True)
    told = [name for name in {person.name, person.email, *before} if name]
    written = [words for name in told for words in dict.fromkeys((name, escape(name)))]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in written))
    named = Q()
    for words in written:
        for field in _OF_LETTERS:
            named |= Q(**{f"{field}__contains": words})
    instead = gettext("somebody who left")
    for letter in Letter.objects.filter(named).exclude(to=person).iterator():
        if _is_about(letter, person):
            for field in _OF_LETTERS:
                setattr(letter, field, pattern.sub(instead, getattr(letter, field)))
            letter.save(update_fields=_OF_LETTERS)


def _is_about(letter: Letter, person: Person) -> bool:
    """A letter that has not left stays readable: "May" may be a month in it."""
    has_left = letter.sent_at is not None or letter.given_up_at is not None
    return has_left or " " in person.name or person.name in letter.subject


_OF_LETTERS = ("subject", "text", "html", "calendar")


def _empty_the_log() -> None:
    """SQLite keeps what was written in a log beside the file; it is emptied now, not later."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
