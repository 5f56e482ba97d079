"""On its day the draft fills itself: one of each kind, the best first, and nothing closed."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.ground.access import Group
from hearth.ground.books.post import Letter
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Editor, Roundup
from hearth.roundups.models.flags import flag
from hearth.roundups.models.habit import rest
from hearth.roundups.models.pieces import Kind
from hearth.roundups.models.rota import offer
from hearth.roundups.shown import shown
from hearth.roundups.tests.conftest import MONDAY, THURSDAY, let_be_named, put
from tests.proving import proves


def titles(roundup, person):
    return [told.title or ", ".join(told.names) for told in shown(roundup, person).pieces]


@proves("J7.2")
def test_one_of_each_kind_by_thursday_at_nine(people, draft):
    assert draft.on == THURSDAY.date()
    assert [piece.kind for piece in draft.pieces.in_it()] == [
        "read", "question", "opportunity", "told"
    ]  # fmt: skip


def test_before_its_time_nothing_is_there(people, habit, tells, clock):
    clock.move_to(MONDAY)
    keep_on()
    assert not Roundup.objects.exists()


def test_where_it_was_turned_on_the_first_draft_comes_with_its_next_day(people, tells, clock):
    clock.move_to(MONDAY)
    keep_on()
    assert not Roundup.objects.exists()
    clock.move_to(THURSDAY)
    keep_on()
    assert Roundup.objects.count() == 1


def test_looking_twice_makes_one(people, draft):
    keep_on()
    keep_on()
    assert Roundup.objects.count() == 1
    assert draft.pieces.count() == 4


@proves("J7.2")
def test_new_people_are_named_who_said_yes_and_only_as_long_as_they_do(people, habit, clock):
    for person in (people.amara, people.cerys):
        person.joined_at = THURSDAY - timedelta(days=1)
        person.save()
    let_be_named(people.amara, True)
    keep_on()
    roundup = Roundup.objects.get()
    assert titles(roundup, people.bola) == ["Amara"]
    let_be_named(people.amara, False)
    assert titles(roundup, people.bola) == []


@proves("J7.2")
def test_the_heaviest_reason_comes_first_and_the_rest_can_be_swapped_in(people, habit, tells):
    tells("question", "Asked last week", weight=-1)
    tells("question", "Asked in May", weight=-9)
    keep_on()
    assert titles(Roundup.objects.get(), people.bola) == ["Asked in May"]


@proves("J7.3")
def test_what_a_group_keeps_to_itself_never_comes_in(people, habit, tells):
    circle = Group.objects.create(name="A circle")
    circle.people.add(people.bola)
    tells("read", "Not for you", seen_by="group")
    put("/circle/", "Ours alone", "group", circle)
    with pytest.raises(Exception, match="belongs to a group"):
        flag("/circle/", by=people.bola)
    keep_on()
    assert titles(Roundup.objects.get(), people.bola) == []


@proves("J7.3")
def test_what_closes_after_the_draft_was_made_is_gone(people, draft):
    assert "How we share one key" in titles(draft, people.bola)
    url = draft.pieces.get(kind=Kind.READ).url
    put(url, "How we share one key", "members")
    assert "How we share one key" not in titles(draft, None)
    assert "How we share one key" in titles(draft, people.bola)
    put(url, "How we share one key", "group", Group.objects.create(name="A circle"))
    assert "How we share one key" not in titles(draft, people.bola)


def test_what_somebody_flagged_comes_first_with_their_sentence(people, habit, tells):
    tells("read", "Published yesterday")
    later = tells("read", "Older, and better", weight=5)
    flag(later, by=people.cerys, words="It made me try again.")
    keep_on()
    piece = Roundup.objects.get().pieces.in_it().get(kind=Kind.READ)
    assert piece.url == later
    assert piece.flag.words == "It made me try again."


def test_what_was_told_is_not_told_again(people, draft, clock):
    Roundup.objects.update(sent_at=now(), sent_by=people.dee)
    clock.shift(timedelta(days=7))
    keep_on()
    newest = Roundup.objects.newest_first()[0]
    assert titles(newest, people.bola) == ["Who mends sewing machines?"]


def test_whoever_waited_longest_for_a_turn_is_asked(people, habit, clock):
    offer(people.bola)
    clock.shift(timedelta(minutes=1))
    offer(people.cerys)
    for _week in range(3):
        clock.shift(timedelta(days=7))
        keep_on()
    asked = [one.editor.name for one in Roundup.objects.order_by("on")]
    assert asked == ["Bola", "Cerys", "Bola"]
    assert Editor.objects.count() == 2


def test_where_nobody_offered_the_stewards_hear_that_it_waits(people, draft):
    assert sorted(letter.to.name for letter in Letter.objects.all()) == ["Dee", "Efe"]


def test_a_habit_at_rest_makes_nothing(people, habit, tells):
    rest()
    keep_on()
    assert not Roundup.objects.exists()
