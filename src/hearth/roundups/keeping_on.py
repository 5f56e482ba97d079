"""What the clock does for round-ups: it fills drafts and asks people. It never sends one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind as Post, post
from hearth.roundups.filling import fill
from hearth.roundups.models import Habit, Roundup, Turn
from hearth.roundups.models.habit import Weeks, begin
from hearth.roundups.models.rota import ask
from hearth.roundups.slots import latest

ASKS_AGAIN = timedelta(days=1)
MISSED_IN_A_ROW = 2


def keep_on() -> None:
    """Fill the draft that is due, ask its editor, and ask the next where nobody finished it."""
    habit = Habit.ours() or begin()  # it was turned on: from now on there is one
    if not habit.is_on:
        return
    slot = latest(habit.rule, now())
    if slot is not None and not Roundup.objects.weekly().filter(on__gte=slot.on).exists():
        begin_with_the_next(habit)
    ask_the_next_where_late()


@transaction.atomic
def begin_with_the_next(habit: Habit) -> Roundup | None:
    """A new draft. The one before it that nobody sent is missed from now on."""
    slot = latest(habit.rule, now())
    if slot is None:
        return None
    roundup = fill(slot, habit)
    if roundup is None:
        return None
    Roundup.objects.weekly().waiting().exclude(pk=roundup.pk).update(missed_at=now())
    turn = ask(roundup, Turn.Why.TURN)
    write_to_editor(roundup, turn)
    ask_about_fortnights(habit)
    return roundup


def ask_the_next_where_late() -> None:
    """Nobody finished it in time: the next on the rota is asked, once a day until all were."""
    for late in Roundup.objects.weekly().waiting().filter(closes_at__lte=now()):
        with transaction.atomic():
            held = late.locked()
            if held.is_over or (held.ask_again_at or held.closes_at) > now():
                continue
            held.ask_again_at = now() + ASKS_AGAIN
            held.save(update_fields=["ask_again_at"])
            write_to_editor(held, ask(held, Turn.Why.LATE))


def write_to_editor(roundup: Roundup, turn: Turn | None) -> None:
    """Tell whose turn it is. Where nobody offered, the stewards hear that it waits."""
    to: Iterable[Person] = [turn.person] if turn else Person.objects.stewards()
    post(
        to,
        _("Your turn: the round-up waits for you") if turn else _("The round-up waits"),
        "roundups/letters/turn.txt",
        kind=Post.STEWARDS if turn is None else Post.REMINDER,
        button=(_("Open the draft"), roundup.page("draft")),
        once=f"roundup-turn:{roundup.pk}:{turn.pk if turn else 'stewards'}",
        roundup=roundup,
        turn=turn,
    )


def ask_about_fortnights(habit: Habit) -> None:
    """Two missed in a row: the stewards are asked, once, whether every other week is better."""
    if habit.weeks == Weeks.FORTNIGHTLY:
        return
    over = Roundup.objects.weekly().exclude(sent_at=None, missed_at=None).newest_first()
    last = list(over[:MISSED_IN_A_ROW])
    in_a_row = len(last) == MISSED_IN_A_ROW and all(one.missed_at for one in last)
    if not in_a_row or _was_asked_since(habit):
        return
    habit.asked_fortnightly()
    post(
        Person.objects.stewards(),
        _("Shall the round-up come every other week?"),
        "roundups/letters/fortnightly.txt",
        kind=Post.STEWARDS,
        button=(_("Yes or no"), reverse("roundups:fortnightly")),
        once=f"roundup-fortnightly:{last[0].pk}",
    )


def _was_asked_since(habit: Habit) -> bool:
    """Whether we asked already, and none was sent since."""
    if habit.asked_fortnightly_at is None:
        return False
    return (
        not Roundup.objects.weekly().sent().filter(sent_at__gt=habit.asked_fortnightly_at).exists()
    )
