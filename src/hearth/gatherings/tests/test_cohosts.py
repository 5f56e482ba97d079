"""Co-hosts: rights for one gathering, ending seven days after it, and nothing more (J3.6)."""

from datetime import timedelta

import pytest
import time_machine

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.cohosts import MOST, name_cohost
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.links import link
from hearth.ground.refusals import Refused
from tests.proving import proves

HOSTS_PAGES = ("host", "edit", "run_sheet", "wording", "invitation", "move", "notes", "co_hosts")


@pytest.fixture
def cohosted(meetup, people):
    name_cohost(meetup, people.cerys, by=people.bola, organisation="Datakind Leeds")
    return meetup


def opened(browser, gathering):
    return {name: browser.get(gathering.page(name)).status_code for name in HOSTS_PAGES}


@proves("J3.6")
def test_a_cohost_from_elsewhere_has_the_hosts_pages_for_this_one_alone(
    people, as_, cohosted, make_gathering
):
    another = make_gathering(title="The next one", series=cohosted.series)
    assert set(opened(as_(people.cerys), cohosted).values()) == {200}
    assert 200 not in opened(as_(people.cerys), another).values()
    page = as_(None).get(cohosted.get_absolute_url()).text
    assert "Bola and Cerys (Datakind Leeds) host." in page


@proves("J3.6")
@pytest.mark.parametrize(
    ("after", "may"),
    [
        (timedelta(hours=-2), True),
        (timedelta(days=7, seconds=-1), True),
        (timedelta(days=7), False),
        (timedelta(days=30), False),
    ],
)
def test_it_ends_seven_days_after_to_the_second(people, cohosted, after, may):
    with time_machine.travel(cohosted.ends_at + after, tick=False):
        assert cohosted.may_be_changed_by(people.cerys) is may
        found = Gathering.objects.with_own(people.cerys).get(pk=cohosted.pk)
        assert found.may_be_changed_by(people.cerys) is may
        assert not found.may_be_changed_by(people.amara)


def test_the_end_follows_a_move(people, cohosted):
    was = cohosted.ends_at
    cohosted.move(cohosted.starts_at + timedelta(days=20), by=people.bola)
    with time_machine.travel(was + timedelta(days=8)):
        assert cohosted.may_be_changed_by(people.cerys)


def test_a_draft_and_a_members_gathering_are_seen_by_their_cohost(people, make_gathering):
    draft = make_gathering(announced=False, seen_by="members")
    name_cohost(draft, people.fin, by=people.bola)
    assert draft in Gathering.objects.visible_to(people.fin)
    with time_machine.travel(draft.ends_at + timedelta(days=7)):
        assert draft not in Gathering.objects.visible_to(people.fin)


def test_a_cohost_names_nobody_calls_nothing_off_and_hands_nothing_on(people, as_, cohosted):
    browser = as_(people.cerys)
    named = {"who": people.amara.email, "organisation": ""}
    assert browser.post(cohosted.page("co_hosts"), named).status_code == 403
    assert browser.post(cohosted.page("cancellation"), {"why": "x"}).status_code == 403
    page = browser.get(cohosted.page("edit"))
    assert "host_name" not in page.text and people.bola.email not in page.text
    (mine,) = cohosted.cohosts.all()
    assert mine.person == people.cerys and not cohosted.is_cancelled
    assert browser.post(cohosted.page("move"), {"day": "2000-01-01"}).status_code == 200


def test_a_cohost_does_not_read_what_people_need(people, as_, cohosted):
    book(cohosted, people.amara, needs="A lift")
    assert "A lift" in as_(people.bola).get(cohosted.page("host")).text
    assert "A lift" not in as_(people.cerys).get(cohosted.page("host")).text


def test_a_cohost_changes_the_words_and_the_host_stays_the_host(people, as_, cohosted):
    from hearth.gatherings.tests.test_planning import plan_form

    words = plan_form() | {"title": "New words", "host_name": people.cerys.email}
    as_(people.cerys).post(cohosted.page("edit"), words)
    cohosted.refresh_from_db()
    assert (cohosted.title, cohosted.host) == ("New words", people.bola)


def test_somebody_who_is_no_member_is_asked_to_join_and_acts_only_then(people, as_, meetup):
    form = {"who": "sam@leeds.example.org", "called": "", "organisation": "Leeds"}
    assert "Say what to call them" in as_(people.bola).post(meetup.page("co_hosts"), form).text
    as_(people.bola).post(meetup.page("co_hosts"), form | {"called": "Sam"})
    sam = Person.objects.get(email="sam@leeds.example.org")
    letter = Letter.objects.get(to=sam)
    assert "Join with this address" in letter.text
    assert "Sam" not in as_(None).get(meetup.get_absolute_url()).text
    guest = as_(sam)
    assert guest.get(meetup.page("host")).status_code == 302
    sam.join()
    assert as_(Person.objects.get(pk=sam.pk)).get(meetup.page("host")).status_code == 200
    assert "Bola and Sam (Leeds) host." in as_(None).get(meetup.get_absolute_url()).text


def test_a_link_alone_makes_no_cohost(people, cohosted):
    from django.test import Client

    browser = Client()
    browser.get(link(people.cerys, "/"))
    assert browser.get(cohosted.page("host")).status_code == 302


def test_the_host_ends_it_at_once(people, as_, cohosted):
    as_(people.bola).post(cohosted.page("co_hosts"), {"end": cohosted.cohosts.get().pk})
    assert 200 not in opened(as_(people.cerys), cohosted).values()


def test_who_lays_it_down_tells_the_host_once(people, as_, cohosted):
    pk = cohosted.cohosts.get().pk
    for _press in range(2):
        as_(people.cerys).post(cohosted.page("co_hosts"), {"end": pk})
    assert not cohosted.cohosts.exists()
    assert Letter.objects.filter(to=people.bola, subject__startswith="One host less").count() == 1


def test_one_cohost_does_not_end_another(people, as_, cohosted):
    name_cohost(cohosted, people.amara, by=people.bola)
    other = cohosted.cohosts.get(person=people.amara)
    reply = as_(people.cerys).post(cohosted.page("co_hosts"), {"end": other.pk})
    assert reply.status_code == 403 and cohosted.cohosts.count() == 2


def test_naming_twice_writes_one_letter_and_there_is_an_end_to_it(people, meetup):
    for where in ("", "Leeds"):
        named = name_cohost(meetup, people.cerys, by=people.bola, organisation=where)
    assert str(named) == "Cerys (Leeds)"
    assert Letter.objects.filter(to=people.cerys).count() == 1
    with pytest.raises(Refused, match="Bola hosts already"):
        name_cohost(meetup, people.bola, by=people.bola)
    for number in range(MOST):
        guest = Person.objects.meet(name=f"G{number}", email=f"g{number}@example.org")
        if number == MOST - 1:
            with pytest.raises(Refused, match="Six co-hosts are enough"):
                name_cohost(meetup, guest, by=people.bola)
        else:
            name_cohost(meetup, guest, by=people.bola)


def test_what_a_cohost_does_is_written_down_with_their_name(people, as_, cohosted):
    book(cohosted, people.amara)
    cohosted.move(cohosted.starts_at + timedelta(days=1), by=people.cerys)
    assert cohosted.moves.get().by == people.cerys
