"""What people say at a gathering, with their wish about who may see it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.as_card import CARDS, AsCard, Kind
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.runsheet import Step
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Letter, Wish, hear
from hearth.ground.books.hearing import wishes_open_to
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

FREEZE_AFTER = timedelta(days=7)

STAYS_OPEN = timedelta(days=30)
"""For so long an ask or an offer stands open; then its person is asked once."""

SINCE = Coalesce("renewal__renewed_at", "said_at")


class AnswerQuerySet(Rows["Answer"]):
    def readable_by(self, person: Person | None, *, was_there: bool) -> Self:
        """What this person may read in the notes. Those who came read what members read:
        they heard it. Words for the room alone are in no notes."""
        wishes = wishes_open_to(person)
        if was_there and Wish.MEMBERS not in wishes:
            wishes = [*wishes, Wish.MEMBERS]
        return self.filter(Q(wish__in=wishes) | (Q(person=person) if person else Q(pk=None)))

    def readable_anywhere_by(self, person: Person | None) -> Self:
        """The same over many gatherings at once: of each that the person may see, what they
        may read there. Their own they always may."""
        seen = Gathering.objects.visible_to(person)
        readable = Q(wish__in=wishes_open_to(person), gathering__in=seen.values("pk"))
        if person is not None:
            came = seen.filter(arrivals__person=person)
            readable |= Q(person=person) | Q(wish=Wish.MEMBERS, gathering__in=came.values("pk"))
        return self.filter(readable)

    def cards(self) -> Self:
        """Asks and offers that may leave the room and whose person is still here."""
        return self.filter(kind__in=CARDS, person__isnull=False).exclude(wish=Wish.ROOM)

    def unclosed(self) -> Self:
        return self.filter(closing=None)

    def closed(self) -> Self:
        return self.filter(closing__isnull=False)

    def taken(self) -> Self:
        return self.exclude(takings=None)

    def untaken(self) -> Self:
        return self.filter(takings=None)

    def standing_since(self, moment: datetime) -> Self:
        """Said, or said to be needed still, after this moment."""
        return self.alias(since=SINCE).filter(since__gt=moment)

    def standing_before(self, moment: datetime) -> Self:
        return self.alias(since=SINCE).filter(since__lte=moment)

    def open_asks(self) -> Self:
        """Asks that nobody has taken up and that are not older than thirty days: those that
        a round-up tells of (J3.19)."""
        asks = self.cards().of(Kind.ASK).unclosed().untaken()
        return asks.standing_since(now() - STAYS_OPEN)

    def heard_in_the_room(self, person: Person | None, *, was_there: bool) -> Self:
        """What this person may read while we meet: also words for the room alone."""
        here = self.readable_by(person, was_there=was_there)
        return here | self.filter(wish=Wish.ROOM) if was_there else here

    def for_the_notes(self) -> Self:
        return self.exclude(wish=Wish.ROOM)

    def of(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def oldest_first(self) -> Self:
        return self.order_by("said_at", "pk")


class Answer(AsCard, models.Model):
    """Something said in a step of a gathering."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="answers")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ANSWER)
    words = models.TextField(_("your words"), max_length=2000)
    wish = models.CharField(_("who may see it"), max_length=8, choices=Wish, default=Wish.MEMBERS)
    said_at = models.DateTimeField(default=now)
    heard = models.OneToOneField(Contribution, models.SET_NULL, null=True, related_name="+")
    by_phone = models.BooleanField(default=False, editable=False)
    key = models.CharField(max_length=40, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to tell you what came of it", "whom you wished", Erase.NAMELESS),
        "words": Personal("to learn from what you said", "whom you wished", Erase.NAMELESS),
        "wish": Personal("to show it to nobody else", "you", Erase.NAMELESS),
    }
    impersonal = ("kind", "key")

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def shows_name(self) -> bool:
        return self.wish == Wish.NAMED and self.person_id is not None

    @property
    def wish_in_words(self) -> str:
        return str(WISHES[Wish(self.wish)])

    @transaction.atomic
    def reword(self, words: str, *, by: Person) -> None:
        """Say it another way, until the notes are closed for changes (rule G10)."""
        self._refuse_if_not_theirs(by)
        self.refuse_if_gone()
        self._refuse_if_frozen()
        self.words = in_lines(words)
        self.save(update_fields=["words"])
        if self.heard:
            self._heard_until_the_freeze(self.heard).reword(self.words)
        tell(self.gathering.live_topic)

    def change(self, words: str, wish: Wish, *, shown: str = "", by: Person) -> None:
        """Keep both at once. A wish that is as the page showed it is no new wish: an old page
        undoes nothing. Fewer people is kept even when it is too late for other words."""
        reworded = in_lines(words) != in_lines(self.words)
        with transaction.atomic():
            if wish != shown:
                self.wish_for(wish, by=by)
            if reworded and not is_frozen(self.gathering):
                self.reword(words, by=by)
        if reworded:
            self._refuse_if_frozen()

    @transaction.atomic
    def wish_for(self, wish: Wish, *, by: Person) -> None:
        """Let others see it, or fewer. Fewer at any time; more until the notes are closed."""
        self._refuse_if_not_theirs(by)
        self.refuse_if_gone()
        wider = not wish.is_narrower_than(Wish(self.wish)) and wish != self.wish
        if wider and is_frozen(self.gathering):
            raise Refused(_("The notes are closed. You can still let fewer people see it."))
        self.wish = wish
        self._keep_book()
        self.save(update_fields=["wish", "heard"])
        self._let_go_of_those_who_may_not_read_it()
        tell(self.gathering.live_topic)

    @transaction.atomic
    def withdraw(self, *, by: Person) -> None:
        """Take it back, at any time. It goes from the notes, the book and open pages."""
        self._refuse_if_not_theirs(by)
        if not self._still_stands():
            return
        heard = self.heard
        for taking in self.takings.select_related("person"):
            taking.release()
        Letter.objects.waiting().filter(once__startswith=f"card:{self.pk}:").delete()
        self.delete()
        if heard:
            heard.withdraw()
        tell(self.gathering.live_topic)

    def _let_go_of_those_who_may_not_read_it(self) -> None:
        """A card that fewer people see is gone for the others, also for one who took it up."""
        me = Answer.objects.filter(pk=self.pk)
        for taking in self.takings.select_related("person"):
            if not (self.is_card and me.readable_anywhere_by(taking.person).exists()):
                taking.release()

    def _keep_book(self) -> None:
        """The hearing book has this line if, and only if, it may leave the room."""
        if self.wish == Wish.ROOM:
            heard, self.heard = self.heard, None
            if heard:
                self.save(update_fields=["heard"])
                heard.withdraw()
        elif self.heard:
            self._heard_until_the_freeze(self.heard).narrow(Wish(self.wish))
        else:
            self.heard = _write_down(self)

    def _heard_until_the_freeze(self, heard: Contribution) -> Contribution:
        """The line in the book closes with the notes, also when the gathering has moved."""
        heard.freezes_on = freezes_on(self.gathering)
        heard.save(update_fields=["freezes_on"])
        return heard

    def _still_stands(self) -> bool:
        """Whether it was not taken back meanwhile; its own tabs and those who take it up wait
        for each other, and what the last one kept is what counts."""
        self.gathering.locked()
        with suppress(Answer.DoesNotExist):
            self.refresh_from_db(fields=["words", "wish", "heard"])
            return True
        return False

    def refuse_if_gone(self) -> None:
        """For whoever changes it, or what hangs on it, within one transaction."""
        if not self._still_stands():
            raise Refused(_("You took these words back meanwhile. You can say them again."))

    def _refuse_if_frozen(self) -> None:
        if is_frozen(self.gathering):
            raise Refused(
                _("The notes were closed for changes on {day}.").format(
                    day=freezes_on(self.gathering)
                )
            )

    def _refuse_if_not_theirs(self, by: Person) -> None:
        if self.person != by:
            raise Refused(_("Only the person who said it can change it."))


