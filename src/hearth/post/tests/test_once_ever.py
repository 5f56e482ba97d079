"""Letters that are written once ever: their names outlive their words."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, Letter, post
from hearth.post.sender import clear_old_letters

A_MONTH = timedelta(days=31)


@pytest.fixture
def write():
    """`write([people.amara], once="tea")`: a letter to each of them."""

    def write(to, **more):
        words = "ground/letters/new_link.txt"
        return post(to, "Tea", words, kind=Kind.PLACE, button=("Open", "/"), **more)

    return write


def test_what_was_written_once_is_not_written_again_after_its_words_went(people, write):
    write([people.amara], once="tea", calendar="BEGIN:VCALENDAR")
    Letter.objects.update(sent_at=now(), trouble="It took two tries.")
    with time_machine.travel(now() + A_MONTH):
        assert (clear_old_letters(), clear_old_letters()) == (1, 0)
        assert write([people.amara], once="tea") == 0
    letter = Letter.objects.get()
    said = (letter.subject, letter.text, letter.html, letter.calendar, letter.trouble)
    assert said == ("", "", "", "", "") and letter.given_up_at is None


def test_an_emptied_letter_that_never_left_never_leaves(people, write):
    write([people.amara], once="tea")
    with time_machine.travel(now() + A_MONTH):
        clear_old_letters()
        assert Letter.objects.get().given_up_at is not None
        assert not Letter.objects.waiting().exists()


def test_other_letters_go_as_a_whole_and_new_ones_stay(people, write):
    write([people.amara])
    with time_machine.travel(now() + A_MONTH):
        write([people.amara])
        write([people.bola], once="tea")
        assert clear_old_letters() == 1
        assert Letter.objects.exclude(text="").count() == 2


def test_the_number_of_letters_is_of_those_really_written(people, write):
    assert write([people.amara, people.bola], once="tea") == 2
    assert write([people.amara, people.bola, people.cerys], once="tea") == 1
    assert write([people.amara], once="tea:later") == 1, "another name"
    assert write([people.amara]) == write([people.amara]) == 1


def test_asking_who_has_it_already_costs_the_same_for_one_as_for_all(
    people, write, django_assert_num_queries
):
    everybody = list(Person.objects.prefetch_related("silences"))
    for several, name in ((everybody[:1], "one"), (everybody, "all")):
        with django_assert_num_queries(3):
            write(several, once=name)
