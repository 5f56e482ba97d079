"""Those whom no letter reaches: who they are, what there is to tell, and who could tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.books.post import Kind, Silence
from hearth.ground.refusals import Refused
from hearth.listening.models import Belonging, Response, Telling
from hearth.listening.models.belongings import readable_by
from hearth.listening.models.responses import MOMENT, unreached
from hearth.listening.models.tellings import stage_of, to_tell
from hearth.listening.models.whereabouts import where_said

AT_MOST = 200
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Word:
    """One answer for one person, with as much of what they said as the reader may see beside
    their name, and with those who wrote it down."""

    response: Response
    lines: list[Belonging]
    helpers: list[str]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody to tell, and all that there is to tell them. `stopped`: they wanted no letters
    about it, so that one tells them only where one meets them."""

    person: Person
    stopped: bool
    words: list[Word]


def came_back() -> QuerySet[Telling]:
    """Letters that the mail would not take, with what they told."""
    lost = Telling.objects.filter(letter__given_up_at__isnull=False, in_person=False, answer="")
    return lost.standing().exclude(person__in=unreached().values("pk"))


def visits(reader: Person) -> list[Visit]:
    """Whom this reader can tell: a steward everybody, a helper those whose words they wrote."""
    pairs = list(_owed(reader).values_list("sayer", "pk")[:AT_MOST])
    if reader.is_steward:
        pairs += came_back().values_list("person", "response")[:AT_MOST]
    people = Person.objects.get_queryset().in_bulk({person for person, _one in pairs})
    answers = Response.objects.standing().select_related("theme", "person")
    responses = answers.in_bulk({response for _one, response in pairs})
    stopped = Silence.objects.filter(kind=Kind.TOLD, person__in=people)
    quiet = set(stopped.values_list("person", flat=True))
    themes = {response.theme_id for response in responses.values()}
    said = _said(people, themes, reader)
    found: dict[int, list[Word]] = defaultdict(list)
    for pk, response in pairs:
        found[pk].append(_word(responses[response], said[responses[response].theme_id, pk], reader))
    told = [Visit(people[pk], pk in quiet, words) for pk, words in found.items()]
    return sorted(told, key=lambda visit: (visit.stopped, visit.person.name, visit.person.pk))


def _owed(reader: Person) -> QuerySet[Any]:
    owed = to_tell().filter(sayer__in=unreached().values("pk"))
    return owed if reader.is_steward else owed.filter(Exists(_wrote_down(reader)))


def _wrote_down(reader: Person) -> QuerySet[Belonging]:
    theirs = {"contribution__said_by": OuterRef("sayer"), "contribution__written_by": reader}
    return Belonging.objects.filter(theme=OuterRef("theme"), **theirs)


def _said(
    people: Iterable[int], themes: Iterable[int], reader: Person
) -> dict[tuple[int, int | None], list[Belonging]]:
    where = Belonging.objects.filter(theme__in=themes, contribution__said_by__in=people)
    found: dict[tuple[int, int | None], list[Belonging]] = defaultdict(list)
    lines = where.annotate(where=where_said(reader, "contribution__"))
    for one in lines.select_related("contribution__written_by").order_by("contribution"):
        found[one.theme_id, one.contribution.said_by_id].append(one)
    return found


def _word(response: Response, lines: list[Belonging], reader: Person) -> Word:
    """A wish to be without a name holds here too: beside the name stand words that may have it,
    and those that the reader wrote down themselves."""
    said = [(one, one.contribution) for one in lines]
    shown = [one for one, line in said if line.wish == Wish.NAMED or line.written_by == reader]
    return Word(response, shown, _helpers(lines))


def _helpers(lines: Iterable[Belonging]) -> list[str]:
    """The names of those who wrote them down."""
    helpers = [one.contribution.written_by for one in lines]
    return sorted({one.name for one in helpers if one})


def unnamed(reader: Person) -> list[Word]:
    """Answers of the last 90 days to what somebody wrote down for a person who has no name
    here: for whoever wrote it down, and for stewards who may read it."""
    lines = Belonging.objects.filter(
        readable_by(reader), contribution__said_by=None, contribution__written_by__isnull=False
    )
    if not reader.is_steward:
        lines = Belonging.objects.filter(
            contribution__said_by=None, contribution__written_by=reader
        )
    where = lines.annotate(where=where_said(reader, "contribution__"))
    fresh = Response.objects.standing().annotate(since=MOMENT).filter(since__gt=now() - LATELY)
    held = fresh.filter(theme__in=lines.values("theme")).select_related("theme", "person")
    answers = {one.theme_id: one for one in held.order_by("-since", "-pk")[:AT_MOST]}
    found: dict[int, list[Belonging]] = defaultdict(list)
    shown = where.filter(theme__in=answers).order_by("contribution")
    for one in shown.select_related("contribution__written_by"):
        found[one.theme_id].append(one)
    return [Word(one, found[theme], _helpers(found[theme])) for theme, one in answers.items()]


@transaction.atomic
def tell_in_person(response: Response, person: Person, *, by: Person) -> None:
    """Somebody told them, face to face or by phone. Twice changes nothing."""
    Person.objects.get_queryset().select_for_update(no_key=True).get(pk=person.pk)
    response = Response.objects.get(pk=response.pk)
    if response != response.theme.standing:
        raise Refused(_("We answered again since. Tell them the new answer."))
    if not may_tell(response, person, by):
        raise Refused(_("Ask a steward, or whoever wrote their words down, to tell them."))
    told, _new = Telling.objects.get_or_create(
        response=response,
        person=person,
        stage=stage_of(response),
        defaults={"in_person": True, "told_by": by},
    )
    if told.letter and told.letter.given_up_at and not told.in_person:
        told.in_person, told.told_by, told.at = True, by, now()
        told.save(update_fields=["in_person", "told_by", "at"])


def may_tell(response: Response, person: Person, by: Person) -> bool:
    """A steward may, of whoever spoke there; and whoever wrote their words down."""
    spoke = Belonging.objects.filter(theme=response.theme_id, contribution__said_by=person)
    if not by.is_steward:
        spoke = spoke.filter(contribution__written_by=by)
    return spoke.exists()
