"""From the diary to the chats: what everyone may know becomes notices, and each is carried."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.accounts import is_demo
from hearth.ground.books.diary import Happening
from hearth.ground.links import absolute
from hearth.roundups.diary import PHRASES
from hearth.roundups.models.notices import Notice, Outlet
from hearth.roundups.notices.carrying import PATIENCE, NotCarried, carry
from hearth.roundups.notices.signing import headers
from hearth.roundups.notices.words import TYPES, Told

AT_ONCE = 20
KEPT = timedelta(days=30)
SETTLED = timedelta(minutes=1)
OF = {PHRASES[what]: what for what in TYPES}


def tell_outlets() -> int:
    """Write down what is new for each outlet, then carry what is due; returns how much arrived.
    Safe twice, and in many processes at once. In a demo nothing leaves."""
    outlets = list(Outlet.objects.filter(off_at=None).order_by("pk"))
    for outlet in outlets:
        read_on(outlet)
    return 0 if is_demo() else sum(_carry_to(outlet) for outlet in outlets)


def _carry_to(outlet: Outlet) -> int:
    """What is due there, some at a time. One that answers slowly holds up itself alone: when
    its time is over, the rest waits for the next minute."""
    ends = monotonic() + PATIENCE
    arrived = 0
    for notice in outlet.notices.due().select_related("outlet")[:AT_ONCE]:
        if monotonic() >= ends:
            break
        arrived += notice.take() and bring(notice)
    return arrived


@transaction.atomic
def read_on(outlet: Outlet) -> None:
    """What happened since it was last read and that everyone may know now. Lines of the last
    minute are read again, as one may come to light after a newer one; each is told once."""
    held = Outlet.objects.select_for_update().get(pk=outlet.pk)
    every = Happening.objects.filter(pk__gt=held.read_up_to)
    fresh = every.visible_to(None).filter(phrase__in=OF).order_by("pk")
    Notice.objects.bulk_create([_notice(held, line) for line in fresh], ignore_conflicts=True)
    settled = every.filter(at__lt=now() - SETTLED).aggregate(last=Max("pk"))["last"]
    if settled is not None:
        held.read_up_to = settled
        held.save(update_fields=["read_up_to"])


def _notice(outlet: Outlet, line: Happening) -> Notice:
    told = Told(OF[line.phrase], line.thing, absolute(line.url), line.at)
    body = told.body(outlet.tool).decode()
    return Notice(outlet=outlet, happening=line.pk, title=line.thing, body=body)


def test(outlet: Outlet) -> Notice:
    """A notice that says that it is one, carried at once."""
    told = Told("test", gettext("It works"), absolute("/"), now())
    body = told.body(outlet.tool).decode()
    notice = Notice.objects.create(outlet=outlet, title=told.sentence, body=body)
    if not is_demo() and notice.take():
        bring(notice)
    notice.refresh_from_db()
    return notice


def bring(notice: Notice) -> bool:
    """Carry one that was taken; returns whether it arrived. It is signed anew at each try."""
    if is_closed_now(notice):
        Notice.objects.filter(pk=notice.pk).update(given_up_at=now(), trouble="")
        return False
    body = notice.body.encode()
    signed = headers(notice.number, now(), body, notice.outlet.secret)
    try:
        carry(notice.outlet.address, body, {"Content-Type": "application/json", **signed})
    except NotCarried as why:
        notice.failed(str(why))
        return False
    notice.arrived()
    return True


def is_closed_now(notice: Notice) -> bool:
    """Whether what it tells was closed or taken back since it was written down."""
    if notice.happening is None:
        return False
    return not Happening.objects.visible_to(None).filter(pk=notice.happening).exists()


def forget_old_notices() -> None:
    """What was tried is kept for thirty days."""
    Notice.objects.filter(made_at__lt=now() - KEPT).exclude(
        arrived_at=None, given_up_at=None
    ).delete()
