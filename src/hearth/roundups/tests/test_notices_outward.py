"""Chats hear what everyone may know: once each, signed, and never from inside our walls."""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

import pytest

from hearth.ground.access import Group
from hearth.ground.books import note, share_with
from hearth.roundups.models import Notice, Outlet
from hearth.roundups.models.notices import WAITS
from hearth.roundups.notices import sending as on_their_way
from hearth.roundups.notices.carrying import NotCarried
from hearth.roundups.notices.sending import tell_outlets
from hearth.roundups.notices.signing import headers
from hearth.roundups.notices.words import Told, Tool
from hearth.roundups.sending import send

AT = datetime(2026, 11, 19, 9, tzinfo=UTC)
TOLD = Told("roundups", "A <b>[bold]</b> week @everyone", "https://a.example/x/", AT)


@pytest.fixture
def carried(monkeypatch):
    """What was carried where; `carried.fails` makes it fail."""

    class Carried(list):
        fails = False

    found = Carried()

    def take(address, body, heads):
        if found.fails:
            raise NotCarried("it answered 500")
        found.append((address, json.loads(body), heads))

    monkeypatch.setattr(on_their_way, "carry", take)
    return found


@pytest.fixture
def outlet(people, clock):
    chat = Outlet(name="Chat", tool="standard", address="https://chat.example/hook")
    chat.add()
    return chat


def announce(people, thing="Mending day", seen_by="everyone", **about):
    url = f"/gatherings/{thing}/"
    phrase = about.pop("phrase", "announced {thing}")
    note(phrase, thing=thing, by=people.dee, url=url, seen_by=seen_by, **about)
    return url


def test_the_signature_is_that_of_the_standard():
    secret = "whsec_" + b64encode(b"0" * 24).decode()
    heads = headers("msg_1", AT, b'{"a": 1}', secret)
    key = b64decode(secret.removeprefix("whsec_"))
    said = f'msg_1.{int(AT.timestamp())}.{{"a": 1}}'.encode()
    expected = b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    assert heads["webhook-id"] == "msg_1"
    assert heads["webhook-signature"] == f"v1,{expected}"


def test_the_standards_own_example_signs_the_same():
    """From the specification's reference libraries."""
    heads = headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    )
    assert heads["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("tool", "field"), [("discord", "content"), ("slack", "text"), ("mattermost", "text"),
                        ("matrix", "text"), ("standard", "type")],
)  # fmt: skip
def test_each_chat_reads_its_own_shape_and_no_title_breaks_out_of_it(tool, field):
    said = json.loads(TOLD.body(Tool(tool)))
    assert said[field]
    if tool == "standard":
        assert said["type"] == "roundup.sent"
        assert said["data"]["url"] == "https://a.example/x/"
        return
    assert "https://a.example/x/" in said[field]
    assert "<b>" not in said[field]
    assert ("@everyone" in said[field]) == (tool in ("discord", "slack"))
    if tool == "discord":
        assert said["allowed_mentions"] == {"parse": []}


def test_a_round_up_a_gathering_another_time_and_an_answer_are_told_once(
    people, outlet, carried, draft
):
    draft.reword(opening="", closing="", seen_by="everyone", lines={})
    send(draft, by=people.dee)
    announce(people)
    announce(people, phrase="moved {thing}")
    announce(people, phrase="answered {thing}")
    announce(people, phrase="opened a page for {thing}")
    for _minute in range(3):
        tell_outlets()
    assert [body["type"] for _to, body, _heads in carried] == [
        "roundup.sent", "gathering.announced", "gathering.moved", "theme.answered"
    ]  # fmt: skip
    assert len({heads["webhook-id"] for _to, _body, heads in carried}) == 4


def test_only_what_everyone_may_know_goes_out_also_if_it_was_closed_since(people, outlet, carried):
    announce(people, "Members only", "members")
    announce(people, "A circle's", "group", group=Group.objects.create(name="A circle"))
    url = announce(people, "Closed soon")
    carried.fails = True
    tell_outlets()
    share_with(url, seen_by="members")
    carried.fails = False
    Notice.objects.update(not_before=AT - timedelta(days=1))
    tell_outlets()
    assert not carried
    assert not Notice.objects.waiting().exists()


def test_what_fails_is_tried_later_and_later_with_the_same_number_and_then_given_up(
    people, outlet, carried, clock
):
    carried.fails = True
    announce(people)
    for wait in WAITS:
        tell_outlets()
        tell_outlets()
        notice = Notice.objects.get()
        assert notice.trouble == "it answered 500"
        assert not notice.given_up_at
        clock.shift(wait)
    assert notice.tries == len(WAITS)
    carried.fails = False
    tell_outlets()
    assert carried[0][2]["webhook-id"] == notice.number
    Notice.objects.update(arrived_at=None, taken_at=None, tries=len(WAITS))
    carried.fails = True
    tell_outlets()
    assert Notice.objects.get().given_up_at


def test_a_slow_one_holds_up_nobody_but_itself(people, outlet, monkeypatch):
    other = Outlet(name="Other", tool="standard", address="https://other.example/hook")
    other.add()
    for n in range(on_their_way.AT_ONCE + 5):
        announce(people, f"Meeting {n}")
    asked, clock = [], iter(range(0, 1000, 4))
    monkeypatch.setattr(on_their_way, "monotonic", lambda: next(clock))
    monkeypatch.setattr(on_their_way, "carry", lambda address, *_what: asked.append(address))
    assert tell_outlets() == 4
    assert asked == [outlet.address] * 2 + [other.address] * 2
    tell_outlets()
    assert Notice.objects.waiting().filter(outlet=other).count() == on_their_way.AT_ONCE + 1


def test_one_that_is_forgotten_while_it_is_asked_is_no_fault(people, outlet, carried, monkeypatch):
    announce(people)

    def forget(*_what):
        outlet.delete()
        raise NotCarried("it did not answer")

    monkeypatch.setattr(on_their_way, "carry", forget)
    assert tell_outlets() == 0
    assert not Notice.objects.exists()


def test_one_that_is_turned_off_hears_nothing_and_later_nothing_of_meanwhile(
    people, as_, outlet, carried
):
    dee = as_(people.dee)
    dee.post(f"/roundups/notices/{outlet.pk}/", {"off": "yes"})
    announce(people)
    tell_outlets()
    dee.post(f"/roundups/notices/{outlet.pk}/", {"on": "yes"})
    tell_outlets()
    assert not carried


def test_a_steward_adds_one_tests_it_and_sees_the_last_tries(people, as_, carried):
    dee = as_(people.dee)
    said = {"name": "Chat", "tool": "slack", "address": "http://chat.example/x"}
    assert "An address begins with https://" in dee.post("/roundups/notices/", said).text
    said["address"] = "https://chat.example/x"
    path = dee.post("/roundups/notices/", said).url
    assert "It arrived." in dee.post(path, {"test": "yes"}, follow=True).text
    assert carried[0][1] == {"text": carried[0][1]["text"]}
    assert as_(people.bola).get(path).status_code == 404
