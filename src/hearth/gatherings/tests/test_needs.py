"""What helps people take part: seen by those who must act, done by somebody, and then deleted."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from hearth.gatherings.models import Gathering, Need
from hearth.gatherings.models.needs import forget_needs
from hearth.gatherings.models.places import book
from hearth.gatherings.notice import notice_of
from hearth.ground.books import Letter
from hearth.people.models import Profile
from tests.proving import proves


@pytest.fixture
def asked(people, meetup):
    """Fin asked for two things; nobody sees to them yet."""
    book(meetup, people.fin, needs="A BSL interpreter\n\n Large print \nLarge print")
    return list(Need.objects.order_by("pk"))


@proves("J3.10")
def test_each_line_is_a_need_of_its_own_and_red_until_somebody_does_it(people, as_, meetup, asked):
    assert [need.words for need in asked] == ["A BSL interpreter", "Large print"]
    host = as_(people.bola)
    page = host.get(meetup.page("needs")).text
    assert page.count("Nobody yet") == 2 and "Fin" not in page
    address = f"{meetup.page('needs')}{asked[0].pk}/"
    host.post(address, {f"need-{asked[0].pk}-who": "Cerys"})
    host.post(f"{meetup.page('needs')}{asked[1].pk}/", {"press": "me"})
    page = host.get(meetup.page("needs")).text
    assert "Nobody yet" not in page and "Cerys sees to it" in page and "Bola sees to it" in page


@proves("J3.10")
def test_only_those_who_must_act_see_a_need(people, as_, meetup, asked):
    asked[1].give_to(people.cerys, by=people.bola)
    assert as_(None).get(meetup.page("needs")).status_code == 302
    for person in (people.amara, people.dee):
        assert as_(person).get(meetup.page("needs")).status_code == 404
    theirs = as_(people.cerys).get(meetup.page("needs")).text
    assert "Large print" in theirs and "interpreter" not in theirs
    assert as_(people.cerys).post(f"{meetup.page('needs')}{asked[0].pk}/").status_code == 404
    for person in (people.dee, people.cerys, people.amara):
        pages = (meetup.get_absolute_url(), meetup.page("host"), meetup.page("room"))
        assert not any("interpreter" in as_(person).get(page).text for page in pages)


def test_no_letter_says_what_somebody_needs(people, asked):
    asked[1].give_to(people.cerys, by=people.bola)
    asked[1].hand_back(by=people.cerys)
    letters = " ".join(letter.text + letter.subject for letter in Letter.objects.all())
    assert "interpreter" not in letters and "Large print" not in letters
    told = Letter.objects.filter(to=people.bola).order_by("pk")
    assert len(told) == 2, "one of what must be booked, one of what came back"


def test_who_cannot_hands_it_back_and_asks_nobody_else(people, as_, meetup, asked):
    asked[1].give_to(people.cerys, by=people.bola)
    address = f"{meetup.page('needs')}{asked[1].pk}/"
    reply = as_(people.cerys).post(address, {f"need-{asked[1].pk}-who": "Dee"}, follow=True)
    assert "Only the host can ask" in reply.text
    as_(people.cerys).post(address, {"press": "back"})
    assert Need.objects.get(pk=asked[1].pk).doer is None


@proves("J3.10")
def test_what_must_be_booked_says_by_when_to_who_asks_and_to_the_host(people, as_, make_gathering):
    soon, later = make_gathering(), make_gathering(in_=timedelta(days=60))
    for gathering, words in ((soon, "We will try"), (later, "knows by when to book")):
        form = {"needs": "Live typing, please"}
        said = as_(people.cerys).post(gathering.page("place"), form, follow=True).text
        assert words in said
    host = as_(people.bola)
    assert "Ask today" in host.get(soon.page("needs")).text
    by = localdate(later.starts_at) - timedelta(weeks=5)
    assert f"Book it by {by:%A} {by.day} {by:%B}" in " ".join(
        host.get(later.page("needs")).text.split()
    )
    assert (
        Letter.objects.filter(to=people.bola, subject__startswith="Somebody is needed").count() == 2
    )


@pytest.mark.parametrize(
    ("words", "weeks"),
    [
        ("BSL please", 5),
        ("a sign language interpreter", 5),
        ("Live typing", 5),
        ("speech-to-text", 5),
        ("Captions", 1),
        ("subtitles", 1),
        ("A step-free room", None),
        ("I assign myself", None),
    ],
)
def test_what_must_be_booked_is_known_by_its_words(words, weeks):
    assert notice_of(words) == (timedelta(weeks=weeks) if weeks else None)


def test_a_need_that_stays_keeps_who_does_it(people, meetup, asked):
    asked[1].give_to(people.cerys, by=people.bola)
    book(meetup, people.fin, needs="Large print\nA chair")
    assert [(need.words, need.doer) for need in Need.objects.order_by("pk")] == [
        ("Large print", people.cerys),
        ("A chair", None),
    ]


def test_needs_are_remembered_only_if_ticked_and_only_on_ones_own_page(people, as_, make_gathering):
    first, second = make_gathering(), make_gathering()
    as_(people.amara).post(first.page("place"), {"needs": "Captions"})
    assert Profile.of(people.amara).needs == ""
    as_(people.amara).post(first.page("place"), {"needs": "Captions", "remember": "on"})
    assert "Captions" in as_(people.amara).get("/me/").text
    assert "Captions" in as_(people.amara).get(second.get_absolute_url()).text
    as_(people.amara).post("/me/needs/", {"needs": ""})
    assert "Captions" not in as_(people.amara).get(second.get_absolute_url()).text


def test_a_letter_that_was_forwarded_shows_no_remembered_needs(people, as_, meetup):
    from django.test import Client

    from hearth.ground.links import link

    as_(people.amara).post("/me/needs/", {"needs": "Captions"})
    reader = Client()
    page = reader.get(link(people.amara, meetup.get_absolute_url()), follow=True)
    assert "Captions" not in page.text


def test_needs_go_the_day_after(people, meetup, asked):
    forget_needs()
    assert Need.objects.count() == 2
    long_ago = meetup.starts_at - timedelta(days=10)
    Gathering.objects.update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    forget_needs()
    assert not Need.objects.exists()
