"""What people answer by mail to letters about a gathering: for those who host it, or from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models.blocks import kept_apart
from hearth.gatherings.models.gathering import COHOSTS_STAY, Gathering
from hearth.gatherings.topics import for_hosts, to_person
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

KEPT = timedelta(days=30)
HOUR, IN_AN_HOUR = timedelta(hours=1), 20


class RemarkQuerySet(Rows["Remark"]):
    def read_by(self, person: Person, gathering: Gathering) -> Self:
        """What this person may read of it: its host all, co-hosts what is not for the host
        alone, stewards and everybody else nothing."""
        written = self.filter(gathering=gathering).select_related("person").order_by("-at", "-pk")
        if person == gathering.host:
            return written
        return (
            written.filter(for_host_alone=False) if person in hosts_of(gathering) else self.none()
        )


class Remark(models.Model):
    """Somebody answered a letter about a gathering in words. Kept as long as their mail would
    be, so that a host finds it without a letter."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="remarks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.TextField()
    at = models.DateTimeField(default=now, db_index=True)
    for_host_alone = models.BooleanField(default=False)

    objects = RemarkQuerySet.as_manager()

    personal: ClassVar = dict.fromkeys(
        ("person", "words"),
        Personal("to tell the host what you answered", "those who host it", after_days=30),
    )

    def __str__(self) -> str:
        return f"{self.person}: {self.gathering}"


def hosts_of(gathering: Gathering) -> list[Person]:
    """The host, and co-hosts while they are: those who signed in here, each once."""
    host = [gathering.host] if gathering.host.joined_at else []
    if now() >= gathering.ends_at + COHOSTS_STAY:
        return host
    return [*host, *(one.person for one in gathering.cohosts.shown())]


@transaction.atomic
def tell_hosts(
    gathering: Gathering,
    words: str,
    *,
    by: Person,
    files: Sequence[str] = (),
    for_host_alone: bool = False,
) -> None:
    """Keep these words for those who host it, and write to them. Refuses where nobody else is
    there to read them, and more than twenty in an hour."""
    hosts = [one for one in hosts_of(gathering) if one == gathering.host or not for_host_alone]
    readers = [one for one in hosts if one != by]
    if not readers:
        raise Refused(_("The host wrote this.") if by in hosts else _("Its host is gone."))
    lately = Remark.objects.filter(person=by, at__gt=now() - HOUR)
    _refuse_a_flood(lately.count())
    remark = Remark.objects.create(
        gathering=gathering, person=by, words=words, for_host_alone=for_host_alone
    )
    post(
        readers,
        gettext("{name} writes: {title}").format(name=by.name, title=gathering.title),
        "gatherings/letters/words.txt",
        kind=Post.PLACE,
        button=(gettext("Open the host's page"), gathering.page("host")),
        once=f"words:{by.pk}:{remark.pk}",
        topic=to_person(by, gathering),
        gathering=gathering,
        sender=by,
        words=words,
        files=files,
        how_many=len(readers),
    )


def carry(gathering: Gathering, words: str, *, by: Person, to: Person, mark: str) -> None:
    """Bring these words to whom they answer, without an address of either. What they
    answer comes back the same way: to the hosts, where a host wrote. Whoever chose not to read
    the writer gets nothing, and the writer cannot tell."""
    if (to.pk, by.pk) in kept_apart([to.pk, by.pk]):
        return
    once = f"carried:{by.pk}:"
    lately = Letter.objects.filter(once__startswith=once, written_at__gt=now() - HOUR)
    _refuse_a_flood(lately.count())
    is_host = by in hosts_of(gathering)
    written = post(
        [to],
        gettext("{name} answers you: {title}").format(name=by.name, title=gathering.title),
        "gatherings/letters/words_back.txt",
        kind=Post.PLACE,
        once=f"{once}{mark}",
        topic=for_hosts(gathering) if is_host else to_person(by, gathering),
        why=gettext("You get this letter because {name} wrote to you.").format(name=by.name),
        gathering=gathering,
        sender=by,
        words=words,
        is_host=is_host,
    )
    if not written:
        raise Refused(_("Whom they answer gets no letters."))


def _refuse_a_flood(lately: int) -> None:
    """A program that answers whatever it gets would go on without end."""
    if lately >= IN_AN_HOUR:
        raise Refused(_("That is a lot of mail in one hour."))


def forget_words_of(person: Person) -> None:
    """They leave: letters that bring their words to somebody go."""
    brought = Q(once__startswith=f"words:{person.pk}:")
    brought |= Q(once__startswith=f"carried:{person.pk}:")
    Letter.objects.filter(brought).delete()


def forget_remarks() -> int:
    """What came by mail goes after 30 days; returns how many went."""
    return Remark.objects.filter(at__lt=now() - KEPT).delete()[0]
