"""The sender: takes the letters that wait, one by one, and hands each to the mail server once."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.accounts import is_demo
from hearth.ground.books.post import Held, Kind, Letter, LetterQuerySet, may_send
from hearth.post.envelope import as_message
from hearth.post.promise import must_wait
from hearth.post.together import fill

WAITS_AFTER_TROUBLE = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
KEPT = timedelta(days=30)


def send_waiting(limit: int = 200) -> int:
    """Send what is due, oldest first; returns how many left. Safe in many processes at once.

    A letter is taken before it is sent, by one sender only. One whose sender was killed is
    taken again after ten minutes, with the same Message-ID, so that mail programs see one.
    """
    if is_demo() or not settings.MAILERS_READY:
        return 0
    left = 0
    while not left and (due := list(Letter.objects.due().values_list("pk", flat=True)[:limit])):
        left = sum(_send(letter) for pk in due if (letter := _take(pk)))
    return left


@transaction.atomic
def _take(pk: int) -> Letter | None:
    """Make it ours, unless another sender has it, its person wants none, or it has to wait.
    The person is locked meanwhile: two senders must not both find room for one more letter."""
    found = Letter.objects.due().filter(pk=pk).order_by().select_related("to")
    letter = found.select_for_update(of=("self", "to"), no_key=True).first()
    if letter is None:
        return None
    mine = _with_all_within(letter)
    if not may_send(letter.to, letter.kind):
        mine.update(given_up_at=now(), trouble=gettext("The person wants no such letters."))
        return None
    if why := must_wait(letter, now()):
        Letter.objects.filter(pk=pk).update(held=why)
        return None
    Letter.objects.filter(pk=pk).update(taken_at=now(), tries=F("tries") + 1)
    return letter


def _with_all_within(letter: Letter) -> LetterQuerySet:
    return Letter.objects.filter(Q(pk=letter.pk) | Q(within=letter.pk))


def _send(letter: Letter) -> bool:
    if letter.kind == Kind.TOGETHER and not fill(letter):
        Letter.objects.filter(pk=letter.pk).update(given_up_at=now())
        return False
    inside = list(letter.letters.waiting().values_list("pk", flat=True))
    mine = Letter.objects.filter(pk__in=[letter.pk, *inside])
    try:
        mailers["default"].send_messages([as_message(letter)])
    except (SMTPException, OSError) as trouble:
        words = _after(trouble, letter.tries + 1)
        (mine if "given_up_at" in words else mine.filter(pk=letter.pk)).update(**words)
        return False
    mine.update(sent_at=now(), trouble="")
    return True


def _after(trouble: Exception, tries: int) -> dict[str, datetime | str | None]:
    """When to try again after trouble; a refused address is given up after three tries."""
    words = {"trouble": " ".join(str(trouble).split())[:200], "taken_at": None}
    if isinstance(trouble, SMTPRecipientsRefused) and tries >= 3:
        return words | {"given_up_at": now()}
    wait = WAITS_AFTER_TROUBLE[min(tries, len(WAITS_AFTER_TROUBLE)) - 1]
    return words | {"not_before": now() + wait}


def clear_old_letters() -> int:
    """What letters say goes after 30 days, sent or not; returns how many went. The name of one
    that is written once ever stays, and so does what waits for somebody to come back. Those of
    a demo stay: nobody wrote them to anybody."""
    if is_demo():
        return 0
    old = Letter.objects.filter(written_at__lt=now() - KEPT)
    old = old.exclude(held=Held.PAUSE, given_up_at=None, sent_at=None)
    old = old.exclude(within__sent_at=None, within__given_up_at=None, within__isnull=False)
    gone = old.filter(once=None).delete()[0]
    named = old.exclude(text="")
    named.filter(sent_at=None, given_up_at=None).update(given_up_at=now())
    return gone + named.update(subject="", text="", html="", calendar="", trouble="")
