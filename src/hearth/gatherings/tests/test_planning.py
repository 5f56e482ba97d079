"""Planning a gathering, its run sheet, its words, and changing it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime, now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.places import book
from hearth.gatherings.models.runsheet import templates, timed
from hearth.ground.books import Entry, Happening, Letter
from hearth.ground.refusals import Refused
from tests.proving import proves


def plan_form(**more):
    day = localtime(now() + timedelta(days=7)).date()
    return {
        "title": "Monthly meet-up",
        "about": "We look at repair cafes.",
        "day": day.isoformat(),
        "clock": "11:30",
        "minutes": "60",
        "host_name": "bola@example.org",
        "question": "What brings you here?",
        "seen_by": "everyone",
        "template": "standard-hour",
    } | more


def test_every_template_adds_up():
    for template in templates().values():
        assert sum(int(step["minutes"]) for step in template.steps) == template.minutes


@proves("J3.4")
def test_the_standard_hour_adds_up_and_a_longer_step_takes_its_minutes_from_another(people, as_):
    browser = as_(people.dee)
    browser.post("/gatherings/plan/", plan_form())
    gathering = Gathering.objects.get()
    assert sum(step.minutes for step in gathering.steps.all()) == 60
    steps = list(gathering.steps.all())
    typed = {f"minutes-{step.pk}": step.minutes for step in steps}
    typed[f"minutes-{steps[3].pk}"] = steps[3].minutes + 5
    page = browser.post(gathering.page("run_sheet"), typed).content.decode()
    assert "5 minutes more than 60" in page and "End at 12.35" in page
    assert sum(step.minutes for step in gathering.steps.all()) == 60, "nothing is kept yet"
    browser.post(gathering.page("run_sheet"), typed | {"take_from": steps[4].pk})
    now_minutes = [step.minutes for step in gathering.steps.in_order()]
    assert now_minutes[3] == steps[3].minutes + 5 and now_minutes[4] == steps[4].minutes - 5
    assert sum(now_minutes) == 60


def test_or_the_gathering_ends_later(people, as_, meetup):
    first = meetup.steps.first()
    typed = {f"minutes-{step.pk}": step.minutes for step in meetup.steps.all()}
    typed[f"minutes-{first.pk}"] = first.minutes + 7
    was = meetup.ends_at
    as_(people.bola).post(meetup.page("run_sheet"), typed | {"take_from": "end"})
    meetup.refresh_from_db()
    assert meetup.ends_at - was == timedelta(minutes=7)
    last = timed(meetup)[-1]
    assert last.starts_at + timedelta(minutes=last.minutes) == meetup.ends_at


@pytest.mark.parametrize("typed", ["", "0", "-4", "five", "9999"])
def test_nonsense_for_minutes_is_named_and_nothing_is_kept(people, as_, meetup, typed):
    steps = list(meetup.steps.all())
    minutes = {f"minutes-{step.pk}": step.minutes for step in steps}
    minutes[f"minutes-{steps[0].pk}"] = typed
    page = as_(people.bola).post(meetup.page("run_sheet"), minutes).content.decode()
    assert "needs a whole number of minutes" in page
    assert sum(step.minutes for step in meetup.steps.all()) == 60


def test_a_draft_is_its_hosts_business_until_it_is_announced(people, as_):
    as_(people.dee).post("/gatherings/plan/", plan_form())
    gathering = Gathering.objects.get()
    seen = {
        who: as_(who).get(gathering.get_absolute_url()).status_code
        for who in (None, people.amara, people.bola, people.dee)
    }
    assert list(seen.values()) == [404, 404, 200, 200]
    as_(people.bola).post(gathering.page("announcement"))
    assert as_(None).get(gathering.get_absolute_url()).status_code == 200
    assert Entry.objects.get().title == "Monthly meet-up"
    assert str(Happening.objects.get()) == "announced Monthly meet-up"


def test_announcing_twice_is_refused_and_noted_once(people, meetup):
    with pytest.raises(Refused, match="announced already"):
        meetup.announce(by=people.dee)
    assert Happening.objects.count() == 1


def test_a_date_that_has_passed_is_refused_and_what_was_typed_stays(people, as_):
    page = as_(people.dee).post("/gatherings/plan/", plan_form(day="2020-01-01"))
    assert "That date has passed" in page.content.decode()
    assert "We look at repair cafes." in page.content.decode()


def test_a_host_is_found_by_name_and_an_unknown_one_is_named(people, as_):
    browser = as_(people.dee)
    page = browser.post("/gatherings/plan/", plan_form(host_name="Nobody Known"))
    assert "We know no member by that name" in page.content.decode()
    browser.post("/gatherings/plan/", plan_form(host_name="cerys"))
    assert Gathering.objects.get().host == people.cerys


def test_everybody_is_invited_once_however_often_it_is_pressed(people, as_, meetup):
    host = as_(people.bola)
    host.post(meetup.page("invitation"), {"to": "all"})
    host.post(meetup.page("invitation"), {"to": "all"})
    assert sorted(letter.to.name for letter in Letter.objects.all()) == [
        "Amara",
        "Bola",
        "Cerys",
        "Dee",
        "Efe",
    ], "Fin only typed an address once"
    meetup.arrivals.create(person=people.fin)
    Letter.objects.all().delete()
    host.post(meetup.page("invitation"), {"to": "all"})
    assert "Fin" in {letter.to.name for letter in Letter.objects.all()}


def test_who_wants_replies_only_gets_no_invitation(people, meetup):
    people.cerys.rhythm = "replies"
    people.cerys.save()
    meetup.invite(type(people.cerys).objects.members(), by=people.bola)
    assert "Cerys" not in {letter.to.name for letter in Letter.objects.all()}


@proves("J3.8")
def test_a_move_and_a_cancellation_tell_everyone_booked_at_once(people, make_gathering):
    gathering = make_gathering(places=1)
    book(gathering, people.amara)
    book(gathering, people.fin)
    Letter.objects.all().delete()
    gathering.move(gathering.starts_at + timedelta(days=1), by=people.bola, why="The hall flooded")
    assert sorted((x.to.name, x.subject) for x in Letter.objects.due()) == [
        ("Amara", "Moved: Monthly meet-up"),
        ("Fin", "Moved: Monthly meet-up"),
    ]
    assert "The hall flooded" in Letter.objects.get(to=people.amara).text
    assert "SEQUENCE:1" in Letter.objects.get(to=people.amara).calendar
    assert not Letter.objects.get(to=people.fin).calendar, "Fin waits, and has no place to enter"
    Letter.objects.all().delete()
    gathering.cancel(by=people.bola)
    assert {x.to.name for x in Letter.objects.due()} == {"Amara", "Fin"}
    assert "STATUS:CANCELLED" in Letter.objects.get(to=people.amara).calendar


def test_the_page_says_beforehand_how_many_will_be_told(people, as_, meetup):
    book(meetup, people.fin)
    page = as_(people.bola).get(meetup.page("move")).content.decode()
    assert "One person will be told" in page


def test_somebody_who_neither_hosts_nor_stewards_may_look_but_not_change(people, as_, meetup):
    member = as_(people.amara)
    for name in ("edit", "run_sheet", "wording", "invitation", "move", "cancellation", "host"):
        assert member.get(meetup.page(name)).status_code == 403, name
    for name in ("announcement", "step", "publication"):
        assert member.post(meetup.page(name)).status_code == 403, name


def test_what_everybody_may_find_ends_with_the_cancellation(people, meetup):
    meetup.cancel(by=people.bola)
    assert not Entry.objects.exists()
