"""Who joins by telephone, who presses twice, and who never confirms."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.ground.accounts import Person
from hearth.people.models import Joining, Organisation, Profile
from hearth.people.models.joining import forget_strangers
from tests.proving import proves

SAM = {"name": "Sam", "email": "sam@example.org"}


@pytest.fixture
def charter(people):
    return publish_starting_lines(by=people.dee)


@pytest.fixture
def sams_link(people, letters_to, link_in):
    Client().post("/join/", SAM)
    return link_in(letters_to("sam@example.org")[-1], "/join/")


@proves("J1.7")
def test_a_known_guest_stays_unchanged_until_they_confirm_themselves(people, letters_to, link_in):
    Client().post("/join/", {"name": "Finlay", "email": "fin@example.org"})
    assert Person.objects.get(pk=people.fin.pk).name == "Fin"
    Client().post(link_in(letters_to("fin@example.org")[-1], "/join/"))
    fin = Person.objects.get(pk=people.fin.pk)
    assert (fin.name, fin.is_active) == ("Finlay", True)


def test_a_double_press_sends_one_letter(people, letters_to):
    for _press in range(2):
        Client().post("/join/", SAM | {"brings": "Tea"})
    assert Joining.objects.count() == 1
    assert len(letters_to("sam@example.org")) == 1


def test_nobody_can_have_a_stranger_flooded_with_letters(people, letters_to):
    for number in range(9):
        Client().post("/join/", SAM | {"brings": f"Try {number}"})
    assert len(letters_to("sam@example.org")) == 5
    for number in range(3):
        Client().post("/join/", {"name": f"Try {number}", "email": "bola@example.org"})
    assert len(letters_to("bola@example.org")) == 1


@proves("J1.2")
def test_who_gives_only_a_number_is_rung_by_a_steward_and_let_in(people, as_):
    asked = {"name": "Gwen", "phone": "01792 555 010"}
    assert Client().post("/join/", asked).url == "/join/call/"
    assert 'href="tel:01792555010"' in as_(people.dee).get("/people/").text
    assert "01792" not in as_(people.bola).get("/people/").text
    joining = Joining.objects.get()
    assert not joining.person.letters.exists()
    assert as_(people.bola).post(f"/people/calls/{joining.pk}/").status_code == 404
    as_(people.dee).post(f"/people/calls/{joining.pk}/")
    assert Person.objects.get(name="Gwen").is_active


def test_the_same_number_twice_is_one_person(people):
    for phone in ("01792 555 010", "01792555010"):
        Client().post("/join/", {"name": "Gwen", "phone": phone, "brings": phone})
    assert Person.objects.filter(name="Gwen").count() == 1


def test_a_steward_can_forget_who_did_not_want_to_join(people, as_):
    Client().post("/join/", {"name": "Gwen", "phone": "01792 555 010"})
    joining = Joining.objects.get()
    as_(people.dee).post(f"/people/calls/{joining.pk}/", {"forget": "yes"})
    assert not Person.objects.filter(name="Gwen").exists()


def test_who_never_confirms_is_forgotten_after_seven_days(people, sams_link):
    with time_machine.travel(now() + timedelta(days=6), tick=False):
        assert forget_strangers() == 0
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        assert forget_strangers() == 1
        assert forget_strangers() == 0
        assert not Person.objects.filter(email="sam@example.org").exists()
        assert Client().get(sams_link).status_code == 404


def test_a_stranger_who_is_known_elsewhere_by_then_stays(people, sams_link):
    from hearth.ground.books import hear

    hear("Not at 11.30", said_by=Person.objects.get(email="sam@example.org"), during="May")
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        forget_strangers()
    assert Person.objects.filter(email="sam@example.org").exists()
    assert not Joining.objects.exists()


@proves("J1.12")
def test_two_people_join_for_one_organisation(people, letters_to, link_in):
    for name, organisation in (("Sam", "The  Food Bank"), ("Tess", "the food bank")):
        email = f"{name.lower()}@example.org"
        Client().post("/join/", {"name": name, "email": email, "organisation": organisation})
        Client().post(link_in(letters_to(email)[-1], "/join/"))
    bank = Organisation.objects.get()
    assert (bank.name, bank.slug, bank.contact.name) == ("The Food Bank", "the-food-bank", "Sam")
    assert sorted(one.person.name for one in bank.belongings.all()) == ["Sam", "Tess"]


def test_needs_told_while_joining_are_on_ones_own_page(people, letters_to, link_in):
    Client().post("/join/", SAM | {"needs": "Captions"})
    browser = Client()
    browser.post(link_in(letters_to("sam@example.org")[-1], "/join/"))
    assert Profile.objects.get().needs == "Captions"
    assert "Captions" in browser.get("/me/").text


def test_a_member_who_opens_the_form_is_led_to_their_own_page(people, as_):
    assert as_(people.amara).get("/join/").url == "/me/"
