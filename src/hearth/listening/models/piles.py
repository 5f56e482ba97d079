"""Piles on a board: cards that people laid together, and every move, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Self, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.books.hearing import ContributionQuerySet
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.boards import Board

LONGEST_NAME = 80


class PileQuerySet(Rows["Pile"]):
    def visible_to(self, person: Person | None) -> Self:
        """Piles with a card that this reader may read, and empty ones from which somebody took
        such a card: the name of any other would say what others said, or took back."""
        mine = Exists(Contribution.objects.visible_to(person).filter(pk=OuterRef("card")))
        cards = Placement.objects.filter(pile=OuterRef("pk"))
        left = Move.objects.filter(out_of=OuterRef("pk")).filter(mine)
        return self.filter(Exists(cards.filter(mine)) | (~Exists(cards) & Exists(left)))

    def shown(self) -> Self:
        """Without those that vanished: nothing lies there any more, and nobody named them."""
        return self.filter(Exists(Placement.objects.filter(pile=OuterRef("pk"))) | ~Q(name=""))

    def to_be_themes(self) -> Self:
        """Named piles with a card on them, and those that are themes already."""
        cards = Placement.objects.filter(pile=OuterRef("pk"))
        return self.exclude(name="").filter(Exists(cards) | ~Q(theme=None)).in_order()

    def in_order(self) -> Self:
        return self.order_by("number", "pk")


class Pile(models.Model):
    """Some cards that belong together. Its name is typed by people; it may have none yet."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="piles")
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    name = models.CharField(_("name of the pile"), max_length=LONGEST_NAME, blank=True)
    named_at = models.DateTimeField(null=True, editable=False)
    theme = models.ForeignKey(
        "listening.Theme", models.SET_NULL, null=True, related_name="piles", editable=False
    )
    cards: models.ManyToManyField[Contribution, Placement] = models.ManyToManyField(
        Contribution, through="Placement", related_name="+"
    )

    objects = PileQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("name",)

    if TYPE_CHECKING:
        theme_id: int | None
        board_id: int

    def __str__(self) -> str:
        return self.name or _("Pile {number}").format(number=self.number)

    @transaction.atomic
    def call_it(self, name: str, *, was: str, by: Person) -> None:
        """Give it a name, or another one. `was` is the name that the page showed: if somebody
        else named it meanwhile, both names are said and nothing is lost."""
        self.board.locked()
        if len(name) > LONGEST_NAME:
            raise Refused(_("Say it in 80 letters or fewer."))
        mine = Pile.objects.get(pk=self.pk)
        if mine.name not in (was, name):
            raise Refused(
                _("Somebody just called it “{theirs}”. You wrote “{yours}”.").format(
                    theirs=mine.name, yours=name
                )
            )
        self.name, self.named_at = name, now()
        self.save(update_fields=["name", "named_at"])
        tell(self.board.live_topic)


class Placement(models.Model):
    """A card lies on a pile. It may lie on another one too."""

    pile = models.ForeignKey(Pile, models.CASCADE, related_name="placements")
    card = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    was_suggested = models.BooleanField(default=False)

    objects = Rows.as_manager()

    if TYPE_CHECKING:
        pile_id: int
        card_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pile", "card"], name="once_on_a_pile")]

    def __str__(self) -> str:
        return f"{self.pile}: {self.card}"


