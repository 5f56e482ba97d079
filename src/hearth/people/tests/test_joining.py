"""Joining: from the form, by the link in one's own mailbox, to the welcome."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.ground.accounts import Person
from hearth.ground.areas import NextDate
from hearth.ground.books.post import Letter, stop
from hearth.ground.time import LONDON
from hearth.people.models import Fit, Joining, Stranger
from hearth.people.welcoming import suggestion
from tests.proving import proves

SAM = {"name": "Sam", "email": "sam@example.org"}


@pytest.fixture
def charter(people):
    return publish_starting_lines(by=people.dee)


@pytest.fixture
def sams_link(people, letters_to, link_in):
    Client().post("/join/", SAM)
    return link_in(letters_to("sam@example.org")[-1], "/join/")


@proves("J1.2")
def test_a_name_and_an_address_are_enough(people):
    assert Client().post("/join/", SAM).url == "/join/letter/"
    joining = Joining.objects.get()
    assert (joining.name, joining.brings, joining.needs) == ("Sam", "", "")


@proves("J1.2")
def test_a_name_and_a_way_to_reach_you_are_needed_and_nothing_typed_is_lost(people):
    page = Client().post("/join/", {"brings": "A broken boiler"})
    assert "Give an email address or a telephone number." in page.text
    assert "Write what we shall call you." in page.text
    assert "A broken boiler" in page.text
    assert not Joining.objects.exists()


@proves("J1.2")
def test_all_that_one_may_say_is_kept(people):
    said = {
        "brings": "A broken boiler",
        "kinds": [Fit.Kind.MAKER, Fit.Kind.NEW],
        "needs": "Captions",
        "organisation": "Food Bank",
    }
    Client().post("/join/", SAM | said)
    joining = Joining.objects.get()
    assert (joining.brings, joining.needs) == ("A broken boiler", "Captions")
    assert sorted(fit.kind for fit in joining.fits.all()) == ["maker", "new"]


@proves("J1.2")
def test_no_page_of_joining_asks_for_a_password(people):
    assert "password" not in Client().get("/join/").text.lower()


@proves("J1.3")
def test_before_the_button_one_reads_what_to_expect_what_we_ask_and_what_we_keep(charter):
    page = Client().get("/join/").text
    before_the_button = page[: page.rindex("<button")]
    for words in (
        "What you can expect",
        "charter, version 1",
        "Patience",
        "To write to you and to sign you in.",
        "until you leave",
        "30 days",
    ):
        assert words in before_the_button


@proves("J1.3")
def test_the_charter_that_somebody_saw_is_recorded(charter, people):
    Client().post("/join/", SAM)
    assert Joining.objects.get().charter == charter


@proves("J1.4")
def test_the_button_behind_the_link_lets_one_in(sams_link):
    browser = Client()
    assert "Yes, I want to join" in browser.get(sams_link).text
    assert browser.post(sams_link).url == "/join/welcome/"
    sam = Person.objects.get(email="sam@example.org")
    assert sam.is_active
    assert int(browser.session["_auth_user_id"]) == sam.pk
    assert not Stranger.objects.exists()


@proves("J1.4")
@pytest.mark.parametrize("look", ["get", "head"])
def test_looking_at_the_link_changes_nothing(sams_link, look):
    for _scanner in range(3):
        assert getattr(Client(), look)(sams_link).status_code == 200
    assert not Person.objects.get(email="sam@example.org").is_active
    assert Joining.objects.get().confirmed_at is None


@proves("J1.4")
def test_the_link_works_once_and_then_says_so_kindly(sams_link):
    Client().post(sams_link)
    for again in (Client().get(sams_link), Client().post(sams_link)):
        assert "This link was used" in again.text
        assert "/sign-in/" in again.text
        assert "_auth_user_id" not in again.client.session


@proves("J1.4")
def test_the_link_works_on_another_device(sams_link):
    phone = Client(headers={"User-Agent": "a phone"})
    assert phone.post(sams_link).url == "/join/welcome/"
    assert phone.get("/join/welcome/").status_code == 200


@proves("J1.4")
def test_after_a_day_one_tap_sends_a_new_link(sams_link, letters_to, link_in):
    with time_machine.travel(now() + timedelta(hours=24, minutes=1), tick=False):
        late = Client().get(sams_link)
        assert late.status_code == 410
        Client().post(sams_link)
        assert not Person.objects.get(email="sam@example.org").is_active
        fresh = link_in(letters_to("sam@example.org")[-1], "/join/")
        assert fresh != sams_link
        assert Client().post(fresh).url == "/join/welcome/"


def test_a_damaged_link_says_what_to_do(people, sams_link):
    assert Client().get(sams_link[:-5] + "/").status_code == 404


@proves("J1.5")
def test_the_welcome_suggests_one_thing_on_the_page_and_in_one_letter(sams_link, letters_to):
    browser = Client()
    browser.post(sams_link)
    page = browser.get("/join/welcome/").text
    main = page[page.index("<main") : page.index("</main")]
    assert main.count('class="button"') == 1
    assert "Tell us what you are stuck on" in main
    letter = letters_to("sam@example.org")[-1]
    assert "Tell us what you are stuck on" in letter.text
    assert letter.text.count("http") == 1, "one link: the one suggested action"


@proves("J1.5")
def test_with_a_next_date_the_one_thing_is_to_come(people):
    start = datetime(2023, 10, 31, 11, 30, tzinfo=LONDON)
    date = NextDate("Meet-up", "/gatherings/may/", start, start + timedelta(hours=1))
    one = suggestion(date)
    assert one.words == "Come on Tuesday 31 October 2023 at 11.30: Meet-up."
    assert one.url == "/gatherings/may/"


@proves("J1.5")
def test_for_two_days_nothing_else_is_asked_of_a_new_member(sams_link, letters_to):
    from hearth.ground.books.post import Kind, post

    Client().post(sams_link)
    sam = Person.objects.get(email="sam@example.org")
    post([sam], "Come to this", "people/letters/already.txt", kind=Kind.INVITATION)
    invitation = letters_to("sam@example.org")[-1]
    assert invitation not in Letter.objects.due()
    with time_machine.travel(now() + timedelta(hours=49), tick=False):
        assert invitation in Letter.objects.due()


@proves("J1.7")
def test_the_answer_is_the_same_for_a_member_and_for_nobody(people):
    known = Client().post("/join/", {"name": "Somebody", "email": "Bola@Example.org"})
    unknown = Client().post("/join/", {"name": "Somebody", "email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Client().get(known.url).text == Client().get(unknown.url).text


@proves("J1.7")
def test_joining_again_makes_no_second_member_and_changes_nothing(people, letters_to):
    people.bola.rhythm = Person.Rhythm.REPLIES
    people.bola.save()
    stop(people.bola, "notes")
    before = Person.objects.filter(pk=people.bola.pk).values().get()
    everybody = Person.objects.count()
    Client().post(
        "/join/", {"name": "Not Bola", "email": "BOLA@example.org", "phone": "0123456789"}
    )
    assert Person.objects.count() == everybody
    assert Person.objects.filter(pk=people.bola.pk).values().get() == before
    assert people.bola.silences.count() == 1
    assert "You are a member already" in letters_to("bola@example.org")[-1].subject
