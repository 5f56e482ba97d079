"""The demo: everybody in it can be somebody's eyes, its letters can be read, and none leaves."""

from __future__ import annotations

from collections import Counter
from datetime import date, time, timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from hearth.charter.models import Line, Version
from hearth.gatherings.models import Answer, Gathering, Place
from hearth.gatherings.weekdays import nth_weekday
from hearth.ground.accounts import Community, Person
from hearth.ground.books import Contribution, Entry, Happening, Letter
from hearth.ground.time import LONDON
from hearth.house.demo import cast, move_in
from hearth.house.demo.cast import GUEST, HOST, MEMBER, STEWARD
from hearth.house.demo.present import keep_going
from hearth.people.models import Fit
from hearth.post.sender import clear_old_letters, send_waiting
from tests.evidence import undone

LAST_TUESDAYS = [date(2023, 6, 27), date(2023, 7, 25), date(2023, 9, 26)]
LAST_TUESDAYS += [date(2023, 10, 31), date(2023, 11, 28)]
REAL_NAMES = """
Roseanna Dias Lesedi Bawley Rachael Rachel Coldicutt Amm Burton Bex Rae-Evans Brightman Ellie
Morfee Megan Lynne Davis Swade Promising Trouble Catalyst
"""


@pytest.fixture(scope="module")
def demo(demo):
    """The same demo, noted as it was built."""
    built.append(whole())


built = []
"""What each demo that was built here is, in one number."""


def past():
    return Gathering.objects.filter(notes__isnull=False).order_by("starts_at")


def whole():
    """All that was said, by whom, when and who may see it, in one number."""
    rows = Answer.objects.order_by("pk").values_list("words", "person__name", "wish", "kind")
    places = Place.objects.order_by("pk").values_list("person__name", "gathering__slug")
    people = Person.objects.order_by("pk").values_list("name", "email", "rhythm")
    return sha256(repr([list(rows), list(places), list(people)]).encode()).hexdigest()


def test_there_are_140_members_of_all_kinds_and_none_is_real(demo):
    assert Person.objects.members().count() == 140
    kinds = Counter(Fit.objects.values_list("kind", flat=True))
    assert min(kinds[kind] for kind in ("community", "maker", "funder", "design", "learner")) >= 5
    names = " ".join(Person.objects.values_list("name", flat=True))
    words = names + " ".join(Answer.objects.values_list("words", flat=True))
    words += " ".join(Entry.objects.values_list("text", flat=True))
    assert not [name for name in REAL_NAMES.split() if f" {name} " in f" {words} "]


def test_five_meetups_stand_on_the_last_tuesdays_of_2023_at_half_past_eleven(demo):
    starts = [one.starts_at.astimezone(LONDON) for one in past()]
    assert [one.date() for one in starts] == LAST_TUESDAYS
    assert {one.time() for one in starts} == {time(11, 30)}
    assert all(nth_weekday(d.year, d.month, 1, -1) == d for d in LAST_TUESDAYS)


def test_fifteen_to_fifty_people_came_and_each_meetup_has_its_notes(demo):
    came = [one.arrivals.count() for one in past()]
    assert (min(came), max(came)) == (15, 50)
    for one in past():
        assert one.notes.published_at > one.ends_at
        assert (one.notes.published_at - one.ends_at).total_seconds() < 24 * 3600
        kinds = set(one.answers.values_list("kind", flat=True))
        assert kinds == {"answer", "ask", "offer", "commitment"}


def test_the_nineteen_qualities_were_said_first_and_became_the_charter(demo):
    first = past().first()
    said = set(first.answers.values_list("words", flat=True))
    qualities = [line.quality for line in Line.objects.of(Version.objects.get(number=1))]
    assert len(qualities) == 19
    assert set(qualities) <= said
    assert Version.current().published_at.date() > first.starts_at.date()


def test_what_was_said_for_the_room_alone_is_in_no_book(demo):
    said = Answer.objects.values_list("wish", flat=True)
    assert len(set(said)) == 5
    heard = Contribution.objects.filter(url__startswith="/gatherings/").count()
    assert heard == Answer.objects.exclude(wish="room").count()


