"""A message: what somebody wrote in a thread, and what became of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _, gettext_noop

from hearth.conversations.models.sight import Sight, sight_of
from hearth.conversations.models.spaces import Space
from hearth.conversations.models.threads import OPEN_WISHES, Thread
from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish, forget, hear, index, note
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

A_PAGE = 50
"""So many numbers stand on one page of a thread."""

LONGEST = 20_000

NOT_HELD = Q(held_at=None) | Q(released_at__isnull=False)

WISHES = {
    Wish.MEMBERS: _("Members, with my name"),
    Wish.NAMED: _("Everyone on the web, with my name"),
    Wish.PUBLIC: _("Everyone on the web. Only members see my name"),
}
"""What somebody may wish for in an open space, the usual first."""


class MessageQuerySet(Rows["Message"]):
    def visible_to(self, person: Person | None) -> Self:
        """Messages that this person may read: see `seen_with`."""
        return self.seen_with(sight_of(person))

    def seen_with(self, sight: Sight) -> Self:
        """The one place that decides who may read a message. One that is held for a human is
        there for its writer and for who looks after the space; in an open space, one meant for
        members is not there for passers-by; one that was taken back is there for nobody."""
        seen = self.filter(thread__space__in=sight.spaces, taken_back_at=None)
        if not sight.is_members:
            open_to_all = Q(wish__in=OPEN_WISHES, thread__newest_open__isnull=False)
            return seen.filter(NOT_HELD, open_to_all)
        seen = seen.filter(NOT_HELD | Q(by=sight.person) | Q(thread__space__in=sight.kept))
        return seen.exclude(sight.not_read(space="thread__space"))

    def standing(self) -> Self:
        """Not taken back, and held for nobody."""
        return self.filter(NOT_HELD, taken_back_at=None)

    def held(self) -> Self:
        return self.filter(held_at__isnull=False, released_at=None, taken_back_at=None)

    def on_page(self, number: int) -> Self:
        """Fifty numbers of a thread: those of a page."""
        return self.filter(number__gt=(number - 1) * A_PAGE, number__lte=number * A_PAGE)

    def with_pictures(self) -> Self:
        """With what each shows, but for the bytes of it."""
        return self.select_related("picture").defer("picture__file")

    def oldest_first(self) -> Self:
        return self.order_by("number")


class Message(models.Model):
    """Words in a thread. Markdown, never more than 20,000 signs.

    Where the whole web reads along, a message carries its writer's wish: their words with their
    name, their words alone, or only for members (who see each other's names here anyway). It may
    also be said to the community: then it is in the hearing book under a wish of its own, to be
    sorted and answered (`heard`). `number` is its place in the thread, given once.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(_("your words"), max_length=LONGEST)
    at = models.DateTimeField(default=now, editable=False, db_index=True)
    wish = models.CharField(max_length=8, choices=Wish, default=Wish.MEMBERS)
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    heard = models.OneToOneField(Contribution, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=40, blank=True, editable=False)
    held_at = models.DateTimeField(null=True, editable=False)
    held_because = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to know who wrote it", "who sees the space", Erase.NAMELESS),
        "words": Personal("to be read", "who sees the space", Erase.NAMELESS),
        "wish": Personal("to show it to no more than you want", "you", Erase.NAMELESS),
        "held_because": Personal("to say why it waits", "you and who looks after the space"),
    }
    impersonal = ("key",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_message_a_number")
        ]
        indexes = [
            models.Index(
                fields=["released_at", "taken_back_at"],
                condition=Q(held_at__isnull=False, released_at=None, taken_back_at=None),
                name="messages_held",
            ),
            models.Index(
                fields=["released_at"],
                condition=Q(released_at__isnull=False),
                name="messages_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread} ({self.number})"

    def get_absolute_url(self) -> str:
        """Its own address, for ever: it leads to its place on its thread's page."""
        return reverse("conversations:message", args=[self.thread_id, self.number])

    @property
    def page(self) -> int:
        """The page of its thread that it stands on."""
        return (self.number - 1) // A_PAGE + 1

    @property
    def place(self) -> str:
        """Where it stands on its thread's page."""
        there = self.thread.get_absolute_url()
        return f"{there}{f'?page={self.page}' if self.page > 1 else ''}#m{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether passers-by may read it, where they see the space."""
        return self.wish in OPEN_WISHES

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_held(self) -> bool:
        return self.held_at is not None and self.released_at is None

    @property
    def stands(self) -> bool:
        return not self.is_held and self.taken_back_at is None

    def named_to(self, person: Person | None) -> bool:
        """Whether this reader may see who wrote it."""
        return self.wish == Wish.NAMED or (person is not None and person.is_member)

    @transaction.atomic
    def reword(self, words: str, *, by: Person) -> None:
        """Write it another way. What stood there before is kept, and whoever may read the
        message may read that too. The same words change nothing."""
        self._refuse_unless_theirs(by)
        words = fit(words)
        if words == self.words:
            return
        Edit.objects.create(message=self, words=self.words)
        self.words = words
        self.save(update_fields=["words"])
        if self.heard:
            self.heard.reword(words)
        self.catch_up()

    @transaction.atomic
    def wish_for(self, wish: Wish, *, by: Person) -> None:
        """In an open space: let more people read it, or fewer. At any time and at once. What
        was said to the community with it is never wider than this."""
        self._refuse_unless_theirs(by)
        self.wish = fit_wish(wish, self.thread.space)
        self.save(update_fields=["wish"])
        if self.heard and self.wish == Wish.MEMBERS and self.heard.wish in OPEN_WISHES:
            self.heard.narrow(Wish.MEMBERS)
        self.catch_up()

    @transaction.atomic
    def say(self, wish: Wish, *, by: Person) -> None:
        """Count it among what is to be sorted and answered. Never out of a group's space: what
        is said there stays there. Said already, it is said with this wish from here on."""
        self._refuse_unless_theirs(by)
        if self.thread.space.is_of_a_group:
            raise Refused(_("What is said in a group's space stays there."))
        if wish == Wish.ROOM:
            raise Refused(_("Choose who may see it first."))
        if self.heard:
            self.heard.narrow(wish)
            return
        self.heard = hear(
            self.words,
            said_by=by,
            during=str(self.thread),
            url=self.get_absolute_url(),
            wish=wish,
            kind=self.thread.kind,
        )
        self.save(update_fields=["heard"])

    @transaction.atomic
    def unsay(self, *, by: Person) -> None:
        """Count it no longer. The message stays where it is."""
        self._refuse_unless_theirs(by)
        heard, self.heard = self.heard, None
        if heard:
            self.save(update_fields=["heard"])
            heard.withdraw()

    @transaction.atomic
    def take_back(self, *, by: Person) -> None:
        """It is gone for everybody, with its picture and all that stood there before, and from
        the hearing book. That somebody took something back stays, so that answers to it still
        make sense. A thread's title goes with its first words."""
        self._refuse_unless_theirs(by)
        self.unsay(by=by)
        self.edits.all().delete()
        Original.objects.filter(message=self).delete()
        if hasattr(self, "picture"):
            self.picture.delete()
        self.words, self.taken_back_at = "", now()
        self.save(update_fields=["words", "taken_back_at"])
        if self.is_first:
            self.thread.take_title("")
        self.catch_up()

    @transaction.atomic
    def hold(self, because: str = "") -> None:
        """Not shown to anybody but its writer and who looks after the space; in no book."""
        self.held_at, self.released_at = self.held_at or now(), None
        self.held_because = because
        heard, self.heard = self.heard, None
        self.save(update_fields=["held_at", "released_at", "held_because", "heard"])
        if heard:
            heard.withdraw()
        self.catch_up()

    def catch_up(self) -> None:
        """Its thread, the books and open pages follow what became of it: for whoever writes,
        changes, holds or releases a message, inside the same transaction."""
        self.thread.catch_up()
        if self.stands:
            self._into_the_books()
        else:
            forget(self.get_absolute_url())
            if self.is_first:
                forget(self.thread.get_absolute_url())

    def _into_the_books(self) -> None:
        """Each message is found by its own audience, the first by its thread's title too. Only
        a new thread is in the diary."""
        space, url = self.thread.space, self.get_absolute_url()
        seen_by = space.seen_by
        if space.is_public and not self.is_open:
            seen_by = Shared.SeenBy.MEMBERS
        to_these = Space(seen_by=seen_by, group_id=space.group_id)
        index(to_these, url=url, title=str(self.thread), text=self.words, titled=self.is_first)
        if self.is_first:
            self._into_the_diary(seen_by)

    def _into_the_diary(self, seen_by: str) -> None:
        url, space = self.thread.get_absolute_url(), self.thread.space
        is_named = not space.is_public or self.wish != Wish.PUBLIC
        forget(url)
        line = note(
            gettext_noop("began {thing}"),
            thing=self.thread.title,
            by=self.by if is_named else None,
            url=url,
            seen_by=seen_by,
            group=space.group,
        )
        line.at = self.thread.at
        line.save(update_fields=["at"])

    def _refuse_unless_theirs(self, by: Person) -> None:
        if by.pk != self.by_id:
            raise Refused(_("Only whoever wrote it can change it."))
        if self.taken_back_at:
            raise Refused(_("You took these words back. You can write them again."))


class Original(models.Model):
    """The mail that a message came by, whole: nothing that was cut from it is lost. Its writer
    alone can read it."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="original")
    mail_id = models.CharField(max_length=200, unique=True)
    words = models.TextField()

    personal: ClassVar = {
        "mail_id": Personal("to take the same mail once", "nobody", exported=False),
        "words": Personal("to show you what you wrote, uncut", "you"),
    }

    def __str__(self) -> str:
        return str(self.message)


class Edit(models.Model):
    """What a message said before it was written another way."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="edits")
    words = models.TextField()
    until = models.DateTimeField(default=now)

    personal: ClassVar = {
        "words": Personal("to show what was changed", "who sees the space", Erase.NAMELESS)
    }

    def __str__(self) -> str:
        return str(self.message)


def fit(words: str) -> str:
    """The words as we keep them, however a browser or a mail program sends their lines."""
    words = words.replace("\r\n", "\n").replace("\0", "").strip()
    if not words:
        raise Refused(_("Write something first."))
    if len(words) > LONGEST:
        raise Refused(_("That is too long for one message. Send it as two."))
    return words


def fit_wish(wish: Wish, space: Space) -> Wish:
    """A wish that means something where it is written: elsewhere than in an open space, what is
    said is for those who see the space."""
    return wish if space.is_public and wish in WISHES else Wish.MEMBERS
