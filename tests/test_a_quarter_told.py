"""A quarter's newsletter and the year's page begin from the same records, and say how."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import time_machine
from django.test import Client

from hearth.ground.books.diary import Happening
from hearth.ground.books.post import Kind as Post, Letter
from hearth.post.newsletter import say_yes
from hearth.roundups.diary import PHRASES
from hearth.roundups.models import Roundup
from hearth.roundups.models.pieces import Kind
from hearth.roundups.sending import write_letters
from hearth.roundups.shown import shown
from tests.proving import proves
from tests.telling import none_of

AUTUMN = datetime(2023, 12, 20, 12, tzinfo=UTC)
YEAR = "/roundups/year/2023/"


def passer_by():
    return Client(headers={"host": "localhost"})


def begun_in(moment, world):
    """The newsletter of that quarter, which nobody had begun, by one press of a steward's."""
    Roundup.objects.newsletters().delete()
    with time_machine.travel(moment, tick=False):
        steward = world["steward"].browser()
        to = steward.post("/roundups/newsletter/", {"quarter": "2023-q4"}).url
        assert steward.get(to).status_code == 200
        return steward, Roundup.objects.newsletters().get()


@proves("J7.8")
def test_a_newsletter_begins_from_round_ups_gatherings_answers_and_what_was_to_be_read(world):
    _steward, newsletter = begun_in(AUTUMN, world)
    assert newsletter.on == date(2023, 10, 1)
    pieces = shown(newsletter, None).pieces
    assert {piece.piece.kind for piece in pieces} >= {Kind.TOLD, Kind.MET, Kind.READ}
    addresses = [piece.url for piece in pieces]
    assert any(url.startswith("/themes/") for url in addresses)
    assert any(url.startswith("/gatherings/") for url in addresses)
    assert any(url.startswith("/roundups/2023-1") for url in addresses)
    lines = set(Roundup.objects.weekly().sent().values_list("pieces__line", flat=True)) - {""}
    assert any(line in piece.line for piece in pieces for line in lines), "as editors told it"


@proves("J7.8")
def test_every_link_of_it_opens_for_a_reader_without_an_account(world):
    _steward, newsletter = begun_in(AUTUMN, world)
    found = shown(newsletter, world["steward"].person).pieces
    ours = [piece.url for piece in found if piece.url.startswith("/")]
    assert len(ours) > 4
    none_of(url for url in ours if passer_by().get(url).status_code != 200)


@proves("J7.8")
def test_it_goes_out_when_the_steward_sends_it_to_a_guest_who_said_yes(world):
    steward, newsletter = begun_in(AUTUMN, world)
    guest = world["guest"].person
    with time_machine.travel(AUTUMN, tick=False):
        say_yes(guest, source="a test")
        write_letters()
        assert not Letter.objects.filter(kind=Post.NEWSLETTER).exists()
        for _twice in range(2):
            steward.post(newsletter.page("sending"))
        write_letters()
    assert [one.to for one in Letter.objects.filter(kind=Post.NEWSLETTER)] == [guest]
    assert passer_by().get("/roundups/2023-q4/").status_code == 200


@proves("J7.8")
def test_each_number_of_the_year_opens_to_all_that_it_counts(world):
    page = " ".join(passer_by().get(YEAR).text.split())
    numbers = dict(re.findall(rf'href="{YEAR}(\w+)/"\s*><b\s*>([^<]+)</b', page))
    assert set(numbers) >= {"gatherings", "notes", "answered", "done", "roundups", "newsletters"}
    assert int(numbers["newsletters"]) == 1
    for what, number in numbers.items():
        behind = " ".join(passer_by().get(f"{YEAR}{what}/").text.split())
        assert number in re.search(r"<h1>(.*?)</h1>", behind)[1]
        if what in PHRASES:
            [listed] = re.findall(r"<ol>.*?</ol>", behind) or [""]
            assert listed.count("<li>") == int(number), what
            lines = Happening.objects.visible_to(None).filter(phrase=PHRASES[what], at__year=2023)
            assert len({line.url for line in lines}) == int(number), what
    assert f'href="{Roundup.objects.newsletters().get().get_absolute_url()}"' in page
