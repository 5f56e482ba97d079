""" "I will do" comes back at the next meet-up, to its person alone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Gathering, Outcome
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.outcomes import Outcome as How, comes_back_at, tell_how_it_went
from hearth.ground.books import Wish
from hearth.ground.refusals import Refused

WORDS = "I will ring the hall"


@pytest.fixture
def promise(running, people):
    """What Fin, a guest, said at the last meet-up, which is over."""
    said = say(running, WORDS, person=people.fin, kind="commitment", wish=Wish.PUBLIC)
    running.end(by=people.bola)
    Gathering.objects.filter(pk=running.pk).update(starts_at=now() - timedelta(days=28))
    return said


@pytest.fixture
def next_one(promise, make_gathering, people):
    gathering = make_gathering(title="The next one", in_=timedelta(minutes=-1))
    gathering.begin(by=people.bola)
    return gathering


def room_of(browser, gathering):
    return browser.get(gathering.page("room")).text


def outcome_page(promise):
    return f"{promise.gathering.page('said')}{promise.pk}/outcome/"


def test_it_comes_back_in_the_next_room_to_its_person_and_to_nobody_else(
    people, as_, promise, next_one
):
    assert WORDS in room_of(as_(people.fin), next_one)
    for other in (None, people.amara, people.bola, people.dee):
        assert WORDS not in room_of(as_(other), next_one)
    host = as_(people.bola).get(next_one.page("host")).text
    assert WORDS not in host


def test_it_comes_back_until_the_check_in_is_over(people, as_, promise, next_one):
    check_in = next_one.steps.get(kind="check-in")
    after = next_one.steps.filter(position__gt=check_in.position).first()
    Gathering.objects.filter(pk=next_one.pk).update(step=check_in)
    assert WORDS in room_of(as_(people.fin), next_one)
    Gathering.objects.filter(pk=next_one.pk).update(step=after)
    assert WORDS not in room_of(as_(people.fin), next_one)


@pytest.mark.parametrize(
    ("how", "comes_again"),
    [("done", False), ("changed", False), ("partly", True), ("not-yet", True)],
)
def test_one_tap_says_how_it_went_and_what_is_still_to_do_comes_back_once_more(
    people, as_, promise, next_one, make_gathering, how, comes_again
):
    browser = as_(people.fin)
    browser.post(outcome_page(promise), {"how": how, "room": next_one.slug})
    assert Outcome.objects.get().how == how
    assert not next_one.answers.exists(), "nothing was said to the room"
    assert WORDS not in room_of(browser, next_one)
    later = make_gathering(title="And later")
    assert bool(comes_back_at(later, people.fin)) == comes_again


def test_skipping_leaves_no_trace(people, as_, promise, next_one):
    room_of(as_(people.fin), next_one)
    assert not Outcome.objects.exists()


def test_a_line_is_said_to_the_room_with_its_wish_and_the_host_sees_that_alone(
    people, as_, promise, next_one
):
    typed = {"how": "not-yet", "words": "The hall moved", "wish": "room", "room": next_one.slug}
    as_(people.fin).post(outcome_page(promise), typed)
    said = next_one.answers.get()
    assert (said.words, said.wish, said.step) == ("The hall moved", "room", next_one.step)
    next_one.arrivals.create(person=people.bola)
    host = as_(people.bola).get(next_one.page("host")).text + room_of(as_(people.bola), next_one)
    assert "The hall moved" in host
    assert WORDS not in host and "Not yet" not in host


def test_only_its_person_may_say_how_it_went(people, as_, promise):
    for other in (people.cerys, people.dee, people.bola):
        assert as_(other).post(outcome_page(promise), {"how": "done"}).status_code == 404
    assert as_(None).post(outcome_page(promise), {"how": "done"}).status_code == 302
    with pytest.raises(Refused, match="Only the person"):
        tell_how_it_went(promise, How.How.DONE, by=people.dee)
    assert not Outcome.objects.exists()


def test_nobody_reads_anywhere_what_was_not_done(people, as_, promise, next_one):
    tell_how_it_went(promise, How.How.NOT_YET, by=people.fin)
    for reader in (None, people.amara, people.bola, people.dee):
        for path in (promise.gathering.page("notes"), "/asks/", "/", "/gatherings/"):
            assert "Not yet" not in as_(reader).get(path).text


def test_ones_own_page_has_it_and_takes_the_answer(people, as_, promise):
    browser = as_(people.fin)
    assert WORDS in browser.get("/me/").text
    browser.post(outcome_page(promise), {"how": "partly"})
    assert "Partly" in browser.get("/me/").text
    browser.post(outcome_page(promise), {"how": "done"})
    assert "What I said I will do" not in browser.get("/me/").text
    assert Outcome.objects.count() == 1, "only the latest is kept"


def test_an_answer_that_is_none_of_the_four_is_asked_again(people, as_, promise):
    page = as_(people.fin).post(outcome_page(promise), {"how": "badly"})
    assert page.status_code == 200 and not Outcome.objects.exists()


def test_after_some_months_nobody_is_asked_any_more(people, promise, make_gathering):
    with time_machine.travel(now() + timedelta(days=101)):
        assert not comes_back_at(make_gathering(), people.fin)


def test_taking_it_back_ends_it(people, as_, promise, next_one):
    promise.withdraw(by=people.fin)
    assert WORDS not in room_of(as_(people.fin), next_one)
