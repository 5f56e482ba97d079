"""Who is new and quiet gets a line from a person: asked for once, and never sent by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate, now

from hearth.charter.models import Line
from hearth.charter.starting import publish_starting_lines
from hearth.ground.accounts import Person
from hearth.ground.books import hear
from hearth.ground.books.post import Letter
from hearth.ground.refusals import Refused
from hearth.people.models import Hello
from hearth.people.models.joining import ask_to_join
from hearth.people.models.welcome import ask_for_hellos, greeters, put_on_duty
from tests.proving import proves

TWO_DAYS = timedelta(days=2, minutes=1)


@pytest.fixture
def sam(people):
    """Sam Okafor, who joined a moment ago, long after everybody else."""
    Person.objects.members().update(joined_at=now() - timedelta(days=60))
    return new("Sam Okafor", brings="A broken boiler at our food bank")


def new(name, **said):
    email = f"{name.split()[0].lower()}@newcomers.example"
    return ask_to_join(name=name, email=email, **said).confirm()


@pytest.fixture
def later(time_machine):
    """`later(TWO_DAYS)`: it is that much later."""
    begun = now()
    return lambda how_much: time_machine.move_to(begun + how_much)


def asked():
    return Letter.objects.filter(once__startswith="hello:")


@proves("J1.6")
def test_after_two_quiet_days_the_welcomer_gets_name_reason_and_draft(sam, people, later):
    put_on_duty(
        people.bola, deputy=None, since=localdate(), until=localdate() + TWO_DAYS, by=people.dee
    )
    later(timedelta(hours=47))
    assert ask_for_hellos() == 0
    later(TWO_DAYS)
    assert ask_for_hellos() == 1
    letter = asked().get()
    assert letter.to == people.bola
    assert letter.subject == "Would you say hello to Sam?"
    assert "A broken boiler at our food bank" in letter.text
    assert "I am Bola, one of the people here." in letter.text
    assert "Okafor" not in letter.subject + letter.text
    assert "newcomers.example" not in letter.text


@proves("J1.6")
def test_the_note_is_never_sent_without_a_person(sam, people, as_, later, letters_to):
    for days in range(2, 30):
        later(timedelta(days=days, hours=1))
        ask_for_hellos()
    assert not [one for one in letters_to(sam.email) if "Hello from" in one.subject]
    welcomer = asked().order_by("pk").first().to
    browser, path = as_(welcomer), Hello.objects.get().get_absolute_url()
    assert "A broken boiler" in browser.get(path).text
    browser.post(path, {"send": "yes", "words": "Come and see us.\n\nYours, me"})
    letter = letters_to(sam.email)[-1]
    assert letter.subject == f"Hello from {welcomer.name}"
    assert letter.text.startswith("Hello Sam Okafor,\n\nCome and see us.\n\nYours, me")
    assert welcomer.email not in letter.text + letter.html


@proves("J1.6")
def test_each_newcomer_is_asked_about_once_through_missed_runs(sam, people, later):
    for hours in (*range(49, 80), 24 * 6, 24 * 8):
        later(timedelta(hours=hours))
        ask_for_hellos()
    assert Hello.objects.count() == 1
    assert sorted(letter.to.name for letter in asked()) == ["Dee", "Efe"], "welcomer and deputy"


def test_after_a_week_of_standing_still_nobody_is_called_new(sam, later):
    later(timedelta(days=10))
    assert ask_for_hellos() == 0


def test_who_did_or_said_anything_is_not_asked_about(sam, people, later):
    tess, uma = new("Tess"), new("Uma")
    publish_starting_lines(by=people.dee)
    hear("Not at 11.30", said_by=tess, during="Welcome")
    Line.objects.first().mark("Shorter, please", by=uma)
    later(TWO_DAYS)
    ask_for_hellos()
    assert [hello.person for hello in Hello.objects.all()] == [sam]


def test_who_wants_nothing_but_replies_is_left_in_peace(sam, later):
    Person.objects.filter(pk=sam.pk).update(rhythm=Person.Rhythm.REPLIES)
    later(TWO_DAYS)
    assert ask_for_hellos() == 0


def test_the_address_of_the_welcomer_is_shown_only_if_they_ticked_that(
    sam, people, as_, later, letters_to
):
    later(TWO_DAYS)
    ask_for_hellos()
    note = {"send": "yes", "words": "Hi", "shares_address": "on"}
    as_(people.dee).post(Hello.objects.get().get_absolute_url(), note)
    assert "Write back, if you like: dee@example.org" in letters_to(sam.email)[-1].text


@pytest.mark.parametrize("button", ["elsewhere", "let-be"])
def test_a_welcomer_may_say_that_it_is_not_needed(sam, people, as_, later, letters_to, button):
    later(TWO_DAYS)
    ask_for_hellos()
    path, before = Hello.objects.get().get_absolute_url(), len(letters_to(sam.email))
    assert "Sam" in as_(people.dee).get("/steward/").text
    as_(people.dee).post(path, {button: "yes"})
    assert len(letters_to(sam.email)) == before
    assert "Nobody waits for a hello." in as_(people.efe).get("/steward/").text
    assert "Dee has seen to this already" in as_(people.efe).get(path).text
    again = as_(people.efe).post(path, {"send": "yes", "words": "Hi"})
    assert "Dee has seen to this already" in again.text
    assert len(letters_to(sam.email)) == before


def test_only_the_welcomer_their_deputy_and_stewards_see_it(sam, people, as_, later):
    today = localdate()
    put_on_duty(
        people.bola, deputy=people.cerys, since=today, until=today + TWO_DAYS, by=people.dee
    )
    later(TWO_DAYS)
    ask_for_hellos()
    path = Hello.objects.get().get_absolute_url()
    seen = {name: as_(getattr(people, name)).get(path).status_code for name in vars(people)}
    assert seen == {"amara": 404, "bola": 200, "cerys": 200, "dee": 200, "efe": 200, "fin": 302}


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_send_one_note(sam, people, time_machine):
    time_machine.move_to(now() + TWO_DAYS)
    ask_for_hellos()
    hello = Hello.objects.get()

    def press(person):
        try:
            hello.settle(Hello.How.SENT, by=person, words="Hi")
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(press, (people.dee, people.efe))) == [False, True]
    assert Letter.objects.filter(to=sam, subject__startswith="Hello from").count() == 1


def test_stewards_take_turns_by_the_week_where_nobody_is_named(people):
    monday = date(2026, 11, 16)
    turns = [greeters(monday + timedelta(days=day)).welcomer.name for day in range(28)]
    assert [turns[n] for n in range(0, 28, 7)] in (["Dee", "Efe"] * 2, ["Efe", "Dee"] * 2)
    assert all(len(set(turns[n : n + 7])) == 1 for n in range(0, 28, 7))
    assert greeters(monday).deputy.name != greeters(monday).welcomer.name


def test_stewards_put_members_on_duty_and_take_them_off(people, as_, letters_to):
    dee, today = as_(people.dee), localdate()
    plan = {"person": "Bola", "deputy": "cerys@example.org", "since": today, "until": today}
    for _press in range(2):
        dee.post("/steward/welcome/", plan)
    assert (greeters().welcomer, greeters().deputy) == (people.bola, people.cerys)
    assert len(letters_to("bola@example.org")) == 1
    assert "We know no member" in dee.post("/steward/welcome/", plan | {"person": "Zoe"}).text
    assert "Name two people" in dee.post("/steward/welcome/", plan | {"deputy": "Bola"}).text
    assert as_(people.amara).get("/steward/welcome/").status_code == 404
    dee.post(f"/steward/welcome/{people_duty()}/")
    assert greeters().welcomer in (people.dee, people.efe)


def people_duty():
    from hearth.people.models import Duty

    return Duty.objects.get().pk
