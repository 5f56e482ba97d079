"""A letter that waits and is not true any more is taken back, and written anew where it is owed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.answers import say
from hearth.ground.books import Contribution, Letter, Wish
from hearth.listening.models import Telling
from hearth.listening.models.themes import open_theme
from hearth.listening.telling import tell_them
from hearth.listening.tests.spoken import DAY, LATER, NOON, answered, theme_of
from hearth.people.leaving import leave


@pytest.fixture
def clock(people):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def spoken(people, clock):
    """Amara said two lines at a gathering; Dee answered them; the letter waits."""
    june = Gathering.objects.create(
        title="June", slug="june", host=people.bola, seen_by="everyone",
        starts_at=now() + timedelta(minutes=5), ends_at=now() + timedelta(minutes=65),
    )  # fmt: skip
    june.announce(by=people.bola)
    first = say(june, "Not at 11.30", person=people.amara)
    second = say(june, "Rather at noon", person=people.amara)
    theme = open_theme("Time of day", by=people.dee, lines=[first.heard, second.heard])
    answered(theme, by=people.dee)
    clock.shift(LATER)
    tell_them()
    return first, second, theme


def letters():
    return list(Letter.objects.filter(kind="told").values_list("text", flat=True))


@pytest.mark.parametrize(
    "change",
    [
        lambda answer, by: answer.withdraw(by=by),
        lambda answer, by: answer.wish_for(Wish.ROOM, by=by),
        lambda answer, by: answer.reword("Not in the morning", by=by),
    ],
)
def test_words_taken_back_go_from_the_letter_that_waits(people, spoken, change):
    assert "Not at 11.30" in letters()[0]
    change(spoken[0], people.amara)
    assert letters() == [] and not Telling.objects.exists()
    assert tell_them() == 1
    assert "Not at 11.30" not in letters()[0] and "Rather at noon" in letters()[0]


def test_who_took_back_all_of_it_gets_no_letter(people, spoken, clock):
    for answer in spoken[:2]:
        answer.withdraw(by=people.amara)
    clock.shift(DAY)
    assert tell_them() == 0 and letters() == []


def test_a_letter_that_a_sender_took_counts_as_sent(people, spoken, clock):
    Letter.objects.filter(kind="told").update(taken_at=now())
    spoken[0].withdraw(by=people.amara)
    assert len(letters()) == 1 and tell_them() == 0
    assert Telling.objects.count() == 1


def test_an_answer_that_changed_while_its_letter_waits_is_told_in_its_place(people, spoken, clock):
    answered(spoken[2], "Rather never.", by=people.efe)
    clock.shift(LATER)
    assert tell_them() == 1
    [text] = letters()
    assert "Rather never." in text and "Evenings in May" not in text
    assert "there is news" not in text


def test_what_was_done_while_its_letter_waits_is_told_in_its_place(people, spoken, clock):
    spoken[2].standing.done("We did.", by=people.efe)
    clock.shift(LATER)
    assert tell_them() == 1
    assert "It is done: We did." in letters()[0]


def test_lines_that_leave_the_theme_take_the_letter_with_them(people, spoken, clock):
    for answer in spoken[:2]:
        spoken[2].belongings.filter(contribution=answer.heard).delete()
    tell_them()
    assert letters() == []


def test_a_letter_that_is_true_stays_and_its_neighbours_are_left_alone(people, spoken, clock):
    other = theme_of("Bread", (people.cerys, "More bread"), by=people.dee)
    answered(other, by=people.dee)
    clock.shift(LATER)
    tell_them()
    before = set(Letter.objects.filter(kind="told").values_list("pk", flat=True))
    spoken[0].withdraw(by=people.amara)
    clock.shift(timedelta(minutes=5))
    tell_them(), tell_them()
    after = set(Letter.objects.filter(kind="told").values_list("pk", flat=True))
    assert len(before) == len(after) == 2 and len(before & after) == 1


def test_one_who_leaves_leaves_no_telling_and_gets_no_letter(people, spoken, clock):
    answered(theme_of("Bread", (people.cerys, "More bread"), by=people.dee), by=people.dee)
    clock.shift(LATER)
    tell_them()
    leave(people.amara, remove_words=False)
    assert set(Telling.objects.values_list("person", flat=True)) == {people.cerys.pk}
    assert Contribution.objects.filter(words="Not at 11.30").exists()
    clock.shift(8 * DAY)
    assert tell_them() == 0
