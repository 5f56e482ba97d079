"""What helps people take part: one row for each, and who sees to it. No names, no reasons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.notice import notice_of
from hearth.gatherings.topics import for_host_alone
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

if TYPE_CHECKING:
    from hearth.gatherings.models.places import Place

DAY = timedelta(days=1)
MOST = 20


class NeedQuerySet(Rows["Need"]):
    def at(self, gathering: Gathering) -> Self:
        """What those who come have asked for."""
        coming = self.filter(place__gathering=gathering, place__given_at__isnull=False)
        return coming.order_by("pk")

    def seen_by(self, person: Person, gathering: Gathering) -> Self:
        """Only by those who must act: the host sees all, others what they took on."""
        needs = self.at(gathering)
        return needs if person == gathering.host else needs.filter(doer=person)


class Need(models.Model):
    """Something that helps somebody take part. `doer` sees to it; until somebody does, it shows
    in red."""

    place = models.ForeignKey("gatherings.Place", models.CASCADE, related_name="asked")
    words = models.TextField(max_length=1000)
    doer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = NeedQuerySet.as_manager()

    personal: ClassVar = {
        "words": Personal("to make it work for you", "the host, and who sees to it", after_days=1),
        "doer": Personal("to know who sees to it", "the host", Erase.EMPTIED),
    }

    def __str__(self) -> str:
        return self.words

    @property
    def book_by(self) -> date | None:
        """The last day on which such help is usually booked; None where nothing is booked."""
        notice = notice_of(self.words)
        return localdate(self.place.gathering.starts_at) - notice if notice else None

    @property
    def is_late(self) -> bool:
        return self.book_by is not None and self.book_by < localdate()

    @transaction.atomic
    def give_to(self, doer: Person, *, by: Person) -> None:
        """This person sees to it. They get a letter without the words: those stay on the page."""
        gathering = self.place.gathering.locked()
        if by != gathering.host:
            raise Refused(_("Only the host can ask somebody to see to this."))
        if not Need.objects.filter(pk=self.pk).exclude(doer=doer).update(doer=doer) or doer == by:
            return
        post(
            [doer],
            gettext("Will you see to something? {title}").format(title=gathering.title),
            "gatherings/letters/need_given.txt",
            kind=Post.PLACE,
            button=(gettext("See what it is"), gathering.page("needs")),
            once=f"need:{self.pk}",
            topic=for_host_alone(gathering),
            until=gathering.ends_at,
            gathering=gathering,
        )

    @transaction.atomic
    def hand_back(self, *, by: Person) -> None:
        """Who saw to it cannot. The host hears of it."""
        gathering = self.place.gathering.locked()
        if Need.objects.filter(pk=self.pk, doer=by).update(doer=None):
            _tell_host(gathering, "back", f"need-back:{self.pk}:{now():%Y%m%d}")


def ask_for(place: Place, words: str) -> None:
    """Keep what would help, a row for each line. What was asked for before and still is keeps
    who sees to it."""
    lines = list(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))[:MOST]
    kept = {need.words: need for need in place.asked.all()}
    gone = Need.objects.filter(pk__in=[n.pk for said, n in kept.items() if said not in lines])
    let_doers_go(gone, place.gathering)
    gone.delete()
    new = [line for line in lines if line not in kept]
    if new:
        Need.objects.bulk_create(Need(place=place, words=line) for line in new)
        tell_of_deadlines(place)


def let_doers_go(needs: NeedQuerySet, gathering: Gathering) -> None:
    """These are not needed any more: who sees to one hears it once, and whose letter that asks
    has not left never is asked. No letter says what it was, or whose."""
    found = list(needs.exclude(doer=None).exclude(doer=models.F("place__person")))
    asks = Letter.objects.waiting().filter(once__in=[f"need:{n.pk}:{n.doer_id}" for n in found])
    unasked = set(asks.values_list("once", flat=True))
    asks.delete()
    if gathering.is_cancelled or gathering.is_over:
        return
    told = [n.pk for n in found if f"need:{n.pk}:{n.doer_id}" not in unasked]
    doers = Need.objects.filter(pk__in=told).values("doer")
    for doer in Person.objects.get_queryset().filter(pk__in=doers):
        others = Need.objects.at(gathering).filter(doer=doer).exclude(pk__in=needs)
        still = others.exists()
        page = gathering.page("needs") if still else gathering.get_absolute_url()
        post(
            [doer],
            gettext("Not needed any more: {title}").format(title=gathering.title),
            "gatherings/letters/need_gone.txt",
            kind=Post.PLACE,
            button=(gettext("See what is needed") if still else gettext("Open the page"), page),
            once=f"need-gone:{found[0].pk}",
            topic=for_host_alone(gathering),
            until=gathering.ends_at,
            gathering=gathering,
            still=still,
        )


def tell_of_deadlines(place: Place) -> None:
    """The host hears at once of what must be booked long before; in no letter stands what."""
    needs = [] if place.waits else place.asked.all().select_related("place__gathering")
    days = [need.book_by for need in needs if need.book_by and need.doer_id is None]
    if days:
        _tell_host(place.gathering, "asked", f"need-asked:{place.pk}:{min(days)}", day=min(days))


def _tell_host(gathering: Gathering, what: str, once: str, day: date | None = None) -> None:
    post(
        [gathering.host],
        gettext("Somebody is needed to see to something: {title}").format(title=gathering.title),
        f"gatherings/letters/need_{what}.txt",
        kind=Post.PLACE,
        button=(gettext("See what it is"), gathering.page("needs")),
        once=once,
        until=gathering.ends_at,
        gathering=gathering,
        day=day,
    )


def word_of_notice(words: str, gathering: Gathering) -> str:
    """What somebody hears who asks for help that must be booked; empty for the rest."""
    found = [notice for line in words.splitlines() if (notice := notice_of(line))]
    if not found:
        return ""
    notice = max(found)
    if localdate() <= localdate(gathering.starts_at) - notice:
        return gettext("The host knows by when to book what you asked for.")
    usual = gettext("five weeks") if notice > timedelta(weeks=1) else gettext("a week")
    return gettext(
        "We will try. Such help is often booked {usual} ahead, so tell us if you can do without."
    ).format(usual=usual)


def forget_needs() -> int:
    """What people need to take part is deleted the day after; returns how many went."""
    return Need.objects.filter(place__gathering__ends_at__lt=now() - DAY).delete()[0]
