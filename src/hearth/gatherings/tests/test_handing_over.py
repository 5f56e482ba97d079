"""Handed to another host: asked first; links, calendars and places stay."""

from datetime import time, timedelta

import pytest
from django.utils.timezone import now

from hearth.gatherings.models import Gathering, Handover, Series
from hearth.gatherings.models.places import book
from hearth.ground.books import Letter


@pytest.fixture
def series(people, make_gathering):
    """Bola's, with one that was, two ahead, and one of Cerys's."""
    made = Series.objects.create(
        title="Monthly meet-up", slug="monthly", clock=time(11, 30), host=people.bola,
        seen_by="everyone",
    )  # fmt: skip
    for weeks, host in ((-4, people.bola), (1, people.bola), (5, people.bola), (9, people.cerys)):
        make_gathering(series=made, host=host, in_=timedelta(weeks=weeks))
    return made


def hosts(series):
    return [g.host.name for g in series.gatherings.order_by("starts_at").select_related("host")]


def ask(as_, people, to="Amara"):
    path = "/series/monthly/handover/"
    as_(people.bola).post(path, {"to_name": to, "why": "You know everybody."})
    return path


def test_a_yes_hands_over_what_is_ahead_and_changes_no_link_or_feed(people, as_, series):
    ahead = Gathering.objects.ahead().first()
    book(ahead, people.fin)
    path = ask(as_, people)
    letter = Letter.objects.get(subject__startswith="Would you host")
    assert letter.to == people.amara and "You know everybody." in letter.text
    assert hosts(series) == ["Bola", "Bola", "Bola", "Cerys"], "nothing changes before the yes"
    feed = as_(None).get("/series/monthly/calendar.ics").content
    file = as_(None).get(ahead.page("calendar_file")).content
    Letter.objects.all().delete()
    for _again in range(2):
        as_(people.amara).post(path, {"answer": "yes"})
    assert hosts(series) == ["Bola", "Amara", "Amara", "Cerys"]
    series.refresh_from_db()
    assert series.host == people.amara
    assert as_(None).get("/series/monthly/calendar.ics").content == feed
    assert as_(None).get(ahead.page("calendar_file")).content == file
    assert [letter.to for letter in Letter.objects.all()] == [people.bola], "nobody who comes"
    row = Handover.objects.get()
    assert (row.was, row.to, row.accepted) == (people.bola, people.amara, True)


def test_rights_go_with_what_is_ahead_and_stay_with_what_was(people, as_, series):
    was = Gathering.objects.get(starts_at__lt=now())
    ahead = Gathering.objects.ahead().first()
    as_(people.amara).post(ask(as_, people), {"answer": "yes"})
    bola, amara = as_(people.bola), as_(people.amara)
    assert bola.get(ahead.page("edit")).status_code == 403
    assert bola.get("/series/monthly/move/").status_code == 403
    assert bola.get(was.page("notes")).status_code == 200
    assert was.may_be_changed_by(people.bola) and not was.may_be_changed_by(people.amara)
    assert amara.get(ahead.page("edit")).status_code == 200
    assert amara.get("/series/monthly/move/").status_code == 200


def test_a_no_changes_nothing_and_somebody_else_can_be_asked(people, as_, series):
    path = ask(as_, people)
    ask(as_, people, to="Cerys")
    assert Handover.objects.count() == 1, "one is asked at a time"
    as_(people.cerys).post(path, {"answer": "yes"})
    assert hosts(series)[1] == "Bola", "only who was asked can say yes"
    as_(people.amara).post(path, {"answer": "no"})
    assert Letter.objects.filter(subject="Amara cannot host: Monthly meet-up").count() == 1
    ask(as_, people, to="Cerys")
    as_(people.amara).post(path, {"answer": "yes"})
    assert hosts(series)[1] == "Bola", "a no is a no, whatever an old page sends"
    as_(people.cerys).post(path, {"answer": "yes"})
    assert hosts(series)[1:3] == ["Cerys", "Cerys"]


def test_a_question_that_is_taken_back_can_no_longer_be_answered(people, as_, series):
    path = ask(as_, people)
    as_(people.bola).post(path, {"take_back": "1"})
    assert as_(people.amara).post(path, {"answer": "yes"}).status_code == 403
    assert hosts(series)[1] == "Bola"


def test_one_draft_is_handed_over_to_somebody_who_could_not_see_it(people, as_, make_gathering):
    draft = make_gathering(announced=False)
    path = draft.page("gathering_handover")
    assert as_(people.amara).get(path).status_code == 404
    as_(people.bola).post(path, {"to_name": "Amara", "why": ""})
    amara = as_(people.amara)
    assert amara.get(path).status_code == 200
    amara.post(path, {"answer": "yes"})
    draft.refresh_from_db()
    assert draft.host == people.amara and as_(people.bola).get(path).status_code == 404


def test_who_has_no_part_in_it_can_neither_ask_nor_read(people, as_, series):
    path = ask(as_, people)
    assert as_(people.cerys).get(path).status_code == 403
    as_(people.cerys).post(path, {"to_name": "Cerys"})
    assert Handover.objects.get().to == people.amara
