"""Some words wait until a person has looked: their writer reads why, and nobody is left there."""

from __future__ import annotations

import pytest

from hearth.conversations.forms.writing import NOT_SAID
from hearth.conversations.models import Message, start_thread, write
from hearth.conversations.models.decisions import decide
from hearth.ground.books import Letter

LINKS = "See https://a.example http://b.example www.c.example"


@pytest.fixture
def thread(people, spaces):
    return start_thread(spaces.members, "Paint", "Which?", by=people.dee)


def test_a_first_message_with_many_links_waits_and_says_so(as_, people, thread):
    held = write(thread, LINKS, by=people.bola)
    assert held.held_because == "it is your first message here, and has many links"
    assert not Message.objects.visible_to(people.cerys).filter(pk=held.pk).exists()
    assert Message.objects.visible_to(people.bola).filter(pk=held.pk).exists()
    queue = as_(people.dee).get("/space/care/").text
    assert "https://a.example" in queue
    assert "It waits because it is your first message" not in queue.split("Words that wait")[0]


def test_links_of_somebody_we_have_read_before_wait_for_nobody(people, thread):
    write(thread, "Hello", by=people.bola)
    assert write(thread, LINKS, by=people.bola).stands


def test_let_through_it_is_there_for_everybody(as_, people, thread):
    held = write(thread, LINKS, by=people.bola)
    path = f"/space/care/messages/{held.pk}/"
    for _ in range(2):
        as_(people.dee).post(path, {"through": "yes"})
    assert Message.objects.visible_to(people.cerys).filter(pk=held.pk).exists()
    assert "a.example" not in as_(people.dee).get("/space/care/").text


def test_declined_its_writer_is_told_why(as_, people, thread):
    held = write(thread, LINKS, by=people.bola)
    decide("hide", by=people.dee, message=held, line="Kind", reason="It is advertising")
    assert "It is advertising" in Letter.objects.get(to=people.bola).text
    assert "a.example" not in as_(people.efe).get("/space/care/").text.split("Please look")[0]


def test_the_same_words_wait_once_they_were_taken_away(people, thread):
    write(thread, "Hello", by=people.bola)
    advert = write(thread, "Buy my glue", by=people.bola)
    assert advert.stands
    decide("hide", by=people.dee, message=advert, line="Kind", reason="It is advertising")
    again = write(thread, "Buy my glue", by=people.amara)
    assert again.held_because == "the same words were taken away here before"


def test_keepers_let_first_messages_wait_in_their_own_space(as_, people, spaces, thread):
    as_(people.dee).post("/space/care/", {"space": spaces.members.slug, "first": "wait"})
    thread.refresh_from_db()
    thread.space.refresh_from_db()
    assert write(thread, "Hello", by=people.bola).is_held
    assert write(thread, "Mine", by=people.efe).stands
    assert as_(people.dee).post("/space/care/", {"space": spaces.group.slug}).status_code == 404


def test_who_looks_after_nothing_finds_no_queue(as_, people, spaces, thread):
    assert as_(people.bola).get("/space/care/").status_code == 404
    assert as_(people.cerys).get("/space/care/").status_code == 200


def test_words_of_a_group_wait_for_its_own_keepers_alone(as_, people, spaces):
    spaces.group.first_posts_wait = True
    spaces.group.save()
    thread = start_thread(spaces.group, "Vices", "Which?", by=people.cerys)
    held = write(thread, "a mullionquoin", by=people.bola)
    assert held.is_held
    assert "mullionquoin" in as_(people.cerys).get("/space/care/").text
    assert "mullionquoin" not in as_(people.dee).get("/space/care/").text
    path = f"/space/care/messages/{held.pk}/"
    assert as_(people.dee).post(path, {"through": "yes"}).status_code == 404


@pytest.fixture
def let_in(as_, people, thread):
    """Bola's first words, which waited and were let through."""
    held = write(thread, LINKS, by=people.bola)
    as_(people.dee).post(f"/space/care/messages/{held.pk}/", {"through": "yes"})
    held.refresh_from_db()
    return held


def own(message):
    return f"{message.get_absolute_url()}own/"


def kept(words, **more):
    return {"words": words, "said": NOT_SAID} | more


def test_first_words_that_were_let_through_wait_again_when_they_are_changed(as_, people, let_in):
    other = LINKS.replace("a.example", "z.example")
    said = as_(people.bola).post(own(let_in), kept(other), follow=True).text
    assert "Others see it after that" in said
    assert not Message.objects.visible_to(people.cerys).filter(pk=let_in.pk).exists()
    assert "z.example" in as_(people.dee).get("/space/care/").text
    as_(people.dee).post(f"/space/care/messages/{let_in.pk}/", {"through": "yes"})
    assert Message.objects.visible_to(people.cerys).get(pk=let_in.pk).words == other


def test_the_same_words_once_more_wait_for_nobody(as_, people, let_in):
    as_(people.bola).post(own(let_in), kept(LINKS))
    assert Message.objects.get(pk=let_in.pk).stands


def test_who_wrote_more_than_once_changes_words_as_they_like(as_, people, let_in):
    write(let_in.thread, "And more", by=people.bola)
    as_(people.bola).post(own(let_in), kept(f"{LINKS}, mended"))
    assert Message.objects.get(pk=let_in.pk).stands


def test_words_with_no_links_cannot_grow_them_unseen(as_, people, thread):
    first = write(thread, "Hello", by=people.bola)
    as_(people.bola).post(own(first), kept(LINKS))
    assert Message.objects.get(pk=first.pk).is_held


def test_another_title_waits_as_other_words_do(as_, people, spaces):
    spaces.members.first_posts_wait = True
    spaces.members.save()
    thread = start_thread(spaces.members, "Paint", "Which?", by=people.bola)
    first = thread.messages.get()
    as_(people.dee).post(f"/space/care/messages/{first.pk}/", {"through": "yes"})
    as_(people.bola).post(own(first), kept("Which?", title="Buy my glue"))
    assert Message.objects.get(pk=first.pk).is_held
    assert "glue" not in as_(people.cerys).get("/space/hall/").text


def test_words_that_wait_are_said_to_nobody(as_, people, thread):
    first = write(thread, "Hello", by=people.bola)
    as_(people.bola).post(own(first), kept(LINKS, said="members"))
    assert Message.objects.get(pk=first.pk).heard is None
