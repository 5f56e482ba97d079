"""One's own page: name, rhythm, needs and organisations, each changed alone."""

import pytest

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.books.post import Kind, Letter, post, stop
from hearth.people.models import Organisation, Profile
from hearth.people.models.profile import describe
from tests.proving import proves


def what_we_know(person):
    return (
        Person.objects.filter(pk=person.pk).values().get(),
        list(person.silences.values()),
        list(Profile.objects.filter(person=person).values()),
    )


@pytest.mark.parametrize("who", ["amara", "fin"])
def test_members_and_guests_have_a_page_of_their_own(people, as_, who):
    page = as_(getattr(people, who)).get("/me/")
    assert page.status_code == 200
    assert f"{who}@example.org" in page.text
    assert as_(None).get("/me/").url.startswith("/sign-in/")


def test_a_new_name_changes_nothing_else(people, as_):
    stop(people.amara, Kind.NOTES)
    describe(people.amara, needs="Captions")
    before = what_we_know(people.amara)
    as_(people.amara).post("/me/name/", {"name": "Amara O.", "does": "Mends radios"})
    before[0]["name"], before[2][0]["does"] = "Amara O.", "Mends radios"
    assert what_we_know(people.amara) == before


@proves("J1.9")
def test_letters_come_weekly_until_somebody_chooses_otherwise(people, as_):
    assert people.amara.rhythm == Person.Rhythm.WEEKLY
    page = as_(people.amara).get("/me/rhythm/").text
    for words in ("Nothing but replies to me", "Once a week", "As it happens"):
        assert words in page


@proves("J1.9")
@pytest.mark.parametrize("rhythm", Person.Rhythm.values)
def test_the_rhythm_changes_and_nothing_else_does(people, as_, rhythm):
    stop(people.amara, Kind.NOTES)
    before = what_we_know(people.amara)
    assert as_(people.amara).post("/me/rhythm/", {"rhythm": rhythm}).url == "/me/"
    before[0]["rhythm"] = rhythm
    assert what_we_know(people.amara) == before


@proves("J1.9")
def test_nothing_but_replies_means_no_invitations(people, as_):
    as_(people.amara).post("/me/rhythm/", {"rhythm": "replies"})
    amara = Person.objects.get(pk=people.amara.pk)
    Person.objects.update(joined_at="2020-01-01T12:00Z")
    post([amara], "Come", "people/letters/already.txt", kind=Kind.INVITATION)
    post([amara], "Your place", "people/letters/already.txt", kind=Kind.PLACE)
    assert [letter.subject for letter in Letter.objects.filter(to=amara)] == ["Your place"]


def test_a_rhythm_that_does_not_exist_is_refused(people, as_):
    page = as_(people.amara).post("/me/rhythm/", {"rhythm": "hourly"})
    assert page.status_code == 200
    assert Person.objects.get(pk=people.amara.pk).rhythm == Person.Rhythm.WEEKLY


def test_needs_can_be_told_changed_and_taken_back(people, as_):
    for needs in ("Captions", "Captions and breaks", ""):
        as_(people.fin).post("/me/needs/", {"needs": needs})
        assert Profile.of(people.fin).needs == needs


def test_each_kind_of_letter_has_its_own_stop(people, as_):
    stop(people.amara, Kind.NOTES)
    page = as_(people.amara).get("/me/").text
    assert "/letters/fewer/invitation/" in page
    assert page.count("You get none.") == 1


@proves("J1.12")
def test_a_member_adds_an_organisation_and_leaves_it_again(people, as_):
    browser, cerys = as_(people.cerys), as_(people.bola)
    browser.post("/me/organisations/", {"name": "Repair Café"})
    cerys.post("/me/organisations/", {"name": "REPAIR CAFÉ"})
    cafe = Organisation.objects.get()
    assert cafe.belongings.count() == 2
    assert cafe.contact == people.cerys
    browser.post("/me/organisations/", {"leave": cafe.slug})
    cafe.refresh_from_db()
    assert (cafe.belongings.count(), cafe.contact) == (1, people.bola)


def test_a_double_press_adds_an_organisation_once(people, as_):
    for _press in range(2):
        as_(people.cerys).post("/me/organisations/", {"name": "Repair Café"})
    assert Organisation.objects.get().belongings.count() == 1


def test_nobody_leaves_what_they_do_not_belong_to(people, as_):
    Organisation.objects.named("Repair Café", by=people.bola).welcome(people.bola)
    answer = as_(people.cerys).post("/me/organisations/", {"leave": "repair-cafe"})
    assert answer.status_code == 404


def test_what_somebody_is_stuck_on_is_heard_with_their_wish(people, as_):
    said = {"words": "Nobody answers our phone", "wish": "stewards"}
    as_(people.amara).post("/me/stuck/", said)
    heard = Contribution.objects.get()
    assert (heard.words, heard.wish, heard.said_by) == (said["words"], "stewards", people.amara)


def test_words_for_this_room_only_are_not_asked_for_here(people, as_):
    as_(people.amara).post("/me/stuck/", {"words": "A secret", "wish": "room"})
    assert not Contribution.objects.exists()
