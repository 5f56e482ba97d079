"""Words in reply to a gathering's letters reach those who host it, by letter and on their page."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.conversations.models.blocks import keep_away
from hearth.gatherings.models import Cancellation, Need, Remark
from hearth.gatherings.models.cohosts import name_cohost
from hearth.gatherings.models.places import book
from hearth.gatherings.models.remarks import IN_AN_HOUR, forget_remarks
from hearth.gatherings.models.taking_roles import take
from hearth.gatherings.reminders import send_reminders
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.house.models import Received
from hearth.people.leaving import leave
from tests.proving import proves
from tests.replying import reply_to

WORDS = "I bring a marlquoin and a cake"


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


@pytest.fixture
def tomorrow(make_gathering, people):
    gathering = make_gathering(in_=timedelta(hours=30))
    book(gathering, people.amara)
    return gathering


def to(person, subject):
    return Letter.objects.filter(to=person, subject__contains=subject).latest("pk")


def reminder(tomorrow, person):
    with time_machine.travel(tomorrow.starts_at - timedelta(hours=20)):
        send_reminders()
    return Letter.objects.get(to=person, kind="reminder")


@proves("G2")
def test_words_to_a_reminder_reach_the_host_by_letter_and_on_the_page(people, as_, tomorrow):
    reply_to(reminder(tomorrow, people.amara), WORDS)
    letter = to(people.bola, "Amara writes")
    assert WORDS in letter.text and people.amara.email in letter.text
    assert "What we wrote" not in letter.text
    assert WORDS in as_(people.bola).get(tomorrow.page("host")).text
    assert Received.objects.for_a_person().count() == 0


def test_a_no_to_a_reminder_gives_the_place_back_and_a_yes_changes_nothing(people, tomorrow):
    letter = reminder(tomorrow, people.amara)
    reply_to(letter, "Yes, see you there")
    assert tomorrow.booked.coming().filter(person=people.amara).exists()
    reply_to(letter, "Sorry, I can't come")
    assert not tomorrow.booked.filter(person=people.amara).exists()
    assert Letter.objects.filter(to=people.bola, subject__contains="writes").count() == 0


@proves("G2")
def test_words_to_the_thanks_reach_the_host(people, as_, running):
    running.arrivals.create(person=people.amara)
    running.end(by=people.bola)
    as_(people.bola).post(running.page("publication"), {"opening": "Lovely", "links": ""})
    as_(people.bola).post(running.page("thanks"))
    reply_to(to(people.amara, "Thank you, and"), "Yes")
    assert "“Yes”" in to(people.bola, "Amara writes").text


def test_who_hosts_together_reads_it_together_and_nobody_else_does(people, as_, tomorrow):
    name_cohost(tomorrow, people.cerys, by=people.bola)
    take(tomorrow, "time-keeper", people.amara)
    reply_to(reminder(tomorrow, people.amara), WORDS)
    for host in (people.bola, people.cerys):
        assert WORDS in to(host, "Amara writes").text
        assert WORDS in as_(host).get(tomorrow.page("host")).text
    assert "Who hosts it with you has this letter too" in to(people.bola, "Amara writes").text
    for reader in (people.dee, people.amara, people.fin, None):
        assert WORDS not in as_(reader).get(tomorrow.page("host"), follow=True).text
    with time_machine.travel(tomorrow.ends_at + timedelta(days=8)):
        assert not Remark.objects.read_by(people.cerys, tomorrow).exists()


@proves("G2")
def test_the_hosts_answer_goes_to_whoever_wrote_and_theirs_to_the_host(people, tomorrow):
    reply_to(reminder(tomorrow, people.amara), WORDS)
    reply_to(to(people.bola, "Amara writes"), "Lovely! Which cake?")
    back = to(people.amara, "Bola answers you")
    assert "Which cake?" in back.text and people.bola.email not in back.text
    assert "because Bola wrote to you" in back.text
    reply_to(back, "Plum")
    assert "Plum" in to(people.bola, "Amara writes").text
    assert Received.objects.for_a_person().count() == 0


def test_whoever_chose_not_to_read_the_host_gets_no_answer_of_theirs(people, tomorrow):
    reply_to(reminder(tomorrow, people.amara), WORDS)
    keep_away(people.bola, is_mute=False, by=people.amara)
    before = Letter.objects.count()
    reply_to(to(people.bola, "Amara writes"), "Lovely! Which cake?")
    assert Letter.objects.count() == before
    assert Received.objects.for_a_person().count() == 0


def test_what_helps_somebody_stays_between_the_host_and_whoever_sees_to_it(people, as_, tomorrow):
    name_cohost(tomorrow, people.efe, by=people.bola)
    book(tomorrow, people.fin, needs="A quiet corner")
    Need.objects.get().give_to(people.cerys, by=people.bola)
    reply_to(to(people.cerys, "Will you see to"), "Is the corner near a door?")
    assert "near a door" in to(people.bola, "Cerys writes").text
    assert not Letter.objects.filter(to=people.efe, subject__contains="Cerys writes").exists()
    assert "near a door" in as_(people.bola).get(tomorrow.page("host")).text
    assert "near a door" not in as_(people.efe).get(tomorrow.page("host")).text


def test_where_no_host_is_left_a_steward_reads_it(people, tomorrow):
    letter = reminder(tomorrow, people.amara)
    Person.objects.get_queryset().filter(pk=people.bola.pk).update(joined_at=None)
    reply_to(letter, WORDS)
    assert WORDS in Received.objects.for_a_person().get().words
    assert not Remark.objects.exists()


def test_a_host_without_an_address_finds_it_on_the_page(people, as_, tomorrow):
    letter, host = reminder(tomorrow, people.amara), as_(people.bola)
    Person.objects.get_queryset().filter(pk=people.bola.pk).update(email=None)
    reply_to(letter, WORDS)
    assert WORDS in host.get(tomorrow.page("host")).text


def test_words_about_what_was_called_off_reach_the_host_too(people, tomorrow):
    tomorrow.cancel(by=people.bola, why="Snow")
    assert Cancellation.objects.exists()
    reply_to(to(people.amara, "Called off"), "What a pity")
    assert "What a pity" in to(people.bola, "Amara writes").text


def test_a_program_that_answers_all_night_is_stopped(people, tomorrow):
    letter = reminder(tomorrow, people.amara)
    for number in range(IN_AN_HOUR + 3):
        reply_to(letter, f"I am away, number {number}")
    assert Remark.objects.count() == IN_AN_HOUR
    assert Received.objects.for_a_person().count() == 3


def test_it_is_forgotten_after_thirty_days_and_when_its_writer_leaves(people, tomorrow):
    letter = reminder(tomorrow, people.amara)
    reply_to(letter, WORDS)
    with time_machine.travel(now() + timedelta(days=29)):
        assert forget_remarks() == 0
    leave(people.amara, remove_words=True)
    assert not Remark.objects.exists()
    assert not Letter.objects.filter(text__contains=WORDS).exists()


def test_thirty_days_are_enough(people, tomorrow):
    reply_to(reminder(tomorrow, people.amara), WORDS)
    with time_machine.travel(now() + timedelta(days=31)):
        assert forget_remarks() == 1
