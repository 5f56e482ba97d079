"""Two themes become one, and what members laid on either lies on both together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from hearth.listening.models import Dots, Effort
from hearth.listening.models.priorities import guess, laid_by, lay
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.unions import join
from hearth.listening.weighing import weighing


@pytest.fixture
def two(people, make_theme):
    """Evenings and After work, which are the same."""
    return [make_theme(name, (people.amara, name)) for name in ("Evenings", "After work")]


def lying(person):
    return dict(Dots.objects.filter(person=person).values_list("theme__name", "count"))


def test_dots_and_hours_go_along_and_nobody_has_more_than_five(people, two, make_theme):
    one, other = two
    for person, mine, theirs in ((people.cerys, 2, 1), (people.bola, 3, 0), (people.efe, 0, 4)):
        lay(one, mine, by=person)
        lay(other, theirs, by=person)
    keys = make_theme("Keys", (people.amara, "Keys"))
    lay(keys, 2, by=people.cerys)
    guess(one, 6, by=people.dee)
    guess(other, 4, by=people.efe)
    join(one, to=other, by=people.dee)
    assert lying(people.cerys) == {"After work": 3, "Keys": 2}
    assert (lying(people.bola), lying(people.efe)) == ({"After work": 3}, {"After work": 4})
    assert [(effort.hours, effort.by) for effort in Effort.objects.all()] == [(6, people.dee)]
    assert [row.dots for row in weighing(people.amara).every] == [10, 2]


def test_dots_that_lapsed_do_not_come_back_by_joining(people, two):
    settled, other = two
    lay(settled, 4, by=people.cerys)
    lay(other, 2, by=people.bola)
    respond(settled, Kind.NOT_NOW, "No room.", by=people.dee)
    assert laid_by(people.cerys) == 0
    join(settled, to=other, by=people.dee)
    respond(other, Kind.DO, "We do.", by=people.dee, person=people.efe,
            on=localdate() + timedelta(days=9), instead_of=other.standing.pk)  # fmt: skip
    assert lying(people.cerys) == {}
    assert lying(people.bola) == {"After work": 2}
