"""Where a gathering comes from: what members asked for or offered, and that they hear of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.gatherings.models.answers import Answer, AnswerQuerySet
from hearth.gatherings.models.gathering import Gathering
from hearth.ground.accounts import Person
from hearth.ground.books import lead, post
from hearth.ground.books.post import Kind as Post
from hearth.ground.books.trail import Lead
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows


class Origin(models.Model):
    """Somebody who plans chose this card: the gathering is about it."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="origins")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="origins")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "answer"], name="one_origin_a_card")
        ]

    def __str__(self) -> str:
        return f"{self.gathering}: {self.answer}"

    def tell(self) -> None:
        """Its person, and those who took it up, hear once that we meet about it."""
        card = self.answer
        if not card.is_card:
            return
        takers = Person.objects.get_queryset().filter(pk__in=card.takings.values("person"))
        theirs = [card.person] if card.person else []
        for people, is_theirs in ((theirs, True), (list(takers), False)):
            post(
                people,
                gettext("We meet about it: {title}").format(title=self.gathering.title),
                "gatherings/letters/we_meet_about_it.txt",
                kind=Post.CARDS,
                button=(gettext("See when"), self.gathering.get_absolute_url()),
                once=f"card:{card.pk}:origin:{self.gathering_id}",
                topic=self.gathering.live_topic,
                until=self.gathering.starts_at,
                gathering=self.gathering,
                card=card,
                is_theirs=is_theirs,
            )


@transaction.atomic
def come_from(
    gathering: Gathering,
    cards: Iterable[Answer],
    *,
    instead_of: Collection[int] = (),
    wanted: Iterable[str] = (),
    not_wanted: Collection[str] = (),
    by: Person,
) -> None:
    """The gathering is about these cards, and about what lies at these addresses; no longer about
    the others of those that the page showed as chosen. Where it is announced already, the cards'
    people hear at once."""
    gathering = gathering.locked()
    lead(gathering.get_absolute_url(), came_of=wanted, instead_of=not_wanted)
    chosen = {card.pk: card for card in cards}
    gathering.origins.filter(answer__in=set(instead_of) - set(chosen)).delete()
    for card in chosen.values():
        origin, is_new = Origin.objects.get_or_create(
            gathering=gathering, answer=card, defaults={"by": by}
        )
        if is_new and gathering.announced_at and not gathering.is_cancelled:
            origin.tell()


def come_from_nothing(gathering: Gathering) -> None:
    """Before it goes altogether: another one may have its address some day."""
    url = gathering.get_absolute_url()
    origins = Lead.objects.filter(url=url).values_list("origin", flat=True)
    lead(url, came_of=(), instead_of=list(origins))


def to_plan_from(person: Person) -> AnswerQuerySet:
    """What this person may choose when planning, oldest first: open cards that no gathering
    comes from yet."""
    free = Answer.objects.cards().readable_anywhere_by(person).unclosed()
    return free.filter(origins=None).oldest_first()


def asked_for(gathering: Gathering, person: Person | None) -> list[tuple[Answer, bool]]:
    """The cards that the gathering comes from, each with whether this reader may read it."""
    read = Answer.objects.readable_anywhere_by(person).filter(pk=OuterRef("pk"))
    cards = Answer.objects.cards().filter(origins__gathering=gathering)
    found = cards.annotate(is_readable=Exists(read)).select_related("person").oldest_first()
    return [(card, bool(vars(card)["is_readable"])) for card in found]
