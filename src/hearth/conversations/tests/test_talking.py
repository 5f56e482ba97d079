"""Talking: somebody begins a thread, others answer, and everybody keeps hold of their words."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate, now, timedelta

from hearth.conversations.models import Edit, Kind, Message, Thread, start_thread, write
from hearth.conversations.models.thanks import good_question, this_helped
from hearth.ground.books import Contribution, Entry, Happening, Wish
from hearth.ground.refusals import Refused


@pytest.fixture
def thread(people, spaces):
    return start_thread(
        spaces.members, "Which router?", "Ours is slow.", by=people.amara, kind=Kind.QUESTION
    )


def test_a_thread_begins_with_its_first_words(people, thread):
    assert [message.words for message in thread.messages.all()] == ["Ours is slow."]
    assert thread.waits
    assert str(Happening.objects.get()) == "began Which router?"


def test_an_answer_ends_the_waiting_of_a_question_and_more_words_of_the_asker_do_not(
    people, thread
):
    write(thread, "Nobody?", by=people.amara)
    assert thread.waits
    answer = write(thread, "The grey one.", by=people.bola)
    assert not thread.waits
    answer.take_back(by=people.bola)
    thread.refresh_from_db()
    assert thread.waits


def test_the_same_words_sent_twice_are_one_message(people, thread):
    first = write(thread, "The grey one.", by=people.bola, key="once")
    assert write(thread, "The grey one.", by=people.bola) == first
    Message.objects.filter(pk=first.pk).update(at=now() - timedelta(hours=3))
    assert write(thread, "The grey one.", by=people.bola, key="once") == first
    assert write(thread, "The grey one.", by=people.bola, key="other") != first


def test_a_thread_sent_twice_is_one_thread(people, spaces):
    one, other = (
        start_thread(spaces.members, "Soup", "On Friday.", by=people.amara, key="soup")
        for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize("words", ["", "  \n", "x" * 20_001])
def test_words_of_nothing_and_far_too_many_are_refused(people, thread, words):
    with pytest.raises(Refused):
        write(thread, words, by=people.bola)
    with pytest.raises(Refused):
        start_thread(thread.space, "Soup", words, by=people.bola)


def test_a_closed_thread_takes_no_words_until_it_is_open_again(people, thread):
    thread.close(by=people.amara)
    with pytest.raises(Refused, match="closed"):
        write(Thread.objects.get(), "Late.", by=people.bola)
    with pytest.raises(Refused):
        thread.reopen(by=people.bola)
    thread.reopen(by=people.dee)
    write(thread, "In time.", by=people.bola)


def test_an_offer_expires_by_itself_after_its_last_day(people, spaces):
    today = localdate()
    offer = start_thread(
        spaces.members, "Chairs", "Forty.", by=people.bola, kind=Kind.OFFER, closes_on=today
    )
    assert offer.takes_words
    Thread.objects.update(closes_on=today - timedelta(days=1))
    with pytest.raises(Refused):
        write(offer, "Me!", by=people.amara)
    assert not Thread.objects.open().exists()
    offer.last_until(today + timedelta(days=7), by=people.bola)
    write(offer, "Me!", by=people.amara)


@pytest.mark.parametrize(
    ("kind", "days", "why"), [(Kind.TALK, 3, "last day"), (Kind.ASK, -1, "passed")]
)
def test_a_last_day_makes_sense_or_is_refused(people, spaces, kind, days, why):
    day = localdate() + timedelta(days=days)
    with pytest.raises(Refused, match=why):
        start_thread(spaces.members, "X", "Y", by=people.bola, kind=kind, closes_on=day)


def test_what_was_written_another_way_keeps_what_it_said(people, thread):
    message = write(thread, "The gray one.", by=people.bola)
    message.reword("The grey one.", by=people.bola)
    message.reword("The grey one.", by=people.bola)
    assert [edit.words for edit in Edit.objects.all()] == ["The gray one."]
    with pytest.raises(Refused):
        message.reword("The blue one.", by=people.amara)


def test_words_taken_back_are_nowhere(people, thread):
    message = write(thread, "My hoverquilt number is 5.", by=people.bola)
    message.reword("My hoverquilt is secret.", by=people.bola)
    message.say(Wish.MEMBERS, by=people.bola)
    message.take_back(by=people.bola)
    for book in (Message, Edit, Contribution):
        assert not book.objects.filter(words__contains="hoverquilt").exists()
    assert not Entry.objects.filter(text__contains="hoverquilt").exists()
    assert not Message.objects.visible_to(people.bola).filter(pk=message.pk).exists()


def test_a_title_goes_with_its_first_words_and_a_thread_of_nobodys_words_is_gone(people, thread):
    write(thread, "The grey one.", by=people.bola)
    thread.messages.get(number=1).take_back(by=people.amara)
    thread.refresh_from_db()
    assert "taken back" in str(thread)
    assert not Happening.objects.exists()
    thread.messages.get(number=2).take_back(by=people.bola)
    assert not Thread.objects.visible_to(people.cerys).exists()


def test_whoever_asked_says_what_helped_and_others_say_good_question(people, thread):
    answer = write(thread, "The grey one.", by=people.bola)
    for _twice in range(2):
        this_helped(answer, by=people.amara)
        good_question(thread, by=people.cerys)
    assert answer.helped
    assert [thanks.by for thanks in thread.thanks.all()] == [people.cerys]
    with pytest.raises(Refused):
        this_helped(answer, by=people.cerys)
    with pytest.raises(Refused):
        this_helped(thread.messages.get(number=1), by=people.amara)
    with pytest.raises(Refused):
        good_question(thread, by=people.amara)
    good_question(thread, by=people.cerys, is_so=False)
    assert not thread.thanks.exists()


def test_what_is_held_for_a_human_is_in_no_list_and_no_book(people, thread):
    held = write(thread, "Buy my hoverquilt.", by=people.bola, held_because="two links")
    for reader, reads in [(people.amara, 0), (people.bola, 1), (people.dee, 1)]:
        assert Message.objects.visible_to(reader).filter(pk=held.pk).count() == reads
    assert thread.waits
    assert not Entry.objects.filter(text__contains="hoverquilt").exists()
    held.released_at = now()
    held.save()
    held.catch_up()
    assert Entry.objects.filter(text__contains="hoverquilt").exists()
    assert not Thread.objects.get().waits
