"""Who reads what: passers-by in an open space, members everywhere, a group's own words never."""

from __future__ import annotations

import pytest

from hearth.conversations.models import Message, Space, Thread, open_space, start_thread, write
from hearth.ground.books import Contribution, Entry, Happening, Wish
from hearth.ground.refusals import Refused


def reads(person):
    seen = Message.objects.visible_to(person)
    found = Entry.objects.visible_to(person).values_list("url", flat=True)
    assert {message.get_absolute_url() for message in seen} == set(found)
    return sorted(message.words for message in seen)


def test_passers_by_read_what_its_writer_wished_and_no_more(people, spaces):
    thread = start_thread(spaces.open, "Tea", "All of you", by=people.amara, wish=Wish.NAMED)
    write(thread, "Nameless", by=people.bola, wish=Wish.PUBLIC)
    write(thread, "Us", by=people.cerys)
    assert reads(None) == ["All of you", "Nameless"]
    assert reads(people.fin) == ["All of you", "Nameless"]
    assert reads(people.dee) == ["All of you", "Nameless", "Us"]
    named = {message.words: message.named_to(None) for message in Message.objects.all()}
    assert named == {"All of you": True, "Nameless": False, "Us": False}


def test_a_thread_that_began_among_members_is_not_there_for_passers_by(people, spaces):
    thread = start_thread(spaces.open, "My divorce", "Us", by=people.amara)
    write(thread, "All of you", by=people.bola, wish=Wish.NAMED)
    assert not Thread.objects.visible_to(None).exists()
    assert not Happening.objects.visible_to(None).exists()
    assert not Message.objects.visible_to(None).exists()
    assert Happening.objects.visible_to(people.fin).count() == 0


def test_a_wish_made_narrower_holds_everywhere_at_once(people, spaces):
    thread = start_thread(spaces.open, "Tea", "Strong", by=people.amara, wish=Wish.NAMED)
    message = thread.messages.get()
    message.say(Wish.NAMED, by=people.amara)
    message.wish_for(Wish.MEMBERS, by=people.amara)
    assert reads(None) == []
    assert not Happening.objects.visible_to(None).exists()
    assert Contribution.objects.get().wish == Wish.MEMBERS


def test_a_nameless_beginning_is_nameless_in_the_diary(people, spaces):
    start_thread(spaces.open, "Tea", "Strong", by=people.amara, wish=Wish.PUBLIC)
    assert Happening.objects.visible_to(None).get().by is None


def test_stewards_who_are_not_in_a_group_find_nothing_of_its_space(people, spaces):
    thread = start_thread(spaces.group, "Glue", "Only for us", by=people.bola, wish=Wish.NAMED)
    assert not Space.objects.visible_to(people.dee).filter(pk=spaces.group.pk).exists()
    assert not Thread.objects.visible_to(people.dee).exists()
    assert reads(people.dee) == []
    assert reads(people.cerys) == ["Only for us"]
    with pytest.raises(Refused):
        write(thread, "Let me in", by=people.dee)
    with pytest.raises(Refused):
        thread.close(by=people.dee)
    with pytest.raises(Refused, match="stays there"):
        thread.messages.get().say(Wish.STEWARDS, by=people.bola)


def test_whoever_leaves_a_group_leaves_its_space_and_its_keeping(people, spaces):
    thread = start_thread(spaces.group, "Glue", "Only for us", by=people.bola)
    spaces.pair.people.remove(people.cerys)
    assert not spaces.group.is_kept_by(people.cerys)
    assert not Thread.objects.visible_to(people.cerys).exists()
    with pytest.raises(Refused):
        thread.close(by=people.cerys)


def test_only_stewards_open_spaces_for_everybody_and_only_a_group_its_own(people, spaces):
    for person, audience in [
        (people.amara, {"seen_by": "members"}),
        (people.dee, {"seen_by": "group", "group": spaces.pair}),
        (people.cerys, {"seen_by": "group"}),
    ]:
        with pytest.raises(Refused):
            open_space("Attic", by=person, **audience)
    twins = [open_space("Attic", by=people.dee, seen_by="members").slug for _ in range(2)]
    assert twins == ["attic", "attic-2"]


def test_what_was_said_to_the_community_is_taken_out_again_and_the_message_stays(people, spaces):
    message = start_thread(spaces.members, "Doors", "Too heavy", by=people.amara).messages.get()
    message.say(Wish.STEWARDS, by=people.amara)
    said = Contribution.objects.get()
    assert (said.words, said.wish, said.during) == ("Too heavy", Wish.STEWARDS, "Doors")
    message.reword("Far too heavy", by=people.amara)
    assert Contribution.objects.get().words == "Far too heavy"
    message.unsay(by=people.amara)
    assert not Contribution.objects.exists()
    assert reads(people.bola) == ["Far too heavy"]
