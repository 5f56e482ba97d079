"""The hour itself: the room, the host's page, the charter, and what is said."""

from datetime import timedelta

import pytest
import time_machine

from hearth.charter.models import Line, Mark
from hearth.gatherings.models import Answer
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import book
from hearth.gatherings.models.runsheet import way_to_check_in
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.refusals import Refused
from tests.proving import proves

PART = {"HTTP_HX_REQUEST": "true"}


def room_of(browser, gathering, **more):
    return browser.get(gathering.page("room"), **more).content.decode()


@proves("J2.2")
def test_the_room_shows_the_plan_and_the_video_link_fifteen_minutes_before(
    people, as_, make_gathering
):
    gathering = make_gathering(video_url="https://meet.example/tuesday", phone="0330 1")
    gathering.roles.create(kind="welcomer", person=people.amara)
    book(gathering, people.fin)
    guest = as_(people.fin)
    page = room_of(guest, gathering)
    assert "0330 1" in page
    assert "0330 1" not in room_of(as_(None), gathering)
    for step in gathering.steps.all():
        assert step.title in page
    assert "What brings you here?" in page and "Bola hosts" in page
    assert "leave at any time" in page and 'name="needs"' in page
    for before, shown in ((16, False), (14, True)):
        with time_machine.travel(gathering.starts_at - timedelta(minutes=before)):
            assert ("meet.example/tuesday" in room_of(as_(people.fin), gathering)) is shown
            assert ("meet.example/tuesday" in room_of(as_(people.amara), gathering)) is shown
            assert "meet.example/tuesday" not in room_of(as_(None), gathering)


@proves("J2.4")
def test_the_room_follows_the_hosts_clock_and_what_is_typed_stays(people, as_, running):
    book(running, people.fin)
    guest, host = as_(people.fin), as_(people.bola)
    guest.post(running.page("arrival"))
    first, second, third = list(running.steps.in_order())[:3]
    page = room_of(guest, running)
    assert first.title in page and "data-ends=" in page and "data-live=" in page
    assert 'data-keep="answer-' in page and ">Pass</a>" in page
    host.post(running.page("step"), {"press": "on", "at": first.pk})
    host.post(running.page("step"), {"press": "on", "at": second.pk})
    part = room_of(guest, running, **PART)
    assert third.title in part and running.question in part
    assert "<html" not in part and "data-keep" not in part, "the box is outside the renewed part"


@proves("J2.7")
def test_recording_is_off_and_said_or_on_and_everybody_can_type_instead(people, as_, running):
    guest = as_(people.fin)
    assert "Not recorded. No note-taking bots." in room_of(guest, running)
    running.is_recorded = True
    running.change("is_recorded")
    guest.post(running.page("arrival"))
    late = room_of(as_(None), running)
    assert "This gathering is recorded." in late and "This gathering is recorded." in room_of(
        guest, running
    )
    guest.post(running.page("arrival"), {"types_only": "yes"})
    assert running.arrivals.get(person=people.fin).types_only
    assert "You are not recorded" in room_of(guest, running)
    assert as_(people.bola).get(running.page("host")).context["type_only"] == 1


def test_somebody_who_was_never_here_comes_in_by_typing_a_name(as_, running):
    stranger = as_(None)
    stranger.post(running.page("arrival"), {"name": "Sam"})
    sam = Person.objects.get(name="Sam")
    stranger.post(running.page("answers"), {"words": "Hello all", "wish": "members"})
    assert running.answers.get().person == sam and running.arrivals.get().person == sam


def test_the_doors_are_closed_long_before(as_, people, meetup):
    page = as_(people.fin).post(meetup.page("arrival"), follow=True)
    assert "doors are closed" in page.content.decode() and not meetup.arrivals.exists()


@proves("J3.12")
def test_the_charter_step_shows_the_two_lines_longest_unseen_and_keeps_a_members_note(
    people, as_, make_gathering, charter
):
    shown = []
    for _ in range(3):
        gathering = make_gathering(in_=timedelta(minutes=-1))
        gathering.begin(by=people.bola)
        gathering.go_on(from_step=gathering.step_id, by=people.bola)
        lines = list(Line.objects.shown_at(gathering.get_absolute_url()))
        page = room_of(as_(people.cerys), gathering, **PART)
        assert all(line.words in page.replace("&#x27;", "'") for line in lines)
        shown += lines
    assert shown == list(Line.objects.of(charter).in_order())[:6]
    as_(people.cerys).post(
        gathering.page("charter_note"), {"line": shown[-1].pk, "words": "Say it more simply"}
    )
    assert Mark.objects.get().line == shown[-1] and Mark.objects.get().words == "Say it more simply"


@proves("J3.13")
def test_the_way_to_check_in_changes_with_the_number_in_the_room(people, as_, running):
    assert way_to_check_in(16) != way_to_check_in(17) == way_to_check_in(30)
    assert "types" in way_to_check_in(31) and "three" in way_to_check_in(17)
    running._go_to(running.steps.get(kind="check-in"))
    pages = []
    for crowd in (16, 1, 14):
        for n in range(crowd):
            running.arrivals.create(person=Person.objects.meet(name=f"P{n}"))
        pages.append(as_(people.bola).get(running.page("host")).text)
    for page, present in zip(pages, (16, 17, 31), strict=True):
        assert way_to_check_in(present) in page


def test_two_hosts_who_press_next_at_once_move_one_step(people, as_, running):
    first = running.step_id
    for who in (people.bola, people.dee):
        as_(who).post(running.page("step"), {"press": "on", "at": first})
    running.refresh_from_db()
    assert running.step.position == 2


def test_a_double_click_says_it_once(people, as_, running):
    for _ in range(2):
        as_(people.cerys).post(running.page("answers"), {"words": "Once", "wish": "members"})
    assert Answer.objects.count() == Contribution.objects.count() == 1


def test_an_empty_box_comes_back_with_a_sentence_and_its_wish(people, as_, running):
    page = as_(people.cerys).post(running.page("answers"), {"words": "", "wish": "public"})
    assert page.status_code == 422 and page.context["form"]["wish"].value() == "public"


def test_no_page_says_who_passed(people, as_, running):
    """Rule G3: who came and said nothing is on no list, not even the host's."""
    as_(people.fin).post(running.page("arrival"))
    pages = [as_(people.bola).get(running.page(name)).content.decode() for name in ("host", "room")]
    assert not any("Fin" in page for page in pages)


def test_a_gathering_that_was_called_off_hears_nothing(people, running):
    running.cancel(by=people.bola)
    with pytest.raises(Refused, match="called off"):
        say(running, "Hello", person=people.amara)


def test_what_somebody_says_after_two_hundred_others_is_there(people, as_, running):
    Answer.objects.bulk_create(
        Answer(gathering=running, step=running.step, person=people.cerys, words=f"Thing {n}")
        for n in range(200)
    )
    as_(people.amara).post(running.page("arrival"))
    as_(people.amara).post(running.page("answers"), {"words": "The last one", "wish": "members"})
    page = as_(people.amara).get(running.page("room")).text
    assert "The last one" in page
    assert page.index("Thing 199") < page.index("The last one")
