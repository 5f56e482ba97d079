"""Somebody leaves: what they said stands without a name, or goes, and others' words stay."""

from __future__ import annotations

from hearth.conversations.models import Message, Original, Thread, start_thread, write
from hearth.ground.books import Entry, Happening


def test_words_stand_without_a_name(people, spaces, as_):
    thread = start_thread(spaces.members, "Tea", "Strong", by=people.amara)
    Original.objects.create(message=thread.messages.get(), mail_id="1", words="Strong. Sent by me")
    as_(people.amara).post("/me/leaving/", {"words": "nameless"})
    thread.refresh_from_db()
    assert (str(thread), thread.by, thread.messages.get().by) == ("Tea", None, None)
    assert not Original.objects.exists()


def test_words_that_go_leave_the_answers_of_others(people, spaces, as_):
    thread = start_thread(spaces.members, "My hoverquilt", "A hoverquilt", by=people.amara)
    answer = write(thread, "A what?", by=people.bola)
    alone = start_thread(spaces.members, "Hoverquilt two", "Hoverquilt", by=people.amara)
    as_(people.amara).post("/me/leaving/", {"words": "removed"})
    assert [message.pk for message in Message.objects.all()] == [answer.pk]
    assert not Thread.objects.filter(pk=alone.pk).exists()
    thread.refresh_from_db()
    assert (thread.newest, thread.title) == (answer.pk, "")
    assert not Happening.objects.exists()
    assert [entry.text for entry in Entry.objects.all()] == ["A what?"]
