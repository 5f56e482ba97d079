"""A question between meet-ups is answered on the page, by link or by mail, and changed freely."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, now

from hearth.ground.books import Contribution, Letter, Wish
from hearth.ground.refusals import Refused
from hearth.ground.time import LONDON
from hearth.listening.models import Question, Reply
from hearth.listening.models.questions import Form, ask
from hearth.listening.models.replies import Suits, reply_to, take_back, wish_for
from hearth.listening.results import results_of
from hearth.listening.writing_round import ask_by_letter, remind_of_last_day


@pytest.fixture
def soon():
    return localdate() + timedelta(days=7)


@pytest.fixture
def which(people, soon):
    return ask("Which day?", by=people.bola, closes_on=soon, form=Form.WHICH,
               options=("Tuesday", "Thursday"))  # fmt: skip


def url(question, name=""):
    return f"{question.get_absolute_url()}{name}"


def test_one_reply_a_person_whatever_they_press(people, as_, which):
    tuesday, _thursday = which.options.all()
    browser = as_(people.cerys)
    for words in ("Not before ten", "Not before ten", "Not before eleven"):
        given = {f"option_{tuesday.pk}": 3, f"reason_{tuesday.pk}": ""}
        browser.post(url(which, "reply/"), {**given, "words": words, "wish": "members"})
    assert [line.words for line in Contribution.objects.all()] == ["Not before eleven"]
    [reply] = Reply.objects.all()
    assert [choice.suits for choice in reply.choices.all()] == [Suits.GLADLY]


def test_what_is_taken_out_of_an_answer_leaves_the_hearing_book(people, which):
    tuesday, thursday = which.options.all()
    chosen = {tuesday: (Suits.YES, "The bus runs"), thursday: (Suits.NO, "Choir")}
    reply = reply_to(which, person=people.cerys, words="Either", chosen=chosen)
    assert {c.words for c in Contribution.objects.all()} == {
        "Either", "Tuesday: The bus runs", "Thursday: Choir",
    }  # fmt: skip
    reply_to(which, person=people.cerys, chosen={tuesday: (Suits.YES, "")})
    assert not Contribution.objects.exists()
    assert [choice.option for choice in reply.choices.all()] == [tuesday]


def test_others_answers_are_seen_once_one_has_answered(people, as_, which):
    tuesday, _thursday = which.options.all()
    for person in (people.cerys, people.amara, people.dee):
        reply_to(
            which, person=person, words=f"{person.name} says", chosen={tuesday: (Suits.YES, "")}
        )
    assert b"Cerys says" not in as_(people.efe).get(url(which)).content
    assert b"Cerys says" in as_(people.dee).get(url(which)).content
    which.close(by=people.bola)
    assert b"Cerys says" in as_(people.efe).get(url(which)).content


def test_numbers_are_shown_from_three_answers_on(people, which):
    tuesday, _thursday = which.options.all()
    labels = {option: option.words for option in which.options.all()}
    counts = []
    for person in (people.cerys, people.amara, people.dee):
        reply_to(which, person=person, chosen={tuesday: (Suits.YES, "")})
        results = results_of(which, people.cerys, labels)
        counts.append(sum(row.yes for row in results.rows))
    assert counts == [0, 0, 3]


def test_a_time_is_shown_on_the_readers_own_clock_over_a_clock_change(people, as_, soon):
    moments = (
        datetime(2027, 10, 26, 19, 30, tzinfo=LONDON),
        datetime(2027, 11, 2, 19, 30, tzinfo=LONDON),
    )
    asked = ask("When?", by=people.bola, closes_on=soon, form=Form.WHEN, options=moments)
    page = as_(people.cerys).get(url(asked), {"zone": "Asia/Kolkata"}).content.decode()
    assert "Wednesday 27 October, 0.00 (Tuesday 26 October, 19.30 in the UK)" in page
    assert "Wednesday 3 November, 1.00 (Tuesday 2 November, 19.30 in the UK)" in page
    assert "in the UK)" not in as_(people.cerys).get(url(asked)).content.decode()


def test_who_wished_no_name_is_not_named_beside_what_they_chose(people, as_, soon):
    asked = ask("When?", by=people.bola, closes_on=soon, form=Form.WHEN,
                options=(now() + timedelta(days=3),))  # fmt: skip
    [option] = asked.options.all()
    for person, wish in ((people.cerys, Wish.NAMED), (people.amara, Wish.PUBLIC),
                         (people.efe, Wish.STEWARDS)):  # fmt: skip
        reply_to(asked, person=person, chosen={option: (Suits.YES, "")}, wish=wish)
    [row] = results_of(asked, people.cerys, {option: "Then"}).rows
    assert row.yes == 3
    assert row.named == ["Cerys"]


def test_a_passer_by_answers_an_open_question_by_name_and_can_change_it(people, as_, soon):
    asked = ask("What helps?", by=people.bola, closes_on=soon, seen_by="everyone")
    browser = as_(None)
    missing = browser.post(url(asked, "reply/"), {"words": "A ramp", "wish": "public"})
    assert missing.status_code == 422
    assert b"A ramp" in missing.content
    for words in ("A ramp", "A ramp and a rail"):
        browser.post(url(asked, "reply/"), {"name": "Sam", "words": words, "wish": "public"})
    assert [(r.person.name, r.heard.words) for r in Reply.objects.all()] == [
        ("Sam", "A ramp and a rail")
    ]


def test_a_closed_question_gives_the_typed_words_back(people, as_, which):
    which.close(by=people.bola)
    answer = as_(people.cerys).post(url(which, "reply/"), {"words": "Too late?", "wish": "members"})
    assert b"This question is closed" in answer.content
    assert b"Too late?" in answer.content


def test_after_the_end_an_answer_can_be_narrowed_and_taken_back_but_not_widened(people, which):
    reply = reply_to(which, person=people.cerys, words="Mornings", wish=Wish.MEMBERS)
    which.close(by=people.bola)
    reply.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        wish_for(reply, Wish.NAMED, by=people.cerys)
    wish_for(reply, Wish.STEWARDS, by=people.cerys)
    assert not Contribution.objects.visible_to(people.bola).exists()
    with pytest.raises(Refused, match="Only the person"):
        take_back(reply, by=people.bola)
    take_back(reply, by=people.cerys)
    assert not Contribution.objects.exists()


def test_a_question_is_asked_by_letter_once_and_again_on_the_last_day_but_one(people, which):
    assert ask_by_letter(which, by=people.bola) == 4
    assert ask_by_letter(which, by=people.bola) == 0
    reply_to(which, person=people.amara, words="Any")
    the_day_before = datetime.combine(which.closes_on - timedelta(days=1), time(0), LONDON)
    written = []
    for hour in (3, 8, 10, 11, 30, 60):
        with time_machine.travel(the_day_before + timedelta(hours=hour)):
            written.append(remind_of_last_day())
    assert written == [0, 0, 3, 0, 0, 0]
    again = {letter.to.name for letter in Letter.objects.filter(once__contains=":last:")}
    assert "Amara" not in again
    assert again == {"Cerys", "Dee", "Efe"}


def test_only_whoever_asked_and_stewards_change_a_question(people, as_, which):
    assert as_(people.cerys).post(url(which, "close/")).status_code == 403
    assert as_(people.dee).post(url(which, "close/")).status_code == 302
    assert not Question.objects.get().is_open
    tomorrow = localdate() + timedelta(days=1)
    as_(people.bola).post(url(which, "until/"), {"day": tomorrow.isoformat()})
    assert Question.objects.get().is_open


@pytest.mark.parametrize(
    ("form", "options", "words"),
    [
        (Form.WHICH, ("One",), "at least two"),
        (Form.HOW_MUCH, ("Less", "More"), "three to seven"),
        (Form.WHEN, (), "at least one"),
    ],
)
def test_a_question_with_too_little_to_choose_from_is_refused(people, soon, form, options, words):
    with pytest.raises(Refused, match=words):
        ask("Which?", by=people.bola, closes_on=soon, form=form, options=options)


def test_a_day_that_has_passed_is_refused_and_nothing_typed_is_lost(people, as_):
    given = {"words": "What now?", "about": "Think", "closes_on": date(2020, 1, 1).isoformat(),
             "seen_by": "members"}  # fmt: skip
    answer = as_(people.bola).post("/questions/new/?form=open", given).content
    assert b"That day has passed" in answer
    assert b"What now?" in answer
    assert not Question.objects.exists()