def test_the_diary_and_the_index_have_the_dates_of_their_days(demo):
    assert Happening.objects.filter(at__year=2023, phrase__startswith="announced").count() == 5
    assert Happening.objects.filter(at__year=2023, phrase__startswith="published").count() == 6
    assert Entry.objects.filter(url__endswith="/notes/").count() == 5


def test_something_is_on_now_something_is_ahead_and_somebody_waits(demo):
    running = Gathering.objects.get(step__isnull=False, ended_at=None)
    assert running.is_running
    assert running.doors_are_open
    assert running.host.email == HOST
    ahead = Gathering.objects.ahead().exclude(pk=running.pk)
    assert ahead.count() == 2
    assert Gathering.objects.drafts().count() == 1
    assert ahead.get(series=None).booked.waiting().count() == 3


def test_the_room_is_open_also_when_the_demo_is_a_week_old(demo, time_machine):
    time_machine.move_to(now() + timedelta(days=7))
    with undone():
        assert (keep_going(), keep_going()) == (1, 0)
        assert Gathering.objects.get(step__isnull=False, ended_at=None).doors_are_open


def test_no_letter_leaves_and_all_can_be_read(demo, settings):
    settings.MAILERS_READY = True
    count = Letter.objects.count()
    assert send_waiting() == 0
    assert clear_old_letters() == 0
    assert Letter.objects.count() == count > 500
    assert not getattr(mail, "outbox", [])


def test_anybody_can_be_somebody_and_sees_what_they_see(demo):
    browser = Client()
    for part in cast.cast():
        browser.post(f"/demo/be/{part.pk}/")
        page = browser.get("/demo/").text
        name = browser.get("/").context["person"]
        assert str(name or "A stranger") == part.name
        assert page.count("You, now") == (part.pk != 0)
    for email, code in ((STEWARD, 200), (GUEST, 302), (MEMBER, 404)):
        browser.post(f"/demo/be/{Person.objects.get(email=email).pk}/")
        assert browser.get("/steward/").status_code == code


def test_being_somebody_takes_a_button_not_a_link(demo):
    assert Client().get("/demo/be/1/").status_code == 405


def test_a_letter_shows_its_halves_and_runs_nothing(demo):
    browser = Client()
    letter = Letter.objects.exclude(calendar="").latest("pk")
    assert letter.subject in browser.get("/outbox/").text
    page = browser.get(f"/outbox/{letter.pk}/").text
    assert "BEGIN:VCALENDAR" in page
    assert "sandbox=" in page
    framed = browser.get(f"/outbox/{letter.pk}/html/")
    policy = framed.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    file = browser.get(f"/outbox/{letter.pk}/gathering.ics")
    assert file.text.startswith("BEGIN:VCALENDAR")


def test_the_outbox_can_be_read_by_person_and_by_page(demo):
    browser = Client()
    person = Person.objects.get(email=MEMBER)
    mine = browser.get("/outbox/", {"to": person.pk}).context["letters"].object_list
    assert {letter.to for letter in mine} == {person}
    assert len(browser.get("/outbox/").context["letters"].object_list) == 50
    for odd in ({"to": "x"}, {"page": "x"}, {"to": "9" * 50, "page": "-1"}):
        assert browser.get("/outbox/", odd).status_code == 200


@pytest.mark.parametrize("path", ["/demo/", "/demo/away/", "/outbox/", "/outbox/1/html/"])
def test_outside_a_demo_none_of_this_exists(people, as_, path):
    for who in (None, people.amara, people.dee):
        assert as_(who).get(path).status_code == 404
        assert as_(who).post(f"/demo/be/{people.dee.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_demo_moves_in_by_a_button_and_out_again_leaving_nothing():
    browser = Client()
    assert browser.post("/start/demo/").headers["Location"] == "/demo/"
    built.append(whole())
    move_in()
    assert whole() == built[-1], "A second press changed the demo."
    assert browser.get("/demo/away/").status_code == 200
    assert browser.post("/demo/away/").headers["Location"] == "/start/"
    assert Community.ours() is None
    assert not Person.objects.exists() and not Letter.objects.exists()


def test_every_demo_is_the_same(demo):
    assert len(set(built)) == 1
