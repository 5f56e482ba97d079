"""What waits in the post and why, what failed, and when the next letters leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books.post import Held, Kind, Letter, LetterQuerySet
from hearth.ground.time import LONDON
from hearth.post.bounces import ENOUGH
from hearth.post.models import Return
from hearth.post.slots import next_slot

LATELY = timedelta(days=7)


def why_waiting(letter: Letter, *, is_demo: bool = False) -> str:
    """One sentence: why this letter has not left yet."""
    if is_demo:
        return _("This is a demo: letters stay in the outbox.")
    if not settings.MAILERS_READY:
        return _("No mail server is set. Set EMAIL_URL.")
    if letter.within_id:
        return _("It goes with others, in one letter.")
    if letter.held:
        return str(Held(letter.held).label)
    if letter.trouble:
        return _("The mail server said: {trouble}").format(trouble=letter.trouble)
    if letter.not_before > now() and letter.kind == Kind.INVITATION:
        return _("It waits: for two days after joining, nobody is asked for more.")
    return _("It goes with the next round of the sender.")


def failed() -> LetterQuerySet:
    """Letters of the last seven days that the mail server refused for good, newest first."""
    lately = Letter.objects.filter(given_up_at__gte=now() - LATELY, tries__gt=0)
    return lately.exclude(trouble="").order_by("-given_up_at", "-pk")


def unreached() -> PersonQuerySet:
    """People whose address sends letters back, so that we stopped writing."""
    now_theirs = Return.objects.filter(address=F("person__email"))
    enough = now_theirs.values("person").annotate(n=Count("pk")).filter(n__gte=ENOUGH)
    return Person.objects.get_queryset().filter(pk__in=enough.values("person")).by_name()


def next_rounds() -> Iterator[str]:
    """For each rhythm, when its next letters with news leave and for how many people."""
    here = Person.objects.members().reachable()
    rows = here.values("rhythm").annotate(n=Count("pk")).order_by("rhythm")
    many = dict(rows.values_list("rhythm", "n"))
    for rhythm in Person.Rhythm:
        if many.get(rhythm):
            at = localtime(next_slot(Person(rhythm=rhythm), now()), LONDON)
            words = ngettext(
                "{rhythm}: {n} person, next on {at}", "{rhythm}: {n} people, next on {at}",
                many[rhythm],
            )  # fmt: skip
            when = date_format(at, "l j F, H.i")
            yield words.format(rhythm=rhythm.label, n=many[rhythm], at=when)
