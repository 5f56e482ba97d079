"""Letters that had to wait leave as one: what came while somebody was away, or was too much."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Community, Person
from hearth.ground.books.post import Held, Kind, Letter, LetterQuerySet, dress, may_send, wake
from hearth.ground.links import absolute, link
from hearth.ground.mailbox import reply_address
from hearth.post.promise import reasons
from hearth.post.slots import SETTLED

AT_ONCE = 500


def let_go() -> int:
    """Let held letters go whose reason is over; returns to how many people."""
    moment = now() - SETTLED
    held = _held().values("to")
    people = list(Person.objects.get_queryset().filter(pk__in=held).order_by("pk"))
    free = 0
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        still = reasons(some, moment) | reasons(some, now())
        free += sum(_let_go(person) for person in some if person.pk not in still)
    return free


def _held() -> LetterQuerySet:
    return Letter.objects.waiting().exclude(held="")


@transaction.atomic
def _let_go(person: Person) -> bool:
    """One letter leaves as it is; of several, one is made, and they lie within it. One that a
    sender tried before may have arrived: it goes as itself, so that mail programs see one."""
    Person.objects.get_queryset().select_for_update(no_key=True).get(pk=person.pk)
    waiting = list(_held().filter(to=person))
    fresh = [one for one in waiting if not one.tries]
    if len(fresh) > 1:
        whole = next((one for one in fresh if one.kind == Kind.TOGETHER), None)
        whole = whole or _empty(person, fresh)
        inside = [one.pk for one in fresh if one.pk != whole.pk]
        Letter.objects.filter(pk__in=inside).update(within=whole)
    Letter.objects.filter(pk__in=[one.pk for one in waiting]).update(held="")
    transaction.on_commit(wake.set)
    return bool(waiting)


def _empty(person: Person, waiting: list[Letter]) -> Letter:
    away = any(letter.held == Held.PAUSE for letter in waiting)
    subject = _("While you were away") if away else _("What waited for you")
    return Letter.objects.create(to=person, kind=Kind.TOGETHER, subject=subject)


def fill(whole: Letter) -> bool:
    """Put into it what is still true and wanted of the letters within, now that it leaves;
    returns whether there is anything in it."""
    inside = list(whole.letters.waiting())
    unwanted = [one.pk for one in inside if not may_send(whole.to, one.kind)]
    Letter.objects.filter(pk__in=unwanted).update(given_up_at=now(), within=None)
    kept = [one for one in inside if one.pk not in unwanted]
    ours = Community.ours()
    halves = dress(
        "post/letters/together.txt",
        whole.to,
        Kind.TOGETHER,
        whole.subject,
        ours=ours,
        page="post/letters/together.html",
        inside=[_part(one, signed=ours.looked_after_by if ours else "") for one in kept],
        opening=ngettext(
            "One letter waited for you.", "{n} letters waited for you. Here they are in one.",
            len(kept),
        ).format(n=len(kept)),
    )  # fmt: skip
    whole.text, whole.html = halves["text"], halves["html"]
    whole.topic = kept[0].topic if len(kept) == 1 else ""
    Letter.objects.filter(pk=whole.pk).update(**halves, topic=whole.topic)
    return bool(kept)


def _part(letter: Letter, *, signed: str) -> dict[str, object]:
    """What one letter says, without its greeting, its last name and what stands around it."""
    said = letter.text.partition("\n-- \n")[0].split("\n\n")[1:]
    return {
        "subject": letter.subject,
        "at": letter.written_at,
        "paragraphs": [part.strip() for part in said if part.strip() not in ("", signed)],
        "answer": reply_address(letter.to, letter.topic) if letter.topic else "",
        "fewer": absolute(link(letter.to, f"/letters/fewer/{letter.kind}/")),
    }