WISHES = {
    Wish.NAMED: _("Everyone, with my name"),
    Wish.PUBLIC: _("Everyone, without my name"),
    Wish.MEMBERS: _("Members and those who came, without my name"),
    Wish.STEWARDS: _("Stewards only"),
    Wish.ROOM: _("This room only: it is in no notes"),
}


@transaction.atomic
def say(
    gathering: Gathering,
    words: str,
    *,
    person: Person,
    step: Step | None = None,
    kind: Kind = Kind.ANSWER,
    wish: Wish = Wish.MEMBERS,
    key: str = "",
    by_phone: bool = False,
) -> Answer:
    """Keep what somebody says, as they meant it. The same words sent twice are one answer,
    with the later wish: within a minute (a double click), or however late under the `key`
    that their page gave them (a line that was lost)."""
    gathering.refuse_unless_standing()
    if gathering.ended_at and is_frozen(gathering):
        raise Refused(_("The notes are closed. Bring it to the next gathering."))
    gathering.locked()
    words = in_lines(words)
    same = gathering.answers.filter(person=person, words=words, kind=kind)
    if by_phone:  # a host writes: what somebody typed with a wish of their own stays as it is
        same = same.filter(by_phone=True)
    just_now = Q(said_at__gt=now() - timedelta(minutes=1))
    twice = same.filter(just_now | Q(key=key) if key else just_now).first()
    if twice:
        if twice.wish != wish:
            twice.wish_for(wish, by=person)
        return twice
    answer = Answer(
        gathering=gathering,
        step=step,
        person=person,
        kind=kind,
        words=words,
        wish=wish,
        key=key,
        by_phone=by_phone,
    )
    if wish != Wish.ROOM:
        answer.heard = _write_down(answer)
    answer.save()
    tell(gathering.live_topic)
    return answer


def in_lines(words: str) -> str:
    """The words with the line ends that we keep, however a browser sends them."""
    return words.replace("\r\n", "\n")


def _write_down(answer: Answer) -> Contribution:
    return hear(
        answer.words,
        said_by=answer.person,
        during=answer.gathering.title,
        url=answer.gathering.get_absolute_url(),
        wish=Wish(answer.wish),
        kind=answer.kind,
        freezes_on=freezes_on(answer.gathering),
    )


def freezes_on(gathering: Gathering) -> date:
    """The last day on which people can change what they said: seven days after (rule G10)."""
    return localdate(gathering.ended_at or gathering.ends_at) + FREEZE_AFTER


def is_frozen(gathering: Gathering) -> bool:
    return localdate() > freezes_on(gathering)
