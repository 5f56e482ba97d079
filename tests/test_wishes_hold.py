"""Whatever happens in whatever order, nobody reads more than the narrowest wish allows."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearth.ground import access
from hearth.ground.books import Letter, Wish
from hearth.ground.books.hearing import ContributionQuerySet
from hearth.ground.books.index import index
from hearth.listening.models import Response, Telling, Theme
from hearth.listening.models.themes import ThemeQuerySet
from tests.proving import proves
from tests.readers import faults
from tests.telling import none_of
from tests.wishes import ANSWERED, Story, TalkInTheRoom
from tests.wishes_between import BetweenMeetings

NOON = datetime(2026, 3, 3, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@proves("G4")
@pytest.mark.parametrize("kind", [Story, TalkInTheRoom, BetweenMeetings])
def test_no_reader_sees_more_than_the_narrowest_wish(clock, people, as_, kind):
    """Every page is opened once in the middle, so that what is kept of it would be found out."""
    story = kind(people, 1)
    story.goes_on(clock, 60)
    none_of(list(faults(story, as_, [None, people.bola])))
    story.goes_on(clock, 20)
    while not Letter.objects.filter(once__startswith="told:").exists():
        story.goes_on(clock, 10)
        story.ends(clock, weeks=1)
    none_of(list(faults(story, as_)))


@pytest.mark.parametrize("seed", range(2))
def test_a_sayer_is_told_exactly_once_of_each_answer_and_once_when_it_is_done(clock, people, seed):
    story = Story(people, seed)
    story.goes_on(clock, 150)
    story.ends(clock, weeks=3)
    none_of(_told_unasked(story))
    owed = {
        (response, sayer)
        for theme in Theme.objects.all()
        if (response := theme.standing)
        for sayer in story.sayers_in(theme)
    }
    told = Telling.objects.select_related("response", "person")
    now_true = {
        (one.response, one.person)
        for one in told
        if one.stage == ("done" if one.response.is_done else "given")
    }
    assert owed
    assert owed <= now_true
    assert len(told) == len({(one.response_id, one.person_id, one.stage) for one in told})


def _told_unasked(story):
    """Answers in a letter that were told to nobody by it: a second time, or to somebody else."""
    every = {mark: one for one in Response.objects.all()
             for mark in ANSWERED.findall(one.words + one.done_words)}  # fmt: skip
    for letter in Letter.objects.filter(once__startswith="told:"):
        told = set(Telling.objects.filter(letter=letter, person=letter.to)
                   .values_list("response", flat=True))  # fmt: skip
        for mark in set(ANSWERED.findall(letter.text)):
            if every[mark].pk not in told:
                yield f"{letter.to} reads {mark} in a letter that did not tell it"


# The same, where the house forgets to look: it must be found.


def _sees_all(self, person):
    return self


@pytest.mark.parametrize("queryset", [ContributionQuerySet, ThemeQuerySet])
def test_a_house_that_shows_all_to_everybody_is_found(clock, people, as_, monkeypatch, queryset):
    story = Story(people, 1)
    story.goes_on(clock, 60)
    monkeypatch.setattr(queryset, "visible_to", _sees_all)
    assert list(faults(story, as_, [None, people.fin]))


def test_a_search_that_forgets_who_spoke_is_found(clock, people, as_, monkeypatch):
    story = Story(people, 1)
    story.goes_on(clock, 60)
    for said in story.standing():
        said.line.narrow(Wish.STEWARDS)
        said.wish = Wish.STEWARDS
    for theme in Theme.objects.all():
        index(theme, url=theme.get_absolute_url(), title=theme.name, text="")
    assert not list(faults(story, as_, [None]))
    monkeypatch.setattr(access, "closed_to", lambda person: [])
    found = list(faults(story, as_, [None]))
    assert any(fault.endswith(" at /") for fault in found)
    assert any("/search/" in fault for fault in found)
