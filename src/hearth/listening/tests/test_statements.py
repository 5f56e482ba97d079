"""Statements are voted on one at a time; no page tells what one person thinks."""

import re
from datetime import timedelta
from random import Random

import pytest
from django.utils.timezone import localdate

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish
from hearth.ground.refusals import Refused
from hearth.listening.map_page import how_many, shown_of
from hearth.listening.models import Drawing, Reply, Statement, Vote
from hearth.listening.models.drawings import ANEW, ENOUGH, draw_maps
from hearth.listening.models.statements import Stance, ask_to_vote, say
from hearth.listening.voting import TO_SEE, Round
from tests.evidence import asked as asked_of_database

WORDS = [f"Statement {n} is right" for n in range(9)]


@pytest.fixture
def question(people):
    return ask_to_vote("What for?", by=people.bola, closes_on=localdate() + timedelta(days=7),
                       options=WORDS)  # fmt: skip


@pytest.fixture
def crowd(people):
    rows = [Person(name=f"P{n}", email=f"p{n}@example.org") for n in range(40)]
    for person in Person.objects.bulk_create(rows):
        person.join()
    return list(Person.objects.filter(email__startswith="p"))


def all_think(question, crowd, thinks=lambda n, statement: Stance.AGREE):
    for n, person in enumerate(crowd):
        for statement in question.statements.all():
            statement.think(thinks(n, statement), person=person)


def address(question, more=""):
    return f"{question.get_absolute_url()}{more}"


def test_whatever_is_pressed_how_often_it_is_one_vote_and_the_last_press_counts(
    people, as_, question
):
    statement = Round.of(question, people.cerys).next
    browser, other_tab = as_(people.cerys), as_(people.cerys)
    for tab, stance in ((browser, 1), (browser, 1), (other_tab, -1)):
        reply = tab.post(
            address(question, "votes/new/"), {"statement": statement.pk, "stance": stance}
        )
        assert reply.status_code == 302
    assert [(v.statement, v.stance) for v in Vote.objects.all()] == [(statement, -1)]
    browser.post(address(question, "votes/new/"), {"statement": statement.pk, "stance": "7"})
    browser.post(address(question, "votes/new/"), {"statement": "9" * 30, "stance": "1"})
    assert Vote.objects.count() == 1
    question.close(by=people.bola)
    browser.post(address(question, "votes/new/"), {"statement": statement.pk, "stance": 1})
    assert Vote.objects.get().stance == -1, "after the last day nothing changes"


def test_all_statements_are_seen_about_equally_often_though_nobody_sees_all(question, crowd):
    for person in crowd:
        for _three in range(3):
            Round.of(question, person).next.think(Stance.PASS, person=person)
    seen = sorted(one.how_many for one in question.statements.with_votes())
    assert seen[-1] - seen[0] <= 1


def test_the_same_words_are_said_once_and_a_statement_is_one_short_thought(people, question):
    for words, why in (
        ("  statement 3 IS right! ", "said this already"),
        ("x" * 141, "Make it shorter"),
        ("?!", "in a few words"),
    ):
        with pytest.raises(Refused, match=why):
            say(question, words, by=people.amara)
    with pytest.raises(Refused, match="at least three"):
        ask_to_vote("Why?", by=people.bola, closes_on=localdate(), options=["One", "one!", "Two"])
    say(question, "<script>alert(1)</script>", by=people.amara)


def test_a_statement_that_i_may_not_read_is_not_put_to_me_and_counts_nowhere(
    people, as_, question, crowd
):
    mine = say(question, "Between stewards and me", by=people.amara)
    all_think(question, crowd[:ENOUGH])
    mine.heard.narrow(Wish.STEWARDS)
    assert "Between stewards" not in str(Round.of(question, people.cerys).statements)
    with pytest.raises(Refused, match="taken back"):
        mine.think(Stance.AGREE, person=people.cerys)
    draw_maps()
    assert mine.pk not in {row.statement for row in Drawing.objects.get().drawn.rows}
    mine.heard.delete()
    assert not Statement.objects.filter(pk=mine.pk).exists()


