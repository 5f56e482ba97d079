"""Pages that listen hear what is told, once it is certain, and nothing else."""

from __future__ import annotations

import socket
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import transaction

from hearth.ground import live
from hearth.ground.live import as_event, listeners, live_address, tell, topics_at
from tests.opening import hear, knock, listen, opened


def nothing(environ, start):
    start("404 Not Found", [])
    return [b""]


def wait_until(so):
    last = time.monotonic() + 5
    while not so():
        assert time.monotonic() < last, "it takes too long"
        time.sleep(0.01)


@pytest.fixture
def house():
    live.begin(many=False)
    with opened(nothing) as house:
        yield house


@pytest.mark.django_db(transaction=True)
def test_a_page_hears_what_is_told_once_the_transaction_is_kept(house):
    line = listen(house.port, "room")
    with transaction.atomic():
        tell("room", "Bola asks something")
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.recv(100)
    line.settimeout(5)
    assert b"data: Bola asks something\n\n" in hear(line, b"\n\n")


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_is_never_told(house):
    line = listen(house.port, "room")
    with transaction.atomic():
        tell("room", "undone")
        transaction.set_rollback(True)
    tell("room", "kept")
    heard = hear(line, b"kept")
    assert b"kept" in heard
    assert b"undone" not in heard


@pytest.mark.django_db(transaction=True)
def test_a_page_hears_its_own_topic_only_and_in_order(house):
    line = listen(house.port, "room")
    for words in ("one", "two", "three"):
        tell("elsewhere", "not for you")
        tell("room", words)
    heard = hear(line, b"three").decode()
    assert "not for you" not in heard
    assert heard.index("one") < heard.index("two") < heard.index("three")


@pytest.mark.django_db(transaction=True)
def test_a_page_hears_several_topics_through_one_stream(house):
    line = listen(house.port, "", live_address("board", "hearing"))
    for words in ("one", "two", "three"):
        tell("elsewhere", "not for you")
        tell("hearing" if words == "two" else "board", words)
    heard = hear(line, b"three").decode()
    assert "not for you" not in heard
    assert heard.index("one") < heard.index("two") < heard.index("three")
    assert listeners.many == 1
    line.close()
    wait_until(lambda: not listeners.anybody())
    assert not listeners._by_topic


@pytest.mark.parametrize("topics", [[], ["one", "two", "three", "four", "five"]])
def test_a_page_listens_to_four_topics_at_most(topics):
    with pytest.raises(ValueError, match="1 to 4"):
        live_address(*topics)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_let_go_because_much_changes_in_one_moment(house):
    line = listen(house.port, "room")
    listeners._in_loop(time.sleep, 0.3)
    for _ in range(100):
        tell("room")
    assert hear(line, b"changed\n\n").count(b"changed") == 1
    tell("room", "later")
    assert b"later" in hear(line, b"later")


def test_a_stream_that_ends_by_itself_ends_as_it_should(house, monkeypatch, caplog):
    monkeypatch.setattr(live, "LIVES", timedelta(seconds=1))
    line = listen(house.port, "room")
    assert hear(line, b"0\r\n\r\n").endswith(b"0\r\n\r\n")
    wait_until(lambda: not listeners.anybody())
    assert not caplog.records


@pytest.mark.django_db(transaction=True)
def test_hundreds_of_pages_hear_the_same(house):
    lines = [listen(house.port, "room") for _ in range(300)]
    tell("room", "all of you")
    assert all(b"all of you" in hear(line, b"\n\n") for line in lines)
    for line in lines:
        line.close()
    wait_until(lambda: not listeners.anybody())


def test_telling_costs_no_question_to_the_database_in_one_process(db, django_assert_num_queries):
    live.begin(many=False)
    with django_assert_num_queries(0):
        tell("room")


def test_a_reader_that_takes_nothing_is_let_go_and_the_others_go_on_hearing(house, caplog):
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", house.port))
    slow.sendall(f"GET {live_address('room')} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    hear(slow, b"retry")
    good = listen(house.port, "other")
    last = time.monotonic() + 20
    while listeners.many > 1 and time.monotonic() < last:
        listeners.say("room", f"{time.monotonic()}" + "x" * 60_000)
        time.sleep(0.001)
    assert listeners.many == 1
    listeners.say("other", "still here")
    assert b"still here" in hear(good, b"still here")
    assert hear(slow, b"x\n\n\r\n0\r\n\r\n").endswith(b"0\r\n\r\n")
    assert not caplog.records


def test_a_quiet_line_gets_a_sign_of_life(house, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.1)
    line = listen(house.port, "room")
    assert b": here\n\n" in hear(line, b": here\n\n")


@pytest.mark.parametrize("path", ["/live/", "/live/room/", "/live/InJvb20i:1abcde:forged/"])
def test_nobody_listens_without_the_right_address(house, path):
    line = knock(house.port, f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    assert hear(line, b"\r\n\r\n").startswith(b"HTTP/1.1 404")


def test_a_signature_made_for_something_else_opens_nothing():
    assert topics_at(f"/live/{signing.dumps('room', salt='another')}/") == []


def test_an_address_serves_for_twelve_hours():
    with time_machine.travel("2026-03-03 09:00Z", tick=False) as moment:
        address = live_address("room")
        moment.shift(60 * 60 * 12 - 1)
        assert topics_at(address) == ["room"]
        moment.shift(2)
        assert topics_at(address) == []


def test_one_can_only_listen_at_a_live_address(house):
    line = knock(house.port, f"POST {live_address('room')} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    assert hear(line, b"\r\n\r\n").startswith(b"HTTP/1.1 405")


def test_words_of_several_lines_arrive_as_several_lines():
    assert as_event("one\ntwo") == b"data: one\ndata: two\n\n"
    assert as_event("") == b"data: \n\n"


@pytest.mark.parametrize(("topic", "words"), [("", "x"), ("x" * 201, "x"), ("x", "x" * 1001)])
def test_what_is_too_long_to_carry_is_refused(topic, words):
    with pytest.raises(ValueError, match="signs"):
        tell(topic, words)
