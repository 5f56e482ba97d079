"""A decision says which line, why and how long; another person looks again; nobody is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, now

from hearth.conversations.models import Message, start_thread, write
from hearth.conversations.models.decisions import Decision, decide
from hearth.ground.books import Letter, index
from hearth.ground.refusals import Refused

LINE, WHY, WORDS = "Kind: ask first", "It hurt an ashlar", "a sharp gablequoin"


@pytest.fixture
def sharp(people, spaces):
    thread = start_thread(spaces.members, "Paint", "Which?", by=people.cerys)
    return write(thread, WORDS, by=people.bola)


def hide(message, by):
    return decide("hide", by=by, message=message, line=LINE, reason=WHY)


def pause(message, by, days=7):
    day = localdate() + timedelta(days=days)
    return decide("pause", by=by, message=message, line=LINE, reason=WHY, until=day)


def test_a_keeper_chooses_a_line_of_the_charter(as_, people, sharp):
    lines = [f"Quality {n}: what it looks like, in words" for n in range(19)]
    index(sharp.thread.space, url="/charter/", title="Our charter", text="\n".join(lines))
    path = f"/space/care/messages/{sharp.pk}/"
    page = as_(people.dee).get(path).text
    assert page.count("<option") == 20
    line = Decision._meta.get_field("line").max_length
    chosen = page.split('<option value="')[2].split('"')[0]
    assert 10 < len(chosen) <= line
    as_(people.dee).post(path, {"what": "hide", "line": "of my own", "reason": WHY})
    assert not Decision.objects.exists()


def test_what_is_hidden_shows_nowhere_but_to_its_writer_and_keepers(as_, people, sharp):
    assert sharp.get_absolute_url() in as_(people.cerys).get("/search/?q=gablequoin").text
    hide(sharp, people.dee)
    for reader in (None, people.cerys, people.amara):
        assert not Message.objects.visible_to(reader).filter(pk=sharp.pk).exists()
        browser = as_(reader)
        for path in ("/", "/search/?q=gablequoin", "/space/", "/space/log/", "/me/"):
            assert WORDS not in browser.get(path, follow=True).text, path
    assert Message.objects.visible_to(people.bola).filter(pk=sharp.pk).exists()


def test_the_one_it_is_about_is_told_everything(as_, people, sharp):
    made = hide(sharp, people.dee)
    letter = Letter.objects.get(to=people.bola)
    for words in (LINE, WHY, "Hall", "looks again", "until somebody takes it back"):
        assert words in letter.text
    page = as_(people.bola).get(made.get_absolute_url()).text
    assert WHY in page
    assert WORDS in page
    assert as_(people.cerys).get(made.get_absolute_url()).status_code == 404


def test_somebody_who_did_not_decide_looks_again_and_can_take_it_back(as_, people, sharp):
    made = hide(sharp, people.dee)
    for _ in range(2):
        as_(people.bola).post(made.get_absolute_url(), {"words": "It was a joke"})
    appeal = made.appealed
    assert appeal.to == people.efe
    path = f"/space/care/appeals/{appeal.pk}/"
    assert as_(people.dee).get(path).status_code == 404
    assert WORDS in as_(people.efe).get(path).text
    as_(people.efe).post(path, {"outcome": "ends", "words": "I read it as a joke too"})
    assert Message.objects.visible_to(people.cerys).filter(pk=sharp.pk).exists()
    assert "as a joke too" in Letter.objects.filter(to=people.bola).latest("pk").text
    assert "It is taken back" in as_(None).get("/space/log/").text


def test_of_a_group_with_one_keeper_a_steward_looks_again_without_its_words(as_, people, spaces):
    thread = start_thread(spaces.group, "Vices", "Which?", by=people.cerys)
    made = hide(write(thread, WORDS, by=people.bola), people.cerys)
    appeal = made.appeal("Why?", by=people.bola)
    page = as_(appeal.to).get(f"/space/care/appeals/{appeal.pk}/").text
    assert appeal.to.is_steward
    assert WHY in page
    assert WORDS not in page


def test_the_log_names_nobody_and_quotes_nothing(as_, people, sharp):
    hide(sharp, people.dee)
    pause(sharp, people.dee)
    page = as_(None).get("/space/log/").text.split("<main")[1]
    assert LINE in page
    assert "7 days" in page
    for word in ("Bola", "Dee", "Cerys", WORDS, WHY, "Paint", "Hall"):
        assert word not in page


def test_a_pause_ends_by_itself_and_reading_goes_on(people, sharp):
    pause(sharp, people.dee)
    with pytest.raises(Refused, match="You can write here again from"):
        write(sharp.thread, "Again", by=people.bola)
    assert Message.objects.visible_to(people.bola).count() == 2
    with time_machine.travel(now() + timedelta(days=8)):
        assert write(sharp.thread, "Again", by=people.bola).stands


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_pause_has_an_end_that_people_can_wait_for(people, sharp, days):
    with pytest.raises(Refused, match="at most half a year"):
        pause(sharp, people.dee, days)


def test_only_who_looks_after_the_space_decides_and_never_about_themselves(people, spaces, sharp):
    with pytest.raises(Refused, match="Only who looks after"):
        hide(sharp, people.cerys)
    mine = write(sharp.thread, "Mine", by=people.dee)
    with pytest.raises(Refused, match="about you"):
        hide(mine, people.dee)
    group = start_thread(spaces.group, "Vices", "Which?", by=people.bola).messages.get()
    with pytest.raises(Refused, match="Only who looks after"):
        hide(group, people.dee)


def test_pressed_twice_it_is_decided_once(people, sharp):
    assert hide(sharp, people.dee) == hide(sharp, people.dee)
    assert Letter.objects.filter(to=people.bola).count() == 1


def test_a_closed_thread_opens_again_when_that_is_taken_back(people, sharp):
    made = decide("close", by=people.dee, message=sharp, line=LINE, reason=WHY)
    sharp.thread.refresh_from_db()
    assert not sharp.thread.takes_words
    made.appeal("Please", by=people.cerys).settle("ends", "Yes", by=people.efe)
    sharp.thread.refresh_from_db()
    assert sharp.thread.takes_words