def test_who_takes_off_what_somebody_else_said_leaves_them_their_words(people, question):
    theirs = say(question, "Cats for all", by=people.amara)
    with pytest.raises(Refused, match="Only the person"):
        theirs.take_off(by=people.cerys)
    theirs.take_off(by=people.dee)
    assert Contribution.objects.filter(words="Cats for all").exists()
    own = say(question, "Dogs for all", by=people.amara)
    own.take_off(by=people.amara)
    assert not Contribution.objects.filter(words="Dogs for all").exists()


def test_one_sees_what_others_think_after_thinking_first(people, as_, question, crowd):
    all_think(question, crowd[:ENOUGH])
    draw_maps()
    browser = as_(people.cerys)
    assert "Most of us say" not in browser.get(address(question, "map/")).text
    for _one in range(TO_SEE):
        Round.of(question, people.cerys).next.think(Stance.PASS, person=people.cerys)
    assert "Most of us say" in browser.get(address(question, "map/")).text
    assert Reply.objects.filter(person=people.cerys).exists(), "no letter asks again"


def test_no_two_drawings_tell_what_one_person_thinks(people, question, crowd):
    all_think(question, crowd[: ENOUGH - 1])
    assert draw_maps() == 0
    all_think(question, crowd[ENOUGH - 1 : ENOUGH])
    assert (draw_maps(), draw_maps()) == (1, 0)
    before = Drawing.objects.get().numbers
    all_think(question, crowd[ENOUGH : ENOUGH + ANEW - 1], lambda *_: Stance.DISAGREE)
    assert draw_maps() == 0
    assert Drawing.objects.get().numbers == before
    all_think(question, crowd[ENOUGH + ANEW - 1 : ENOUGH + ANEW], lambda *_: Stance.DISAGREE)
    assert draw_maps() == 1
    shown = shown_of(Drawing.objects.get(), question.statements.select_related("heard"))
    assert shown.every[0].agree == "about 6 in 10", "7 of 12, said in tenths while people vote"
    question.close(by=people.bola)
    assert (draw_maps(), draw_maps()) == (1, 0)
    shown = shown_of(Drawing.objects.get(), question.statements.select_related("heard"))
    assert shown.every[0].agree == "7 of 12"
    assert how_many(2, 4, True) == "too few to say"


def test_two_camps_are_shown_with_what_each_stands_for_and_nobody_in_them(people, question, crowd):
    dice = Random(1)

    def thinks(n, statement):
        says = (n % 2 == 0) == (statement.pk % 2 == 0)
        return Stance.AGREE if says != (dice.random() < 0.08) else Stance.DISAGREE

    all_think(question, crowd, thinks)
    draw_maps()
    shown = shown_of(Drawing.objects.get(), question.statements.select_related("heard"))
    assert [group.people for group in shown.groups] == ["about 20 people"] * 2
    assert all(group.sayings for group in shown.groups)
    assert shown.differ
    assert not shown.why_not
    assert not {"voter", "places", "person"} & set(vars_of(Drawing.objects.get().numbers))


def vars_of(numbers):
    return re.findall(r'"(\w+)":', numbers)


def test_where_there_are_no_groups_the_page_says_why_not(question, crowd):
    all_think(question, crowd[:20])
    draw_maps()
    shown = shown_of(Drawing.objects.get(), question.statements.select_related("heard"))
    assert shown.why_not.startswith("You all answered alike")
    assert shown.groups == []
    assert len(shown.agreed) == 5


def test_many_voters_and_a_hundred_statements_cost_a_reader_no_more(people, as_, question):
    dice = Random(7)
    for n in range(91):
        say(question, f"Thought {n}", by=people.bola)
    statements = list(question.statements.all())
    Person.objects.bulk_create(Person(name=f"P{n}", email=f"p{n}@x.org") for n in range(100))
    crowd = Person.objects.filter(email__endswith="@x.org")
    Vote.objects.bulk_create(
        Vote(statement=s, person=p, stance=1 if dice.random() < (0.8, 0.3)[(n + s.pk) % 2] else -1)
        for n, p in enumerate(crowd)
        for s in dice.sample(statements, 60)
    )
    for statement in statements[:TO_SEE]:
        statement.think(Stance.AGREE, person=people.cerys)
    assert draw_maps() == 1
    browser = as_(people.cerys)
    for page in ("", "map/", "votes/"):
        with asked_of_database() as notes:
            assert browser.get(address(question, page)).status_code == 200
        assert len(notes) <= 12
