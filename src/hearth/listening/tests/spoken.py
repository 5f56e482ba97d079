"""Builders for tests of telling: people speak in a theme, and the theme is answered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import now

from hearth.ground.accounts import Stewardship
from hearth.ground.books import Letter, Wish, hear
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import open_theme

NOON = datetime(2026, 3, 3, 12, tzinfo=ZoneInfo("Europe/London"))
LATER = timedelta(minutes=61)
DAY = timedelta(days=1)


def theme_of(name, *said, by):
    """A theme with these lines, each (person, words) or (person, words, wish)."""
    lines = [
        hear(
            words,
            said_by=person,
            during="June",
            url="/gatherings/june/",
            wish=wish[0] if wish else Wish.MEMBERS,
        )
        for person, words, *wish in said
    ]
    return open_theme(name, by=by, lines=lines)


def look_after_us(steward):
    """They have done so for years, whatever day a test travels to."""
    Stewardship.objects.update(since=date(2020, 1, 1))
    steward.__dict__.pop("is_steward", None)


def answered(theme, words="Evenings in May.", *, by, kind=Kind.TRY, **more):
    """A response that stands in the place of the one before."""
    look_after_us(by)
    before = theme.standing
    if kind == Kind.TRY:
        more = {"person": by, "on": date(2026, 5, 1)} | more
    return respond(theme, kind, words, by=by, instead_of=before.pk if before else None, **more)


def posted():
    """The sender went round: what waited has left."""
    Letter.objects.waiting().update(taken_at=now(), sent_at=now())
