"""Our BigBlueButton: opened by whoever comes first, a link for each, closed with the hour."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import time_machine

from hearth.gatherings import bigbluebutton
from hearth.gatherings.models import Room
from hearth.gatherings.models.places import book
from hearth.gatherings.tests.video_server import SECRET
from hearth.ground.books import Letter


def come_in(browser, gathering, **query):
    """Follow the link to the call; what the server was asked, in the end."""
    reply = browser.get(gathering.page("video"), query)
    assert reply.status_code == 302
    with urlopen(reply.url) as answer:
        assert b"SUCCESS" in answer.read()
    return {name: one[0] for name, one in parse_qs(urlsplit(reply.url).query).items()}


def test_the_checksum_is_the_hash_of_call_query_and_secret(settings):
    """The documentation's own example: by SHA-1 it is 1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17."""
    settings.BIGBLUEBUTTON_URL = "https://video.example.org/bigbluebutton/api/"
    settings.BIGBLUEBUTTON_SECRET = SECRET
    asked = {"meetingID": "abc123", "attendeePW": "111222", "moderatorPW": "333444"}
    assert bigbluebutton.address("create", name="Test Meeting", **asked) == (
        "https://video.example.org/bigbluebutton/api/create"
        "?name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444"
        "&checksum=da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e"
    )


def test_the_first_to_come_opens_the_call_and_each_has_a_link_of_their_own(
    people, as_, soon, server
):
    book(soon, people.fin)
    guest = come_in(as_(people.fin), soon)
    host = come_in(as_(people.bola), soon)
    assert list(server.meetings) == [str(soon.uid)]
    assert (guest["fullName"], guest["role"]) == ("Fin", "VIEWER")
    assert (host["fullName"], host["role"]) == ("Bola", "MODERATOR")
    assert guest["userID"] != host["userID"]
    assert guest["createTime"] == host["createTime"]


def test_the_server_learns_no_address_and_watches_nobody(people, as_, soon, server):
    people.cerys.name = "cerys@example.org"
    people.cerys.save()
    come_in(as_(people.cerys), soon)
    assert "example.org" not in json.dumps(server.calls)
    made = server.meetings[str(soon.uid)]
    assert (
        made["record"] == made["allowStartStopRecording"] == made["autoStartRecording"] == "false"
    )
    assert made["disabledFeatures"] == "learningDashboard"
    assert server.people[str(soon.uid)][0]["excludeFromDashboard"] == "true"


def test_it_is_recorded_only_where_everybody_was_told(people, as_, soon, server):
    soon.is_recorded = True
    soon.save()
    come_in(as_(people.cerys), soon)
    made = server.meetings[str(soon.uid)]
    assert (
        made["record"] == made["allowStartStopRecording"] == made["notifyRecordingIsOn"] == "true"
    )
    assert made["autoStartRecording"] == "false"


def test_our_rooms_are_its_groups_when_the_call_is_opened(people, as_, soon, server):
    for number, person in ((1, people.cerys), (2, people.amara)):
        room = Room.objects.create(gathering=soon, number=number)
        soon.arrivals.create(person=person, room=room)
    mine = come_in(as_(people.cerys), soon)
    groups = json.loads(server.meetings[str(soon.uid)]["groups"])
    assert [(one["id"], one["name"]) for one in groups] == [("1", "Room 1"), ("2", "Room 2")]
    assert groups[0]["roster"] == [mine["userID"]]


def test_rooms_made_later_change_nothing_of_a_call_that_is_open(people, as_, soon, server):
    come_in(as_(people.bola), soon)
    room = Room.objects.create(gathering=soon, number=1)
    soon.arrivals.create(person=people.cerys, room=room)
    come_in(as_(people.cerys), soon)
    assert len(server.people[str(soon.uid)]) == 2


def test_a_small_room_has_a_call_of_its_own_for_those_who_sit_in_it(people, as_, soon, server):
    soon.is_recorded = True
    soon.save()
    room = Room.objects.create(gathering=soon, number=3)
    soon.arrivals.create(person=people.cerys, room=room)
    come_in(as_(people.cerys), soon, room=3)
    come_in(as_(people.bola), soon, room=3)
    assert as_(people.amara).get(soon.page("video"), {"room": 3}).url == soon.page("room")
    assert server.meetings[f"{soon.uid}-0-3"]["record"] == "false"


def test_nobody_else_and_nobody_early_is_let_in(people, as_, soon, make_gathering, server):
    later = make_gathering(video_by="bigbluebutton")
    for browser, gathering in (
        (as_(None), soon),
        (as_(people.fin), soon),
        (as_(people.bola), later),
    ):
        assert browser.get(gathering.page("video")).url == gathering.page("room")
    soon.cancel(by=people.bola)
    assert as_(people.bola).get(soon.page("video")).url == soon.page("room")
    assert server.calls == []


def test_who_waits_for_a_place_is_not_let_in(people, as_, soon, server):
    soon.places = 1
    soon.save()
    book(soon, people.cerys)
    assert book(soon, people.fin).waits
    assert as_(people.fin).get(soon.page("video")).url == soon.page("room")
    assert server.calls == []


def test_the_call_closes_with_the_hour(people, as_, soon, server):
    Room.objects.create(gathering=soon, number=1)
    come_in(as_(people.bola), soon)
    soon.begin(by=people.bola)
    as_(people.bola).post(soon.page("step"), {"press": "end", "at": soon.step_id})
    assert server.meetings == {}
    assert [facts["meetingID"] for call, facts in server.calls if call == "end"] == [
        str(soon.uid),
        f"{soon.uid}-0-1",
    ]


def test_whether_it_runs_and_what_it_is_can_be_asked(people, as_, soon, server):
    meeting = str(soon.uid)
    assert (bigbluebutton.is_running(meeting), bigbluebutton.info(meeting)) == (False, {})
    come_in(as_(people.bola), soon)
    assert bigbluebutton.is_running(meeting)
    assert bigbluebutton.info(meeting)["meetingName"] == "Monthly meet-up"
    bigbluebutton.end(meeting)
    bigbluebutton.end(meeting)
    assert not bigbluebutton.is_running(meeting)


def test_no_join_link_and_no_secret_is_in_a_letter_calendar_feed_or_page(people, as_, soon, server):
    book(soon, people.amara)
    book(soon, people.fin)
    with time_machine.travel(soon.starts_at - timedelta(minutes=1), tick=False):
        pages = [as_(people.amara).get(soon.page(name)).text for name in ("room", "calendar_file")]
    pages += [
        as_(None).get(path).text for path in ("/gatherings/feed.atom", "/gatherings/calendar.ics")
    ]
    pages += [letter.text + letter.html + letter.calendar for letter in Letter.objects.all()]
    for words in pages:
        assert server.address not in words and "checksum" not in words and SECRET not in words
