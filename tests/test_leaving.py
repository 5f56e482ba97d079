"""Leaving: two taps, one letter, and what others keep."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from hearth.charter.models import Mark
from hearth.gatherings.models import Answer, Gathering
from hearth.gatherings.models.answers import say
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.books.post import Letter
from hearth.house.finding import search
from hearth.people.models.farewell import forget_farewells
from hearth.people.models.joining import ask_to_join
from tests.leaver import NAME, WORDS, last_letter_left, rows_that_say
from tests.proving import proves
from tests.telling import none_of


@proves("J1.10")
def test_leaving_takes_two_taps_and_the_download_comes_first(people, as_):
    browser = as_(people.cerys)
    assert 'href="/me/leaving/"' in browser.get("/me/").text
    page = browser.get("/me/leaving/").text
    main = page[page.index("<main") :]
    assert main.index("Download all that you gave") < main.index("Leave, and forget me")
    answer = browser.post("/me/leaving/", {"words": "nameless"}, follow=True)
    assert answer.redirect_chain == [("/left/", 302)]
    assert not Person.objects.filter(name="Cerys").exists()
    assert "_auth_user_id" not in browser.session


@proves("J1.10")
def test_words_stay_nameless_with_their_wish(full_life, as_):
    browser = as_(full_life.zyx)
    browser.post("/me/leaving/", {"words": "nameless"})
    kept = Answer.objects.order_by("pk")
    assert [(one.words, one.wish, one.person) for one in kept] == [
        (WORDS, "named", None),
        (f"{WORDS} and not for all", "stewards", None),
    ]
    assert Contribution.objects.filter(words=WORDS, said_by=None).count() == 2
    assert Mark.objects.get().by is None
    last_letter_left()
    none_of(rows_that_say("zyxwena", "hoverquilt", "zzyzx", "my phone"))


@proves("J1.10")
def test_words_are_removed_where_one_asks_for_that(full_life, as_):
    as_(full_life.zyx).post("/me/leaving/", {"words": "removed"})
    last_letter_left()
    none_of(rows_that_say("zyxwena", "quillfeather", WORDS, "hoverquilt", "zzyzx", "my phone"))
    assert not search("xylograph", None).hits


@proves("J1.10")
def test_one_last_letter_leaves_and_then_the_address_goes(people, as_):
    as_(people.cerys).post("/me/leaving/", {"words": "nameless"})
    letter = Letter.objects.due().get(subject__contains="forgotten you")
    assert letter.to.email == "cerys@EXAMPLE.ORG"
    assert letter.text.startswith("Hello Cerys,")
    assert "Your words stay, without your name." in letter.text
    assert forget_farewells() == 0, "it waits until the letter has left"
    last_letter_left()
    none_of(rows_that_say("cerys"))


@proves("J1.10")
def test_an_address_whose_letter_cannot_leave_is_forgotten_after_30_days(people, as_, time_machine):
    as_(people.cerys).post("/me/leaving/", {"words": "nameless"})
    time_machine.move_to(now() + timedelta(days=29))
    assert forget_farewells() == 0
    time_machine.move_to(now() + timedelta(days=2))
    assert forget_farewells() == 1
    none_of(rows_that_say("cerys"))


def test_who_waits_gets_the_place_and_a_steward_hosts_what_is_to_come(full_life, as_, people):
    browser = as_(full_life.zyx)
    page = browser.get("/me/leaving/").text
    assert "Your place at Kiln night is free again." in page
    assert "Dee hosts in your place, and gets a letter: Mending day." in page
    browser.post("/me/leaving/", {"words": "nameless"})
    assert [place.person.name for place in full_life.full.booked.offered()] == ["Cerys"]
    assert Gathering.objects.get(pk=full_life.to_come.pk).host == people.dee
    assert Gathering.objects.get(pk=full_life.past.pk).host.name == "Somebody who left"
    assert Letter.objects.get(subject="You host now: Mending day").to == people.dee
    assert as_(people.bola).get("/gatherings/past/").status_code == 200


def test_nobody_else_loses_a_word(full_life, as_, people):
    say(full_life.past, "A word of Bola's", person=people.bola)
    before = {one.name for one in Person.objects.all()}
    as_(full_life.zyx).post("/me/leaving/", {"words": "removed"})
    assert Answer.objects.get().words == "A word of Bola's"
    left = before - {one.name for one in Person.objects.all()}
    assert left == {NAME}
    assert full_life.full.roles.count() == 0


def test_who_comes_back_is_somebody_new(people, as_):
    as_(people.cerys).post("/me/leaving/", {"words": "nameless"})
    joining = ask_to_join(name="Cerys", email="cerys@example.org")
    assert joining.confirm().pk != people.cerys.pk
    last_letter_left()
    assert Person.objects.get(email="cerys@example.org").is_active


def test_a_guest_is_forgotten_by_their_link(people, as_):
    as_(people.fin).post("/me/leaving/", {"words": "nameless"})
    last_letter_left()
    none_of(rows_that_say("fin@"))


def test_a_members_forwarded_letter_can_neither_leave_nor_take_anything_away(people):
    from django.test import Client

    from hearth.ground.links import link

    browser = Client()
    browser.get(link(people.cerys, "/me/"))
    for path in ("/me/leaving/", "/me/download/"):
        assert browser.post(path, {"words": "removed"}).url.startswith("/sign-in/")
    assert Person.objects.filter(name="Cerys").exists()


def test_every_browser_of_theirs_forgets_them(people, as_):
    phone, laptop = as_(people.cerys), as_(people.cerys)
    laptop.post("/me/leaving/", {"words": "nameless"})
    assert phone.get("/me/").url.startswith("/sign-in/")
