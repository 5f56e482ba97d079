"""A picture in a message: off by default, seen by whoever reads it, and gone when it is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.conversations.models import Decision, Message, Picture, Report, start_thread
from hearth.conversations.models.blocks import keep_away
from hearth.conversations.models.decisions import decide
from hearth.conversations.models.reports import tell_keepers
from hearth.conversations.news import news
from hearth.conversations.tests.photos import SHOWS, photo, say
from hearth.ground.accounts import Community
from hearth.ground.books import Wish


@pytest.fixture
def thread(people, spaces):
    return start_thread(spaces.members, "Quilts", "Whose is it?", by=people.amara)


@pytest.fixture
def shown(people, thread, as_):
    """Cerys said something with a picture."""
    assert say(as_(people.cerys), thread, photo()).status_code == 200
    return Picture.objects.get()


def turn(*, to):
    areas_on = {*Community.turned_on(), "conversations.pictures"}
    areas_on -= {"conversations.pictures"} if to == "off" else set()
    Community.objects.update(areas_on=" ".join(areas_on))


def there(browser, picture):
    return browser.get(picture.get_absolute_url())


def test_whoever_reads_the_message_sees_its_picture_and_nobody_else(people, shown, as_):
    page = as_(people.bola).get(f"/threads/{shown.message.thread_id}/").text
    assert f'src="{shown.get_absolute_url()}"' in page
    assert f'alt="{SHOWS}"' in page
    reply = there(as_(people.bola), shown)
    assert reply["Content-Type"] == "image/webp"
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Content-Security-Policy"] == "default-src 'none'"
    assert "private" in reply["Cache-Control"]
    again = as_(people.bola).get(shown.get_absolute_url(), headers={"if-none-match": reply["ETag"]})
    assert again.status_code == 304
    assert there(as_(None), shown).status_code == 404
    assert there(as_(people.fin), shown).status_code == 404


def test_in_an_open_space_the_wish_of_the_words_holds_for_the_picture(people, spaces, as_):
    thread = start_thread(spaces.open, "Quilts", "Whose?", by=people.amara, wish=Wish.NAMED)
    say(as_(people.cerys), thread, photo(), wish="named")
    shown = Picture.objects.get()
    assert there(as_(None), shown).status_code == 200
    shown.message.wish_for(Wish.MEMBERS, by=people.cerys)
    assert there(as_(None), shown).status_code == 404
    assert there(as_(people.bola), shown).status_code == 200


def test_words_that_wait_or_are_blocked_show_no_picture(people, shown, as_):
    keep_away(people.cerys, is_mute=True, by=people.amara)
    assert there(as_(people.amara), shown).status_code == 404
    shown.message.hold("somebody looks")
    assert there(as_(people.bola), shown).status_code == 404
    assert there(as_(people.dee), shown).status_code == 200, "who decides has to see it"
    looked = as_(people.dee).get(f"/space/care/messages/{shown.message_id}/").text
    assert shown.get_absolute_url() in looked


def test_where_pictures_are_off_there_are_none_and_none_is_lost(people, shown, as_):
    turn(to="off")
    thread = shown.message.thread
    page = as_(people.bola).get(f"/threads/{thread.pk}/").text
    assert "<img" not in page
    assert 'type="file"' not in page
    assert there(as_(people.cerys), shown).status_code == 404
    say(as_(people.bola), thread, photo(), words="And mine")
    assert Message.objects.get(words="And mine")
    assert Picture.objects.count() == 1
    turn(to="on")
    assert there(as_(people.cerys), shown).status_code == 200


def test_pictures_are_off_until_a_steward_turns_them_on_and_say_what_work_they_bring(people, as_):
    Community.objects.update(areas_on="conversations")
    page = as_(people.dee).get("/steward/areas/").text
    assert "looks at pictures too" in page
    assert "conversations.pictures" not in Community.turned_on()


def test_letters_say_what_it_shows_and_carry_none(people, shown):
    told = news([people.amara], now() - timedelta(hours=1), now() + timedelta(hours=1))
    assert [one.words for one in told[people.amara.pk]] == [f"Look at this With a picture: {SHOWS}"]


def test_a_report_keeps_what_it_showed(people, shown):
    tell_keepers(
        by=people.bola,
        message=shown.message,
        about=people.cerys,
        kind="private",
        helps="remove",
        words="",
    )
    assert SHOWS in Report.objects.get().quoted


def test_a_picture_goes_with_words_taken_back(people, shown):
    shown.message.take_back(by=people.cerys)
    assert not Picture.objects.exists()


def test_its_writer_takes_the_picture_away_and_leaves_the_words(people, shown, as_):
    own = f"{shown.message.get_absolute_url()}own/"
    assert "Take the picture away" in as_(people.cerys).get(own).text
    sent = {"words": "Look at this", "said": "no", "without_picture": "on"}
    page = as_(people.cerys).post(own, sent, follow=True)
    assert "Look at this" in page.text
    assert not Picture.objects.exists()


@pytest.mark.parametrize(("words", "many"), [("nameless", 1), ("removed", 0)])
def test_who_leaves_takes_it_along_or_leaves_it_without_a_name(people, shown, as_, words, many):
    as_(people.cerys).post("/me/leaving/", {"words": words})
    assert Picture.objects.filter(by=None).count() == Picture.objects.count() == many


def test_hidden_words_hide_it_too(people, shown, as_):
    decide(
        message=shown.message, by=people.dee, what=Decision.What.HIDE, line="Be kind",
        reason="It shows somebody",
    )  # fmt: skip
    assert there(as_(people.bola), shown).status_code == 404
