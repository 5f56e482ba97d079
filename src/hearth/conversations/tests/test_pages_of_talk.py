"""The pages of talk: what people see, type and press, all of it without a script."""

from __future__ import annotations

import pytest

from hearth.conversations.models import (
    Bookmark,
    Following,
    Kind,
    Mention,
    Message,
    Thread,
    start_thread,
    write,
)
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish


@pytest.fixture
def thread(people, spaces):
    return start_thread(
        spaces.members, "Which router?", "Ours is slow.", by=people.amara, kind=Kind.QUESTION
    )


def say(browser, thread, words, **more):
    return browser.post(f"/threads/{thread.pk}/answers/", {"words": words, **more}, follow=True)


def test_a_member_begins_a_thread_and_another_answers(people, spaces, as_):
    sent = {"kind": "question", "title": "Which router?", "words": "Ours is *slow*.", "key": "k"}
    for _twice in range(2):
        page = as_(people.amara).post("/space/hall/new/", sent, follow=True)
    assert "<em>slow</em>" in page.text
    thread = Thread.objects.get()
    assert "Waits" not in page.text
    assert "Asked today" in as_(people.bola).get("/space/").text
    page = say(as_(people.bola), thread, "The grey one.", answers="1", key="a")
    assert "To Amara" in page.text
    assert "answered" in as_(people.bola).get("/space/hall/").text
    assert "No question waits" in as_(people.bola).get("/space/questions/").text


def test_what_was_refused_keeps_what_was_typed(people, thread, as_):
    thread.close(by=people.amara)
    page = say(as_(people.bola), thread, "Late words")
    assert page.status_code == 422
    assert "Late words" in page.text
    assert "closed" in page.text
    page = as_(people.bola).post("/space/hall/new/", {"kind": "talk", "words": "No title"})
    assert page.status_code == 422
    assert "No title" in page.text
    long = say(as_(people.bola), thread, "x" * 20_001)
    assert "too long" in long.text
    assert not Message.objects.exclude(number=1).exists()


def test_what_is_new_is_said_in_words_and_read_by_looking(people, thread, as_):
    cerys = as_(people.cerys)
    assert "1 thread has something new to you" in cerys.get("/space/").text
    assert "New to you" in cerys.get("/space/hall/").text
    for _twice in range(2):
        page = cerys.get(f"/threads/{thread.pk}/").text
        assert "New to you" in page, "opening a page changes nothing"
    first = thread.messages.get().pk
    cerys.post(f"/threads/{thread.pk}/reading/", {"up_to": first})
    assert "I have read to here" not in cerys.get(f"/threads/{thread.pk}/").text
    assert "Nothing new to you" in cerys.get("/space/").text
    write(thread, "The grey one.", by=people.bola)
    assert cerys.get(f"/threads/{thread.pk}/new/").url.endswith("#m2")
    up_to = Message.objects.latest("pk").pk
    cerys.post("/space/hall/reading/", {"up_to": up_to})
    assert "New to you" not in cerys.get("/space/hall/").text
    assert not Bookmark.objects.filter(thread=thread, person=people.cerys).exists()


def test_who_has_read_goes_on_to_the_space_and_a_script_fetches_nothing_more(people, thread, as_):
    cerys, address = as_(people.cerys), f"/threads/{thread.pk}/reading/"
    up_to = thread.messages.get().pk
    by_script = cerys.post(address, {"up_to": up_to}, headers={"HX-Request": "true"})
    assert (by_script.status_code, by_script.content) == (204, b"")
    assert Bookmark.objects.get(person=people.cerys).up_to == up_to
    assert cerys.post(address, {"up_to": up_to}).url == thread.space.get_absolute_url()


def test_nobodys_own_words_are_new_to_them_and_nor_is_what_was_said_before_they_came(
    people, thread, as_
):
    assert "New to you" not in as_(people.amara).get("/space/hall/").text
    later = Person.objects.meet(name="Gita", email="gita@example.org")
    later.join()
    assert "New to you" not in as_(later).get("/space/hall/").text
    write(thread, "The grey one.", by=people.bola)
    assert "New to you" in as_(later).get("/space/hall/").text


def test_a_bookmark_holds_a_place_and_no_time(people, thread, as_):
    up_to = thread.messages.get().pk
    for said in (up_to, up_to - 1, "x", "9" * 30):
        as_(people.cerys).post(f"/threads/{thread.pk}/reading/", {"up_to": said})
    assert Bookmark.objects.get(person=people.cerys).up_to == up_to
    fields = {field.name for field in Bookmark._meta.get_fields()}
    assert fields == {"id", "person", "space", "thread", "up_to"}


