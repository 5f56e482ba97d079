"""Video by choice: a plain note beside the link, telephone numbers, and a link for each room."""

from datetime import date, time, timedelta

import pytest

from hearth.gatherings.models import Room, Series
from hearth.gatherings.models.places import book
from hearth.gatherings.tests.test_planning import plan_form
from hearth.gatherings.video import By, note_of, notes, room_link, video_link
from hearth.ground.books import Letter


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://us02web.zoom.us/j/123?pwd=x", "zoom"),
        ("https://zoom.us/my/us", "zoom"),
        ("https://meet.google.com/abc-defg-hij", "meet"),
        ("https://meet.jit.si/Something", "jitsi"),
        ("https://jitsi.example.org/room", "jitsi"),
        ("https://whereby.com/ours", "whereby"),
        ("https://ours.whereby.com/room", "whereby"),
        ("https://teams.microsoft.com/l/meetup-join/1", "teams"),
        ("https://teams.live.com/meet/1", "teams"),
        ("https://bbb.example.org/rooms/abc/join", "bigbluebutton"),
        ("https://video.example.org/b/efe-abc", "bigbluebutton"),
        ("https://notzoom.us/j/1", None),
        ("https://example.org/zoom.us", None),
        ("", None),
    ],
)
def test_the_kind_of_call_is_known_by_its_link(url, kind):
    note = note_of(url)
    assert (note.kind if note else None) == kind


def test_every_note_says_what_it_costs_who_listens_and_where_that_is_from():
    kinds = {note.kind for note in notes()}
    assert kinds == {"jitsi", "bigbluebutton", "zoom", "meet", "teams", "whereby", "phone"}
    for note in notes():
        facts = (note.cost, note.app, note.listens, note.rooms, note.open, note.source)
        assert all(len(fact) > 4 for fact in facts)


def test_the_note_stands_beside_the_choice_and_beside_the_link(people, as_, make_gathering):
    soon = make_gathering(in_=timedelta(minutes=5), video_url="https://zoom.us/j/1")
    form = as_(people.bola).get(soon.page("edit")).text
    assert "Free calls end after 40 minutes" in form and "Who can listen" in form
    assert form.count("not checked at the source (") == 5, "said beside each, in so many words"
    assert "This is Zoom." in as_(people.cerys).get(soon.page("room")).text
    assert "This is Zoom." not in as_(None).get(soon.page("room")).text


def test_bigbluebutton_is_a_choice_only_where_there_is_one(people, as_, settings):
    form = plan_form() | {"video_by": "bigbluebutton"}
    assert "Our BigBlueButton" not in as_(people.dee).get("/gatherings/plan/").text
    assert as_(people.dee).post("/gatherings/plan/", form).status_code == 200
    settings.BIGBLUEBUTTON_URL = "https://video.example.org/bigbluebutton"
    assert as_(people.dee).post("/gatherings/plan/", form).status_code == 302


def test_uk_numbers_come_first_each_with_its_pin(people, as_, meetup):
    typed = "+1 646 558 8656, 442 17#\n\n 0330 088 5830,  then 442 17# \n+44 131 460 1196"
    as_(people.bola).post(meetup.page("edit"), plan_form() | {"phone": typed})
    meetup.refresh_from_db()
    assert meetup.phone.splitlines() == [
        "0330 088 5830, then 442 17#",
        "+44 131 460 1196",
        "+1 646 558 8656, 442 17#",
    ]
    book(meetup, people.amara)
    (letter,) = Letter.objects.filter(to=people.amara)
    assert "0330 088 5830, then 442 17#; +44 131 460 1196" in letter.text


def test_each_small_room_has_a_jitsi_room_that_nobody_can_guess(meetup, make_gathering):
    meetup.video_by = By.JITSI
    first, second = (Room(gathering=meetup, number=number) for number in (1, 2))
    links = [video_link(meetup), room_link(meetup, first), room_link(meetup, second)]
    other = make_gathering(video_by="jitsi")
    links.append(room_link(other, Room(gathering=other, number=1)))
    assert len(set(links)) == 4
    assert all(link.startswith("https://meet.jit.si/hearth-") for link in links)
    assert room_link(meetup, first) == links[1]


def test_small_rooms_open_where_the_hosts_own_jitsi_is(meetup):
    meetup.video_url = "https://jitsi.example.org:8443/ours#config.x=1"
    link = room_link(meetup, Room(gathering=meetup, number=2))
    assert link.startswith("https://jitsi.example.org:8443/hearth-")
    assert video_link(meetup) == meetup.video_url


def test_where_a_room_has_no_call_of_its_own_the_host_opens_it(people, as_, running):
    running.video_url = "https://zoom.us/j/1"
    running.step = running.steps.get(kind="rooms")
    running.save()
    room = Room.objects.create(gathering=running, step=running.step, number=4)
    running.arrivals.create(person=people.cerys, room=room)
    page = as_(people.cerys).get(running.page("room"))
    assert "The host opens it in the video call." in page.text
    running.video_by = "jitsi"
    running.video_url = ""
    running.save()
    assert room_link(running, room) in as_(people.cerys).get(running.page("room")).text


def test_a_made_up_jitsi_link_is_kept_from_those_who_do_not_come(people, as_, make_gathering):
    soon = make_gathering(in_=timedelta(minutes=5), video_by="jitsi")
    book(soon, people.amara)
    assert video_link(soon) in as_(people.amara).get(soon.page("room")).text
    for reader in (None, people.fin):
        assert "meet.jit.si" not in as_(reader).get(soon.page("room")).text
    (letter,) = Letter.objects.filter(to=people.amara)
    assert "meet.jit.si" not in letter.text + letter.html + letter.calendar


def test_a_series_gives_its_choice_to_each_date(people):
    series = Series.objects.create(
        title="Tea", slug="tea", clock=time(18), host=people.bola, video_by="jitsi", phone="0330 1"
    )
    gathering = series.confirm(date(2027, 1, 26), by=people.dee)
    assert (gathering.video_by, gathering.phone) == ("jitsi", "0330 1")
