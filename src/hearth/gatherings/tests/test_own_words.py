"""My own words stay mine: an old page, a moved date or a smaller audience takes no hold away."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Answer, Gathering
from hearth.gatherings.models.answers import say
from hearth.gatherings.tests.test_last_places import at_once
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish


def words_page(answer):
    return f"{answer.gathering.page('said')}{answer.pk}/"


def long_over(gathering):
    Gathering.objects.filter(pk=gathering.pk).update(ended_at=now() - timedelta(days=9))


@pytest.mark.parametrize("wish", [Wish.STEWARDS, Wish.ROOM, Wish.NAMED])
def test_the_same_words_with_another_wish_have_the_later_wish(people, running, wish):
    say(running, "Hush", person=people.amara, wish=Wish.PUBLIC)
    say(running, "Hush", person=people.amara, wish=wish)
    assert running.answers.get().wish == wish
    heard = list(Contribution.objects.values_list("wish", flat=True))
    assert heard == ([] if wish == Wish.ROOM else [wish])


@pytest.mark.django_db(transaction=True)
def test_eight_presses_in_one_moment_say_it_once(people, running):
    at_once(
        lambda _: say(Gathering.objects.get(pk=running.pk), "Once", person=people.amara), range(8)
    )
    assert Answer.objects.count() == Contribution.objects.count() == 1


def test_a_page_from_before_a_narrowing_does_not_undo_it(people, as_, running):
    mine = say(running, "Hush", person=people.amara, wish=Wish.NAMED)
    browser = as_(people.amara)
    old = browser.get(words_page(mine)).context["form"]
    assert old["shown"].value() == "named"
    browser.post(words_page(mine), {"words": "Hush", "wish": "stewards", "shown": "named"})
    browser.post(words_page(mine), {"words": "Hush!", "wish": "named", "shown": "named"})
    mine.refresh_from_db()
    assert (mine.words, mine.wish, mine.heard.wish) == ("Hush!", "stewards", "stewards")


def test_words_stay_in_hand_when_fewer_people_see_the_gathering(people, as_, running):
    mine = say(running, "I was here", person=people.fin, wish=Wish.NAMED)
    Gathering.objects.update(seen_by="members")
    guest = as_(people.fin)
    assert "I was here" in guest.get(running.page("said")).content.decode()
    guest.post(words_page(mine), {"words": "I was here", "wish": "stewards", "shown": "named"})
    mine.refresh_from_db()
    assert mine.wish == "stewards"
    assert guest.post(words_page(mine), {"withdraw": "yes"}, follow=True).status_code == 200
    assert not Answer.objects.exists() and not Contribution.objects.exists()
    assert guest.get(running.page("said")).status_code == 404


def test_line_ends_are_no_new_words_so_narrowing_works_after_the_freeze(people, as_, running):
    mine = say(running, "One\r\nTwo", person=people.amara, wish=Wish.NAMED)
    assert mine.words == "One\nTwo"
    long_over(running)
    as_(people.amara).post(words_page(mine), {"words": "One\r\nTwo", "wish": "stewards"})
    mine.refresh_from_db()
    assert (mine.words, mine.wish) == ("One\nTwo", "stewards")


def test_fewer_people_is_kept_even_when_it_is_too_late_for_other_words(people, as_, running):
    mine = say(running, "One", person=people.amara, wish=Wish.NAMED)
    long_over(running)
    page = as_(people.amara).post(words_page(mine), {"words": "Two", "wish": "stewards"})
    mine.refresh_from_db()
    assert "closed for changes" in page.content.decode()
    assert (mine.words, mine.wish, mine.heard.wish) == ("One", "stewards", "stewards")


def test_words_can_change_until_the_new_freeze_when_the_gathering_moved(people, meetup):
    mine = say(meetup, "Early", person=people.amara)
    Gathering.objects.get(pk=meetup.pk).move(meetup.starts_at + timedelta(days=30), by=people.bola)
    with time_machine.travel(now() + timedelta(days=20)):
        mine = Answer.objects.get()
        mine.reword("Later", by=people.amara)
        mine.wish_for(Wish.PUBLIC, by=people.amara)
    heard = Contribution.objects.get()
    assert (heard.words, heard.wish) == ("Later", "public")


def test_taking_back_twice_is_taking_back_once(people, as_, running):
    mine = say(running, "Oh", person=people.amara)
    for _ in range(2):
        page = as_(people.amara).post(words_page(mine), {"withdraw": "yes"}, follow=True)
        assert page.status_code == 200 and "Taken back" in page.content.decode()


@pytest.mark.parametrize("trouble", ["called off", "closed", "too long", "doors", "typed"])
def test_what_was_typed_in_the_room_is_never_lost(people, as_, running, trouble):
    browser, words = as_(people.amara), "Precious words"
    if trouble == "called off":
        running.cancel(by=people.bola)
    if trouble == "closed":
        long_over(running)
    if trouble == "too long":
        running.end(by=people.bola)
        words += "!" * 2000
    if trouble in ("doors", "typed"):
        browser = as_(None)
    if trouble == "doors":
        Gathering.objects.update(starts_at=now() + timedelta(1), ends_at=now() + timedelta(2))
    page = browser.post(running.page("answers"), {"words": words, "wish": "public"})
    assert page.status_code == 422 and "Precious words" in page.content.decode()
    assert page.context["form"].errors and not Answer.objects.exists()


def test_whom_we_do_not_know_any_more_says_a_name_beside_the_words(as_, running):
    browser = as_(None)
    said = {"words": "Still here", "wish": "public"}
    page = browser.post(running.page("answers"), said).content.decode()
    assert page.count('name="name"') == 1 and "open the link in your letter" in page
    page = browser.post(running.page("answers"), {"words": "", "wish": "", "name": "Sam"})
    assert page.context["name"]["name"].value() == "Sam"
    browser.post(running.page("answers"), said | {"name": "Sam"})
    sam = Person.objects.get(name="Sam")
    assert running.answers.get().person == sam == running.arrivals.get().person


def test_a_refused_answer_of_a_stranger_leaves_nobody_behind(people, as_, running):
    running.cancel(by=people.bola)
    page = as_(None).post(running.page("answers"), {"words": "x", "wish": "public", "name": "Sam"})
    assert page.status_code == 422 and not Person.objects.filter(name="Sam").exists()


def test_what_was_typed_after_the_freeze_comes_back(people, as_, running):
    long_over(running)
    page = as_(people.amara).post(running.page("said"), {"words": "Too late", "wish": "public"})
    assert "Too late" in page.content.decode() and not Answer.objects.exists()