class Move(models.Model):
    """What one move changed for one card: the pile it left and the pile it came to. Played again
    in their order, the moves of a board give what lies on it. Cards that went together share a
    `press`. Moves go when the board is done."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="moves")
    card = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    out_of = models.ForeignKey(Pile, models.SET_NULL, null=True, related_name="+")
    into = models.ForeignKey(Pile, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    press = models.UUIDField(default=uuid4, db_index=True, editable=False)
    is_taken_back = models.BooleanField(default=False, editable=False)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "by": Personal("so that you can take a move back", "you", Erase.EMPTIED, exported=False)
    }

    if TYPE_CHECKING:
        card_id: int
        out_of_id: int | None
        into_id: int | None
        by_id: int | None

    def __str__(self) -> str:
        return f"{self.card}: {self.out_of} -> {self.into}"


type Step = tuple[int, int | None]
"""A card by its number, and the pile that it leaves, if any."""


@transaction.atomic
def lay(
    board: Board,
    steps: Sequence[Step],
    *,
    by: Person,
    into: Pile | None = None,
    press: UUID | None = None,
    was_suggested: bool = False,
) -> None:
    """Lay cards on a pile, take them off one, or both at once, with one press. Where two hands
    do the same, it is done once; where a card left its pile meanwhile, it still comes `into`.

    Refuses cards that are not on this board, or that this person may not read, and piles of
    another board or gone since. The same press twice is done once.
    """
    board = board.locked()
    if press and board.moves.filter(press=press).exists():
        return
    _refuse_strangers(board, steps, into, by)
    _carry_out(board, steps, into, by=by, press=press or uuid4(), was_suggested=was_suggested)


def _carry_out(
    board: Board,
    steps: Sequence[Step],
    into: Pile | None,
    *,
    by: Person,
    press: UUID,
    was_suggested: bool = False,
    is_taken_back: bool = False,
) -> None:
    """Do it, and write down what it changed and nothing else."""
    cards = {card for card, _out_of in steps}
    lies = set(
        Placement.objects.filter(pile__board=board, card__in=cards).values_list("card", "pile")
    )
    to = into.pk if into else None
    done: list[Move] = []
    for card, out_of in steps:
        left = out_of if out_of != to and (card, out_of) in lies else None
        came = to if to and (card, to) not in lies else None
        lies = lies - {(card, left)} | ({(card, came)} if came else set())
        if left or came:
            done.append(
                Move(
                    board=board,
                    card_id=card,
                    out_of_id=left,
                    into_id=came,
                    by=by,
                    press=press,
                    is_taken_back=is_taken_back,
                )
            )
    if not done:
        return
    _write(done, was_suggested=was_suggested)
    tell(board.live_topic)


def _write(done: Sequence[Move], *, was_suggested: bool) -> None:
    gone = Q()
    for move in done:
        if move.out_of_id:
            gone |= Q(card=move.card_id, pile=move.out_of_id)
    if gone:
        Placement.objects.filter(gone).delete()
    Placement.objects.bulk_create(
        Placement(pile_id=move.into_id, card_id=move.card_id, was_suggested=was_suggested)
        for move in done
        if move.into_id
    )
    Move.objects.bulk_create(done)


def move(
    board: Board,
    card: Contribution,
    *,
    by: Person,
    into: Pile | None = None,
    out_of: Pile | None = None,
    was_suggested: bool = False,
) -> None:
    """The same for one card."""
    steps = [(card.pk, out_of.pk if out_of else None)]
    lay(board, steps, into=into, by=by, was_suggested=was_suggested)


@transaction.atomic
def begin_pile(
    board: Board,
    steps: Sequence[Step],
    *,
    by: Person,
    press: UUID | None = None,
    was_suggested: bool = False,
) -> Pile | None:
    """Begin a pile with these cards. The same press twice begins one: then it is where the
    cards are now, if they are still there."""
    board = board.locked()
    if press and (before := board.moves.filter(press=press).select_related("into").first()):
        return before.into
    highest = board.piles.aggregate(highest=Max("number"))["highest"] or 0
    pile = Pile.objects.create(board=board, number=highest + 1)
    lay(board, steps, into=pile, by=by, press=press, was_suggested=was_suggested)
    return pile


def new_pile(board: Board, card: Contribution, *, by: Person, out_of: Pile | None = None) -> Pile:
    """Begin a pile with one card."""
    steps = [(card.pk, out_of.pk if out_of else None)]
    return cast(Pile, begin_pile(board, steps, by=by))


def last_press(board: Board, person: Person) -> UUID | None:
    """The press that this person may take back: their latest one."""
    mine = board.moves.filter(by=person, is_taken_back=False).order_by("-pk")
    return mine.values_list("press", flat=True).first()


@transaction.atomic
def take_back(board: Board, *, by: Person) -> None:
    """Undo what I did last, all cards of that press. Refuses where somebody has moved one of
    them since: their move stands."""
    board = board.locked()
    press = last_press(board, by)
    if press is None:
        raise Refused(_("There is no move of yours to take back."))
    mine = list(board.moves.filter(press=press).order_by("-pk"))
    _refuse_moved_since(board, mine)
    there = _held(board.cards(), {one.card_id for one in mine})
    for one in (one for one in mine if one.card_id in there):
        _carry_out(
            board,
            [(one.card_id, one.into_id)],
            one.out_of,
            by=by,
            press=uuid4(),
            is_taken_back=True,
        )
    board.moves.filter(press=press).update(is_taken_back=True)


def _refuse_moved_since(board: Board, mine: Sequence[Move]) -> None:
    since = board.moves.filter(
        card__in=[one.card_id for one in mine], pk__gt=mine[0].pk, is_taken_back=False
    )
    if since.exists():
        raise Refused(_("Somebody has moved this card since. Move it yourself if you like."))


def _held(cards: ContributionQuerySet, numbers: set[int]) -> set[int]:
    """Those that are still there, and that nobody takes back until the move is done."""
    there = cards.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True)
    return set(there.values_list("pk", flat=True))


def _refuse_strangers(board: Board, steps: Sequence[Step], into: Pile | None, by: Person) -> None:
    cards = {card for card, _out_of in steps}
    if _held(board.cards().visible_to(by), cards) != cards:
        raise Refused(_("This card is not on the board any more."))
    wanted = {out_of for _card, out_of in steps if out_of} | ({into.pk} if into else set())
    if wanted and board.piles.filter(pk__in=wanted).count() != len(wanted):
        raise Refused(_("This pile is gone. Choose another one."))
