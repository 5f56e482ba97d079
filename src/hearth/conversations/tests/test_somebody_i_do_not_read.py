"""A block works both ways and nobody learns of it; a mute is for oneself alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.conversations.models import Block, Mention, Message, Thread, start_thread, write
from hearth.conversations.models.blocks import keep_away, let_in_again
from hearth.conversations.models.sight import sight_now
from hearth.conversations.news import news
from hearth.conversations.reading import leaves_out
from hearth.ground.books import Wish
from hearth.ground.refusals import Refused

AWAY = "/me/blocks/"


@pytest.fixture
def thread(people, spaces):
    """Bola began it, Amara and Cerys wrote in it."""
    thread = start_thread(spaces.members, "Paint", "Bola says a basalt", by=people.bola)
    write(thread, "Amara says a quoin", by=people.amara)
    write(thread, "Cerys says a lintel", by=people.cerys)
    return thread


def read_by(person):
    return " ".join(Message.objects.visible_to(person).values_list("words", flat=True))


def test_neither_reads_the_other(people, thread):
    keep_away(people.amara, is_mute=False, by=people.cerys)
    assert "quoin" not in read_by(people.cerys)
    assert "lintel" not in read_by(people.amara)
    assert "basalt" in read_by(people.cerys)
    assert {"quoin", "lintel"} <= set(read_by(people.bola).split())


def test_a_thread_that_they_began_is_in_neither_list(people, thread):
    keep_away(people.bola, is_mute=False, by=people.cerys)
    for reader in (people.cerys,):
        assert not Thread.objects.visible_to(reader).exists()
        assert not Thread.objects.listed_for(reader).exists()
    assert Thread.objects.visible_to(people.amara).exists()


def test_a_mute_is_for_oneself_alone(people, thread):
    keep_away(people.amara, is_mute=True, by=people.cerys)
    assert "quoin" not in read_by(people.cerys)
    assert "lintel" in read_by(people.amara)


def test_who_looks_after_the_space_still_reads_what_has_to_be_looked_at(people, spaces, thread):
    keep_away(people.dee, is_mute=False, by=people.amara)
    assert "quoin" in read_by(people.dee)
    write(thread, "Dee says a corbel", by=people.dee)
    assert "corbel" not in read_by(people.amara)
    keep_away(people.amara, is_mute=False, by=people.dee)
    assert "quoin" not in read_by(people.dee)


def test_only_who_chose_it_is_told_that_words_are_left_out(people, thread):
    keep_away(people.amara, is_mute=False, by=people.cerys)
    assert leaves_out(sight_now(people.cerys), thread, 1)
    assert not leaves_out(sight_now(people.amara), thread, 1)
    assert not leaves_out(sight_now(None), thread, 1)


def test_a_list_names_nobody_whom_its_reader_does_not_read(as_, people, thread):
    keep_away(people.cerys, is_mute=True, by=people.bola)
    keep_away(people.cerys, is_mute=False, by=people.amara)
    last = "Cerys wrote last"
    seen = {one: " ".join(as_(getattr(people, one)).get("/space/hall/").text.split())
            for one in ("amara", "bola", "dee")}  # fmt: skip
    assert last not in seen["amara"] + seen["bola"]
    assert "Last words on" in seen["amara"]
    assert last in seen["dee"]
    write(thread, "Amara says a dado", by=people.amara)
    assert "Amara wrote last" not in " ".join(as_(people.cerys).get("/space/hall/").text.split())


def test_what_is_asked_once_for_a_page_is_what_is_asked_in_each_question(people, spaces, thread):
    write(thread, "Dee says a corbel", by=people.dee)
    held = write(thread, "Amara says a dado", by=people.amara, held_because="a test")
    there = start_thread(spaces.group, "Vice", "Cerys says a rasp", by=people.cerys)
    start_thread(spaces.open, "Gate", "Dee says a hinge", by=people.dee, wish=Wish.NAMED)
    keep_away(people.amara, is_mute=False, by=people.cerys)
    keep_away(people.dee, is_mute=True, by=people.bola)
    keep_away(people.efe, is_mute=False, by=people.amara)
    for reader in (people.amara, people.bola, people.cerys, people.dee, people.fin, None):
        now = sight_now(reader)
        for rows in (Message.objects, Thread.objects):
            assert set(rows.seen_with(now)) == set(rows.visible_to(reader)), reader
        listed = Thread.objects.filter(space=spaces.members)
        assert set(listed.listed_with(now)) == set(listed.listed_for(reader)), reader
    assert held in Message.objects.seen_with(sight_now(people.dee))
    assert there not in Thread.objects.seen_with(sight_now(people.dee))


def test_no_letter_tells_of_them_and_nobody_speaks_to_them(people, spaces, thread):
    keep_away(people.amara, is_mute=False, by=people.cerys)
    begin = now() - timedelta(seconds=1)
    write(thread, "@Cerys @Bola a plinth", by=people.amara)
    write(thread, "@Amara a cornice", by=people.cerys)
    told = news([people.amara, people.bola, people.cerys], begin, now() + timedelta(seconds=1))
    assert "plinth" in str(told[people.bola.pk])
    assert "plinth" not in str(told.get(people.cerys.pk))
    assert "cornice" not in str(told.get(people.amara.pk))
    spoken = Mention.objects.filter(message__thread=thread).values_list("person__name", flat=True)
    assert list(spoken) == ["Bola"]


def test_search_and_the_front_page_name_none_of_it(as_, people, thread):
    keep_away(people.amara, is_mute=False, by=people.bola)
    for reader, word in ((people.bola, "quoin"), (people.amara, "basalt")):
        assert "Nothing found" in as_(reader).get("/search/", {"q": word}).text
    assert "Nothing found" not in as_(people.cerys).get("/search/", {"q": "basalt"}).text
    assert "Paint" not in as_(people.amara).get("/").text
    assert "Paint" in as_(people.cerys).get("/").text


def test_an_answer_does_not_quote_whom_its_reader_left_out(as_, people, thread):
    theirs = thread.messages.get(by=people.amara)
    write(thread, "I think so too", by=people.bola, answers=theirs)
    keep_away(people.amara, is_mute=False, by=people.cerys)
    page = as_(people.cerys).get(thread.get_absolute_url()).text
    assert "I think so too" in page
    assert "quoin" not in page
    assert "You do not see what people write here whom you chose not to read" in page
    other = as_(people.amara).get(thread.get_absolute_url()).text
    assert "lintel" not in other
    assert "chose not to read" not in other


def test_it_is_chosen_by_name_and_taken_back_by_a_button(as_, people):
    cerys = as_(people.cerys)
    cerys.post(AWAY, {"name": "amara", "how": "block"})
    assert "Amara" in cerys.get(AWAY).text
    assert "Cerys" not in as_(people.amara).get(AWAY).text.split("<main")[1]
    cerys.post(AWAY, {"let_in": people.amara.pk})
    assert not Block.objects.exists()


def test_the_newer_choice_counts_and_is_one(people):
    keep_away(people.amara, is_mute=False, by=people.cerys)
    keep_away(people.amara, is_mute=True, by=people.cerys)
    assert [block.is_mute for block in Block.objects.all()] == [True]
    for _ in range(2):
        let_in_again(people.amara, by=people.cerys)
    assert not Block.objects.exists()


def test_nobody_keeps_away_from_themselves(as_, people):
    with pytest.raises(Refused, match="That is you"):
        keep_away(people.cerys, is_mute=True, by=people.cerys)
    said = as_(people.cerys).post(AWAY, {"name": "Cerys", "how": "mute"}).text
    assert "We know no member by that name" in said
    assert 'value="Cerys"' in said
