"""What came of what one person said: each answer with their own words and what they said to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.listening.models import Belonging, Response, Telling, Theme
from hearth.listening.models.responses import MOMENT
from hearth.listening.models.tellings import stage_of


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as its reader finds it: what they said, what we answered, what they say to it."""

    response: Response
    lines: Sequence[Contribution]
    telling: Telling | None
    stage: str

    @property
    def said(self) -> str:
        """Yes, not quite, or nothing yet."""
        return self.telling.answer if self.telling else ""


def held_for(person: Person) -> QuerySet[Response]:
    """The answers that hold, to all that this person said or was told of; newest first."""
    spoke = Belonging.objects.filter(contribution__said_by=person).values("theme")
    heard = Telling.objects.filter(person=person).values("response__theme")
    theirs = Response.objects.standing().filter(Q(theme__in=spoke) | Q(theme__in=heard))
    told = theirs.annotate(since=MOMENT)
    return told.select_related("theme", "person").order_by("-since", "-pk")


def answers_for(person: Person) -> QuerySet[Response]:
    """The same, each with whether the page of its theme is open to them, as `is_open`."""
    seen = Theme.objects.visible_to(person).filter(pk=OuterRef("theme"))
    return held_for(person).annotate(is_open=Exists(seen))


def told_to(person: Person, responses: Sequence[Response]) -> list[Told]:
    """These answers with what belongs to them, in three questions however many there are."""
    where = Belonging.objects.filter(
        theme__in=[response.theme_id for response in responses], contribution__said_by=person
    )
    lines: dict[int, list[Contribution]] = defaultdict(list)
    for belonging in where.select_related("contribution").order_by("contribution__said_at", "pk"):
        lines[belonging.theme_id].append(belonging.contribution)
    mine = Telling.objects.filter(person=person, response__in=responses)
    tellings = {(telling.response_id, telling.stage): telling for telling in mine}
    return [
        Told(one, lines[one.theme_id], tellings.get((one.pk, stage_of(one))), stage_of(one))
        for one in responses
    ]
