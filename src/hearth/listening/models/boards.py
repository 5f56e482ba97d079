"""A board: what was said at one gathering or at several, laid out to be sorted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from secrets import token_urlsafe
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid5

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared, SharedQuerySet, open_to
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, note, share_with
from hearth.ground.books.hearing import ContributionQuerySet
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.whereabouts import SOMEWHERE, where_said

RESERVED = {"new", "in"}
"""Words that mean something else after /board/, and so are no board's address."""

PRESSES = UUID("5d8f0a52-9c1d-4a55-8a4e-3c1a1c5f6d21")
"""What the keys of presses are made from, so that a double press counts once."""


def new_key() -> str:
    """What makes the address of an invitation: nobody guesses it."""
    return token_urlsafe(16)


class BoardQuerySet(SharedQuerySet["Board"]):
    def visible_to(self, person: Person | None) -> Self:
        """Boards for this person's audience, and those that somebody invited them to."""
        seen = open_to(person)
        if person is not None:
            asked = Invitation.objects.filter(person=person)
            seen |= Q(pk__in=asked.values("board"))
        return self.filter(seen)

    def standing(self) -> Self:
        return self.filter(closed_at=None)

    def with_words_of(self, url: str) -> Self:
        """Boards that lie open and have what was said at this address."""
        sources = Source.objects.filter(url=url).values("board")
        return self.standing().filter(pk__in=sources).newest_first()

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "-pk")


class Board(Shared):
    """A table to sort on. Its cards are lines of the hearing book; each reader sees those that
    the wishes of their sayers allow, so that two people may see two different boards."""

    title = models.CharField(_("what we sort"), max_length=120)
    slug = models.SlugField(unique=True, max_length=140)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=now, editable=False)
    naming_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    suggests = models.BooleanField(_("show which cards look alike"), default=False)
    invite_key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)

    objects = BoardQuerySet.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "who may see it", Erase.EMPTIED)}
    impersonal = ("title", "slug", "seen_by", "invite_key")

    if TYPE_CHECKING:
        by_id: int | None
        keys_held: bool

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("listening:board", args=[self.slug])

    def page(self, name: str) -> str:
        """The path of one of its own pages."""
        return reverse(f"listening:{name}", args=[self.slug])

    def is_kept_by(self, person: Person | None) -> bool:
        """Whether this person may change what it is, close it, and make themes of its piles:
        who opened it, and stewards."""
        if person is None or not person.is_member:
            return False
        return self.by_id == person.pk or person.is_steward

    @property
    def live_topic(self) -> str:
        return f"board-{self.pk}"

    @property
    def is_naming(self) -> bool:
        """Silent first: names are written once somebody has said that it is time."""
        return self.naming_at is not None

    def cards(self) -> ContributionQuerySet:
        """Every line on it, whoever may read it. Show them through `visible_to(person)`."""
        urls = self.sources.values("url")
        return Contribution.objects.filter(url__in=urls).oldest_first()

    def locked(self) -> Board:
        """The same board, held until the end of the transaction: moves come one by one.
        A board that is done takes none."""
        board = Board.objects.select_for_update().get(pk=self.pk)
        if board.closed_at:
            raise Refused(_("This board is done. Open it again to move cards."))
        return board

    @transaction.atomic
    def take_in(self, sources: Iterable[tuple[str, str]]) -> None:
        """Lay out what was said at these addresses too, each with what it was said during."""
        rows = [Source(board=self, url=url, during=during) for url, during in sources]
        Source.objects.bulk_create(rows, ignore_conflicts=True)
        tell(self.live_topic)

    @transaction.atomic
    def begin_naming(self, *, by: Person) -> None:
        """Enough moved in silence: from here on the piles get names. Twice changes nothing."""
        board = self.locked()
        if board.naming_at is None:
            board.naming_at = self.naming_at = now()
            board.save(update_fields=["naming_at"])
            tell(self.live_topic)

    @transaction.atomic
    def change(self, *, title: str, seen_by: str, suggests: bool) -> None:
        """Call it something else, show it to others, and turn suggestions on or off."""
        self.title, self.seen_by, self.suggests = title, seen_by, suggests
        self.save(update_fields=["title", "seen_by", "suggests"])
        share_with(self.get_absolute_url(), seen_by=seen_by)
        tell(self.live_topic)

    @transaction.atomic
    def close(self, *, by: Person) -> None:
        """Sorting is done. What lies where stays; who moved what is forgotten. Twice changes
        nothing."""
        board = Board.objects.select_for_update().get(pk=self.pk)
        if board.closed_at is None:
            board.closed_at = self.closed_at = now()
            board.save(update_fields=["closed_at"])
            board.moves.all().delete()
            board.piles.filter(name="", placements=None).delete()
            tell(self.live_topic)

    @transaction.atomic
    def open_again(self, *, by: Person) -> None:
        """There is more to sort."""
        self.closed_at = None
        self.save(update_fields=["closed_at"])
        tell(self.live_topic)

    def new_invitation(self) -> None:
        """Another link for the chat. The one before leads nowhere; who came by it stays."""
        self.invite_key = new_key()
        self.save(update_fields=["invite_key"])


class Source(models.Model):
    """What was said at this address lies on the board."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="sources")
    url = models.CharField(max_length=200)
    during = models.CharField(max_length=160)

    objects = Rows.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("url", "during")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "url"], name="one_source_a_board")]

    def __str__(self) -> str:
        return self.during


def sources_open_to(person: Person) -> dict[str, str]:
    """Where something was said that this person may read, the latest first: each address with
    what it was said during, where they may know that."""
    said = Contribution.objects.visible_to(person).exclude(url="").order_by().values("url")
    latest = said.annotate(name=Max(where_said(person)), last=Max("said_at")).order_by(
        "-last", "url"
    )
    return {row["url"]: row["name"] or str(SOMEWHERE) for row in latest}


class Invitation(models.Model):
    """Somebody may sort here, although they are not in the board's audience."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    press = models.UUIDField(null=True, unique=True, editable=False)

    personal: ClassVar = {"person": Personal("to let you sort with us", "who sorts")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], name="one_invitation_a_board")
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.person}"


@transaction.atomic
def open_board(
    title: str,
    *,
    sources: Iterable[tuple[str, str]],
    by: Person,
    seen_by: str = Shared.SeenBy.MEMBERS,
    suggests: bool = False,
) -> Board:
    """A new board with what was said at these addresses."""
    slug = Board.objects.free_slug(title, "board", *RESERVED)
    board = Board.objects.create(title=title, slug=slug, by=by, seen_by=seen_by, suggests=suggests)
    board.take_in(sources)
    note(
        "opened a board to sort {thing}",
        thing=title,
        by=by,
        url=board.get_absolute_url(),
        seen_by=seen_by,
    )
    return board


@transaction.atomic
def invite(board: Board, person: Person | None, *, name: str = "", key: str = "") -> Person:
    """Somebody comes by the link: as who they are, or under a name that they type. Two presses
    on one page (its `key`) are one person."""
    Board.objects.select_for_update().get(pk=board.pk)
    press = uuid5(PRESSES, f"{board.pk} {key} {name}") if key and person is None else None
    if press and (
        before := Invitation.objects.filter(press=press).select_related("person").first()
    ):
        return before.person
    sorter = person or Person.objects.meet(name=name)
    Invitation.objects.get_or_create(board=board, person=sorter, defaults={"press": press})
    return sorter