def test_passers_by_read_an_open_space_with_the_names_that_wish_it(people, spaces, as_):
    thread = start_thread(spaces.open, "Tea", "Come by", by=people.amara, wish=Wish.NAMED)
    write(thread, "Gladly", by=people.bola, wish=Wish.PUBLIC)
    write(thread, "Between us", by=people.cerys)
    page = as_(None).get(f"/threads/{thread.pk}/")
    assert "Amara" in page.text
    assert "Gladly" in page.text
    assert "Bola" not in page.text
    assert "Between us" not in page.text
    assert "<script" not in page.text
    assert as_(None).get("/space/hall/").status_code == 404
    assert "Bola" not in as_(None).get("/space/porch/").text
    assert "Cerys wrote last" in as_(people.dee).get("/space/porch/").text


def test_a_link_to_a_quoted_message_says_nothing_when_its_words_are_gone(people, thread, as_):
    answer = write(thread, "The hoverquilt.", by=people.bola)
    write(thread, "Why?", by=people.cerys, answers=answer)
    assert as_(people.dee).get(f"/threads/{thread.pk}/").text.count("The hoverquilt.") == 2
    as_(people.bola).post(f"{answer.get_absolute_url()}back/")
    assert "hoverquilt" not in as_(people.dee).get(f"/threads/{thread.pk}/").text


def test_my_own_words_can_be_changed_and_counted_and_others_have_no_such_page(people, thread, as_):
    own = f"/threads/{thread.pk}/messages/1/own/"
    assert as_(people.bola).get(own).status_code == 404
    assert "Which router?" in as_(people.amara).get(own).text
    as_(people.amara).post(
        own, {"title": "Which one?", "words": "Ours is dead.", "said": "stewards"}
    )
    said = Contribution.objects.get()
    assert (said.words, said.wish) == ("Ours is dead.", Wish.STEWARDS)
    history = as_(people.bola).get(f"/threads/{thread.pk}/messages/1/history/")
    assert "Ours is slow." in history.text
    as_(people.amara).post(own, {"title": "Which one?", "words": "Ours is dead.", "said": "no"})
    assert not Contribution.objects.exists()
    assert "Which one?" in as_(people.bola).get("/space/hall/").text


def test_a_name_that_two_people_have_is_asked_about_and_the_words_are_kept(people, thread, as_):
    for last in ("Okoro", "Bell"):
        Person.objects.meet(name=f"Sade {last}", email=f"{last}@example.org").join()
    page = say(as_(people.bola), thread, "Ask @Sade about it, @Cerys too.")
    assert page.status_code == 422
    assert "Ask @Sade" in page.text
    assert "Sade Bell" in page.text
    bell = Person.objects.get(name="Sade Bell")
    say(as_(people.bola), thread, "Ask @Sade about it, @Cerys too.", **{"whom-sade": bell.pk})
    assert sorted(one.person.name for one in Mention.objects.all()) == ["Cerys", "Sade Bell"]
    say(as_(people.bola), thread, "Not @Sade Okoro, I mean @Nobody.")
    assert Mention.objects.latest("pk").person.name == "Sade Okoro"


def test_nobody_outside_a_group_is_spoken_to_in_its_space(people, spaces):
    thread = start_thread(spaces.group, "Glue", "@Dee and @Bola", by=people.cerys)
    assert [one.person.name for one in thread.messages.get().mentions.all()] == ["Bola"]


def test_choices_about_a_thread_and_a_space_are_kept(people, thread, as_):
    bola = as_(people.bola)
    bola.post(f"/threads/{thread.pk}/following/", {"choice": "mute"})
    bola.post("/space/hall/following/", {"choice": "follow"})
    assert sorted(Following.objects.values_list("choice", flat=True)) == ["follow", "mute"]
    assert "New to you" not in bola.get("/space/hall/").text
    bola.post("/space/hall/following/", {"choice": ""})
    assert Following.objects.get().thread == thread


def test_new_messages_are_told_of_and_move_nothing(people, thread, as_):
    as_(people.cerys).get(f"/threads/{thread.pk}/")
    known = thread.messages.get().pk
    for words in ("One", "Two"):
        write(thread, words, by=people.bola)
    part = as_(people.cerys).get(f"/threads/{thread.pk}/fresh/?after={known}")
    assert "2 new" in part.text
    assert "One" not in part.text
    assert f"/threads/{thread.pk}/messages/2/" in part.text


def test_a_message_far_down_is_on_its_page(people, thread, as_):
    for n in range(2, 54):
        write(thread, f"Words {n}", by=people.bola)
    assert as_(people.cerys).get(f"/threads/{thread.pk}/messages/53/").url.endswith("?page=2#m53")
    second = as_(people.cerys).get(f"/threads/{thread.pk}/?page=2").text
    assert "Words 51" in second
    assert "Words 50" not in second
    for odd in ("0", "99", "x", "²", "9" * 40):
        assert as_(people.cerys).get(f"/threads/{thread.pk}/?page={odd}").status_code == 200
