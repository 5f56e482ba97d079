"""What the clock does each minute costs the same after years as on the first day."""

from datetime import time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from hearth.gatherings.area import AREA
from hearth.gatherings.models import Arrival, Gathering, Place, Series
from hearth.gatherings.models.all_dates import come_to_all


def live_on(people, *, series, name):
    """So many series more, each with ten dates behind it, and one ahead to which Fin comes."""
    for n in range(series):
        slug, hour = f"{name}-{n}", timedelta(hours=1)
        one = Series.objects.create(
            title=slug,
            slug=slug,
            host=people.bola,
            seen_by="everyone",
            clock=time(11, 30),
            begun_at=now() - timedelta(days=400),
        )
        days = [timedelta(days=30 * month) for month in (*range(-10, 0), 1)]
        made = Gathering.objects.bulk_create(
            Gathering(
                title=slug,
                slug=f"{slug}-{number}",
                series=one,
                host=people.bola,
                seen_by="everyone",
                starts_at=now() + day,
                ends_at=now() + day + hour,
                announced_at=now() - timedelta(days=400),
            )
            for number, day in enumerate(days)
        )
        for past in made[:-1]:
            Arrival.objects.create(gathering=past, person=people.fin)
            Place.objects.create(gathering=past, person=people.amara, given_at=past.announced_at)
        come_to_all(one, people.fin)


def questions():
    """How many questions each chore asks the database, once what was due is done."""
    asked = {}
    for deed in AREA.every_minute:
        deed()
    for deed in AREA.every_minute:
        with CaptureQueriesContext(connection) as counted:
            deed()
        asked[deed.__qualname__] = len(counted)
    return asked


def test_a_minute_asks_as_much_with_many_series_and_a_long_past_as_with_few(people):
    live_on(people, series=1, name="first")
    before = questions()
    live_on(people, series=9, name="more")
    assert questions() == before
