"""The newsletter comes to who said yes, and their yes is kept with its words, source and day."""

import pytest

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, Letter, may_send, post
from hearth.post.models import Consent
from hearth.post.newsletter import readers, say_yes
from hearth.post.sender import send_waiting
from hearth.post.tests.conftest import server  # noqa: F401

GIL = {"name": "Gil", "email": "gil@example.org"}


def fresh(person):
    return Person.objects.get_queryset().get(pk=person.pk)


def send_it():
    words = "people/letters/already.txt"
    return post(readers(), "Spring", words, kind=Kind.NEWSLETTER, button=("Read", "/"))


def test_nobody_gets_it_who_did_not_say_yes(people):
    assert not readers().exists() and not may_send(people.amara, Kind.NEWSLETTER)
    assert post([people.amara], "Spring", "people/letters/already.txt", kind=Kind.NEWSLETTER) == 0


def test_a_yes_has_its_source_wording_and_day_and_is_shown(people, as_):
    browser = as_(people.amara)
    browser.post("/newsletter/", {"yes": "yes"})
    browser.post("/newsletter/", {"yes": "yes"})
    yes = Consent.objects.get(person=people.amara)
    page = browser.get("/newsletter/").text
    assert yes.source in page and yes.wording in page and f"{yes.given_at:%Y}" in page
    assert "about four times a year" in yes.wording
    assert send_it() == 1


def test_a_no_ends_a_yes_and_overwrites_nothing(people, as_):
    browser = as_(people.amara)
    for answer in ("yes", "no", "yes"):
        browser.post("/newsletter/", {answer: answer})
    rows = Consent.objects.filter(person=people.amara).order_by("pk")
    assert [row.withdrawn_at is None for row in rows] == [False, True]
    assert may_send(fresh(people.amara), Kind.NEWSLETTER)


def test_one_click_in_the_letter_ends_the_yes(people, server, client):  # noqa: F811
    say_yes(people.fin, source="a test")
    send_it()
    send_waiting()
    [message] = server
    link = message.extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    client.get(f"/{link}")
    assert may_send(fresh(people.fin), Kind.NEWSLETTER)
    client.post(f"/{link}", {"List-Unsubscribe": "One-Click"})
    assert not may_send(fresh(people.fin), Kind.NEWSLETTER) and not readers().exists()


def test_a_passer_by_gets_a_letter_first_and_only_its_button_is_a_yes(people, as_):
    passer_by = as_(None)
    for _twice in range(2):
        assert passer_by.post("/newsletter/", GIL).url == "/newsletter/?sent=yes"
    assert "A letter is on its way" in passer_by.get("/newsletter/?sent=yes").text
    gil = Person.objects.get_queryset().get(email="gil@example.org")
    assert Letter.objects.get(to=gil).subject == "Do you want our newsletter?"
    browser = as_(gil)
    assert browser.get("/newsletter/").status_code == 200 and not readers().exists()
    browser.post("/newsletter/", {"yes": "yes"})
    assert list(readers()) == [gil]


def test_a_known_address_gets_the_same_answer(people, as_):
    known = {"name": "Somebody", "email": "amara@example.org"}
    assert as_(None).post("/newsletter/", known).url == "/newsletter/?sent=yes"
    assert fresh(people.amara).name == "Amara" and not Consent.objects.exists()


def test_a_flood_of_addresses_gets_no_letters(people, as_):
    for number in range(25):
        as_(None).post("/newsletter/", {"name": "X", "email": f"x{number}@example.org"})
    assert Letter.objects.filter(subject__contains="newsletter").count() == 20


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/me/name/", {"name": "Amara O.", "does": ""}),
        ("/me/rhythm/", {"rhythm": "daily", "letters_a_week": "3", "paused_until": ""}),
        ("/me/needs/", {"needs": "Captions"}),
        ("/me/named/", {"may_be_named": "on"}),
        ("/me/organisations/", {"name": "Repair Cafe"}),
        ("/letters/fewer/notes/", {}),
    ],
)
def test_complaint_4_saving_any_form_leaves_consents_alone(people, as_, path, form):
    say_yes(people.amara, source="a test")
    before = list(Consent.objects.values())
    assert as_(people.amara).post(path, form).status_code == 302
    assert list(Consent.objects.values()) == before and len(before) == 1
