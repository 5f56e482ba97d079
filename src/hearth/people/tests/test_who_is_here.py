"""Who is here and where they come from: for members, by name, and never without an end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.ground.accounts import Person
from hearth.ground.books import Entry
from hearth.people.models import Organisation
from hearth.people.models.profile import describe
from tests.proving import proves
from tests.source import undeclared


def join_many(how_many, start=0):
    names = [f"Person {number:04}" for number in range(start, start + how_many)]
    Person.objects.bulk_create(
        Person(
            name=name, email=f"{name.replace(' ', '')}@example.org", joined_at="2023-05-01T10:00Z"
        )
        for name in names
    )


def test_members_see_members_and_no_guest(people, as_):
    page = as_(people.cerys).get("/people/").text
    assert "Bola" in page
    assert ">Fin<" not in page.replace(" ", "").replace("\n", "")
    assert "@example.org" not in page, "addresses are not for members"


@pytest.mark.parametrize("path", ["/people/", "/organisations/", "/organisations/food-bank/"])
def test_lists_of_people_are_for_members_only(people, as_, path):
    Organisation.objects.named("Food Bank", by=people.bola).welcome(people.bola)
    assert as_(people.cerys).get(path).status_code == 200
    for outside in (None, people.fin):
        assert as_(outside).get(path).url.startswith("/sign-in/")


def test_a_name_is_found_by_a_part_of_it(people, as_):
    page = as_(people.cerys).get("/people/", {"q": "bol"}).text
    assert "Bola" in page
    assert "Amara" not in page.replace("Amara Makers", "")
    assert "Nobody of this name is here." in as_(people.cerys).get("/people/?q=zzz").text


def test_names_stand_under_their_letter_accents_and_all(people, as_):
    Person.objects.meet(name="Éva", email="eva@example.org").join()
    page = as_(people.cerys).get("/people/?letter=E").text
    assert "Éva" in page
    assert "Efe" in page
    assert "Bola" not in page


def test_a_long_list_ends_and_goes_on_by_pages(people, as_):
    join_many(150)
    browser = as_(people.cerys)
    first, second = (browser.get(f"/people/?page={number}").text for number in (1, 2))
    assert "Person 0000" in first
    assert "Person 0100" not in first
    assert "Person 0100" in second
    assert browser.get("/people/?letter=P&page=99").status_code == 200


def test_a_list_costs_the_same_for_three_and_for_three_thousand(people, as_):
    browser = as_(people.cerys)
    food_bank = Organisation.objects.named("Food Bank", by=people.bola)
    food_bank.welcome(people.bola)
    describe(people.bola, does="Hosts")
    counts = []
    for path in ("/people/", "/organisations/", "/organisations/food-bank/"):
        browser.get(path)
        with CaptureQueriesContext(connection) as few:
            browser.get(path)
        counts.append(len(few))
    join_many(3000)
    for person in Person.objects.members()[:40]:
        describe(person, does="Mends radios")
        food_bank.welcome(person)
        Organisation.objects.named(f"Group {person.pk}", by=person).welcome(person)
    for path, before in zip(
        ("/people/", "/organisations/", "/organisations/food-bank/"), counts, strict=True
    ):
        with CaptureQueriesContext(connection) as many:
            browser.get(path)
        assert len(many) == before, path


@proves("J1.12")
def test_an_organisation_shows_whom_to_ask_for_and_its_people(people, as_):
    bank = Organisation.objects.named("Food Bank", by=people.bola)
    for person in (people.bola, people.cerys):
        bank.welcome(person)
    page = as_(people.amara).get("/organisations/food-bank/").text
    assert "Ask for Bola." in page
    assert "Cerys" in page
    assert "2 members" in as_(people.amara).get("/organisations/").text


def test_an_organisation_can_be_found_by_members(people):
    Organisation.objects.named("Food Bank", by=people.bola)
    assert Entry.objects.visible_to(people.amara).filter(title="Food Bank").exists()
    assert not Entry.objects.visible_to(None).filter(title="Food Bank").exists()


def test_two_organisations_with_like_names_have_addresses_of_their_own(people):
    slugs = [
        Organisation.objects.named(name, by=people.bola).slug for name in ("A & B", "A B", "…")
    ]
    assert slugs == ["a-b", "a-b-2", "organisation"]


@pytest.mark.parametrize(
    "model",
    ["Stranger", "Joining", "Fit", "Profile", "Organisation", "Belonging", "Bringing", "Brought"],
)
def test_every_personal_field_says_why_it_is_kept(model):
    from django.apps import apps

    assert list(undeclared(apps.get_model("people", model))) == []
