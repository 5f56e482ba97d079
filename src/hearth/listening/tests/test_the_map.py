"""The agreement map: clouds beside each other, in words too, or why there are none."""

import re
from itertools import combinations
from math import dist

import pytest

from hearth.listening.agreement import WhyNot
from hearth.listening.map_page import WHY_NOT, people
from hearth.listening.map_picture import HIGH, LABEL, WIDE, apart, picture
from hearth.listening.models.drawings import Cloud

DISC = re.compile(r'<circle cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)"/><path d="([^"]*)"')


def cloud(people, x, y):
    return Cloud(people, x, y, 0.5, 0.5, ())


CROWDS = [
    [cloud(14, -1, 0), cloud(12, 1, 0)],
    [cloud(14, 0, -1), cloud(12, 0, 1)],
    [cloud(13, 2.3, 0.5), cloud(11, -2, 1.5), cloud(10, -0.9, -2.2)],
    [cloud(400, 0, 0), cloud(5, 0.01, 0.01)],
    [cloud(30, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5))],
]


@pytest.mark.parametrize("clouds", CROWDS)
def test_clouds_lie_in_the_frame_with_as_many_dots_as_people_or_sixty(clouds):
    drawn = DISC.findall(picture(clouds, is_exact=True))
    assert [dots.count("M") for *_disc, dots in drawn] == [min(one.people, 60) for one in clouds]
    for x, y, reach in (map(float, disc) for *disc, _dots in drawn):
        assert reach - 1 <= x <= WIDE - reach + 1
        assert LABEL + reach - 6 <= y <= HIGH - reach + 6


@pytest.mark.parametrize("clouds", CROWDS[:3] + CROWDS[4:])
def test_no_cloud_lies_on_another(clouds):
    drawn = [
        tuple(map(float, disc)) for *disc, _dots in DISC.findall(picture(clouds, is_exact=True))
    ]
    for one, other in combinations(drawn, 2):
        assert dist(one[:2], other[:2]) > one[2] + other[2]


def test_while_people_vote_nobody_can_count_the_dots():
    clouds = [cloud(13, 0, 0), cloud(11, 1, 1)]
    drawn = DISC.findall(picture(clouds, is_exact=False))
    assert [dots.count("M") for *_disc, dots in drawn] == [15, 10]
    assert people(clouds[1], is_exact=False) == "about 10 people"


def test_what_the_picture_shows_of_nearness_is_said_too():
    assert apart(CROWDS[2]) == (("B", "C"), ("A", "B"))
    assert apart(CROWDS[0]) is None


def test_each_reason_for_no_groups_has_its_words():
    assert set(WHY_NOT) == set(WhyNot)
