"""When the video server is down, slow or says no: a sentence, the telephone, and nothing lost."""

import socket

import pytest
from django.db import connection

from hearth.gatherings import bigbluebutton, our_video
from hearth.gatherings.tests.test_our_video_server import come_in


@pytest.mark.parametrize(
    "how", ["down", "wrong secret", "nonsense", "entities", "too much", "moved"]
)
def test_a_server_that_does_not_help_is_told_in_a_sentence_and_the_phone_is_offered(
    people, as_, soon, server, settings, how
):
    if how == "down":
        settings.BIGBLUEBUTTON_URL = f"http://127.0.0.1:{_closed_port()}/bigbluebutton"
    elif how == "wrong secret":
        settings.BIGBLUEBUTTON_SECRET = "another"
    else:
        server.instead = {
            "nonsense": b"<html>502 Bad gateway",
            "entities": b'<!DOCTYPE r [<!ENTITY a "SUCCESS">]><r><returncode>&a;</returncode></r>',
            "too much": b"<response>" + b" " * 300_000 + b"</response>",
            "moved": b"<response><returncode>FAILED</returncode></response>",
        }[how]
    page = as_(people.cerys).get(soon.page("video"), follow=True)
    assert page.redirect_chain == [(soon.page("room"), 302)]
    assert "does not answer just now" in page.text
    assert "Or ring: 0330 088 5830" in page.text


def test_the_hour_ends_although_the_server_is_down(people, as_, soon, settings):
    settings.BIGBLUEBUTTON_URL = f"http://127.0.0.1:{_closed_port()}/bigbluebutton"
    soon.begin(by=people.bola)
    page = as_(people.bola).post(
        soon.page("step"), {"press": "end", "at": soon.step_id}, follow=True
    )
    soon.refresh_from_db()
    assert soon.ended_at and "Close it there, too" in page.text


def test_an_entity_is_never_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    laughs = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]><r><returncode>&x;</returncode></r>'
    )
    with pytest.raises(bigbluebutton.NoAnswer, match="document type"):
        bigbluebutton.facts(laughs.encode("utf-16"))


def test_a_slow_server_holds_nobody_up(people, soon, settings, monkeypatch):
    monkeypatch.setattr(bigbluebutton, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.BIGBLUEBUTTON_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/bigbluebutton"
        with pytest.raises(bigbluebutton.NoAnswer):
            our_video.way_in(soon, people.cerys)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_server_with_a_lock_in_hand(people, as_, soon, server, monkeypatch):
    held = []
    real = bigbluebutton._fetch
    monkeypatch.setattr(
        bigbluebutton,
        "_fetch",
        lambda whole: held.append(connection.in_atomic_block) or real(whole),
    )
    come_in(as_(people.bola), soon)
    soon.begin(by=people.bola)
    as_(people.bola).post(soon.page("step"), {"press": "end", "at": soon.step_id})
    assert held == [False, False]


def _closed_port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]
