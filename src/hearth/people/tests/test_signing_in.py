"""Signing in by a letter with code and link, and what strangers learn from trying: nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.people.models import Stranger
from hearth.people.once_links import signing_in_link


def ask(email="amara@example.org", to=""):
    browser = Client()
    browser.post("/sign-in/" + (f"?next={to}" if to else ""), {"email": email, "next": to})
    return browser


def code_of(letter):
    return letter.subject.split()[0]


def is_in(browser):
    return "_auth_user_id" in browser.session


def test_one_letter_holds_the_code_and_the_link(people, letters_to, link_in):
    browser = ask("Amara@Example.org")
    [letter] = letters_to("amara@example.org")
    assert len(code_of(letter)) == 6
    assert code_of(letter) in letter.text
    assert link_in(letter, "/sign-in/")
    assert browser.post("/sign-in/code/", {"code": code_of(letter)}).url == "/"
    assert is_in(browser)


def test_the_link_signs_in_on_another_device_once(people, letters_to, link_in):
    ask()
    link = link_in(letters_to("amara@example.org")[0], "/sign-in/")
    phone = Client()
    assert "Hello Amara" in phone.get(link).text
    assert phone.post(link).url == "/"
    assert is_in(phone)
    other = Client()
    assert "This link was used" in other.post(link).text
    assert not is_in(other)


@pytest.mark.parametrize("look", ["get", "head"])
def test_looking_at_the_link_signs_nobody_in(people, letters_to, link_in, look):
    ask()
    link = link_in(letters_to("amara@example.org")[0], "/sign-in/")
    scanner = Client()
    getattr(scanner, look)(link)
    assert not is_in(scanner)
    phone = Client()
    phone.post(link)
    assert is_in(phone)


def test_code_and_link_last_ten_minutes_and_one_tap_brings_new_ones(people, letters_to, link_in):
    browser = ask()
    letter = letters_to("amara@example.org")[0]
    with time_machine.travel(now() + timedelta(seconds=601), tick=False):
        link, phone = link_in(letter, "/sign-in/"), Client()
        assert phone.get(link).status_code == 410
        browser.post("/sign-in/code/", {"code": code_of(letter)})
        assert not is_in(browser)
        assert phone.post(link).url == "/sign-in/code/"
        fresh = letters_to("amara@example.org")[-1]
        assert phone.post("/sign-in/code/", {"code": code_of(fresh)}).url == "/"
        assert is_in(phone)


def test_the_letter_can_be_sent_again(people, letters_to):
    browser = ask()
    browser.post("/sign-in/code/", {"action": "resend"})
    _first, second = letters_to("amara@example.org")
    assert browser.post("/sign-in/code/", {"code": code_of(second)}).url == "/"


def test_a_wrong_code_is_said_kindly_and_three_end_it(people):
    browser = ask()
    page = browser.post("/sign-in/code/", {"code": "12"})
    assert "That is not the code in the letter." in page.text
    for _try in range(2):
        answer = browser.post("/sign-in/code/", {"code": "12"})
    assert answer.url == "/sign-in/"
    assert not is_in(browser)


def test_the_page_is_the_same_for_member_guest_and_nobody(people):
    pages = []
    for email in ("amara@example.org", "fin@example.org", "nobody@example.org"):
        browser = Client()
        answer = browser.post("/sign-in/", {"email": email})
        pages.append((answer.url, browser.get(answer.url).text.replace(email, "")))
    without_token = [(url, text.split("csrf")[0], len(text)) for url, text in pages]
    assert without_token[0] == without_token[1] == without_token[2]


@pytest.mark.parametrize("email", ["fin@example.org", "nobody@example.org"])
def test_who_is_no_member_hears_how_to_join_and_cannot_get_in(people, letters_to, email):
    browser = ask(email)
    [letter] = letters_to(email)
    assert "/join/" in letter.text
    for code in ("", "000000", "None"):
        browser.post("/sign-in/code/", {"code": code})
    assert not is_in(browser)


def test_an_unknown_address_is_forgotten_again(people):
    ask("nobody@example.org")
    assert Stranger.objects.get().person.email == "nobody@example.org"
    ask("fin@example.org")
    assert Stranger.objects.count() == 1, "a guest we know is no stranger"


def test_a_link_of_somebody_who_is_no_member_opens_nothing(people):
    path = "/sign-in/" + signing_in_link(people.fin).split("/sign-in/")[1]
    assert Client().post(path).status_code == 404


@pytest.mark.parametrize(
    ("to", "lands"),
    [
        ("/charter/", "/charter/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/charter/", "/"),
    ],
)
def test_signing_in_leads_to_the_page_asked_for_if_it_is_ours(
    people, letters_to, link_in, to, lands
):
    browser = ask(to=to)
    letter = letters_to("amara@example.org")[0]
    assert Client().post(link_in(letter, "/sign-in/")).url == lands
    answer = browser.post("/sign-in/code/", {"code": code_of(letter), "next": to})
    assert answer.url == lands


def test_a_guarded_page_is_reached_after_signing_in(people, letters_to):
    browser = Client()
    door = browser.get("/people/?letter=A")
    browser.post(door.url, {"email": "amara@example.org", "next": "/people/?letter=A"})
    code = code_of(letters_to("amara@example.org")[0])
    answer = browser.post("/sign-in/code/", {"code": code, "next": "/people/?letter=A"})
    assert answer.url == "/people/?letter=A"


def test_another_address_can_be_used_instead(people):
    browser = ask("amarra@example.org")
    assert browser.get("/sign-in/").url == "/sign-in/code/"
    assert browser.post("/sign-out/", {"next": "/sign-in/"}).url == "/sign-in/"
    assert browser.get("/sign-in/").status_code == 200


def test_signing_out_takes_a_press_and_not_a_look(people, as_):
    browser = as_(people.amara)
    browser.get("/sign-out/")
    assert is_in(browser)
    browser.post("/sign-out/")
    assert not is_in(browser)


def test_who_asks_too_often_reads_a_sentence(people):
    for _try in range(4):
        page = Client().post("/sign-in/", {"email": "amara@example.org"})
    assert "Wait a minute and try again." in page.text
    assert Letter.objects.filter(to=people.amara).count() == 3


def test_letters_to_sign_in_reach_those_who_want_no_letters(people, letters_to):
    Person.objects.filter(pk=people.amara.pk).update(rhythm=Person.Rhythm.REPLIES)
    ask()
    assert len(letters_to("amara@example.org")) == 1
