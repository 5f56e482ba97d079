"""Following: what each person hears of talk in their letters, and what leaves them in peace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from hearth.conversations.models import Kind, Message, start_thread, write
from hearth.conversations.models.reading import choose
from hearth.conversations.models.thanks import this_helped
from hearth.conversations.news import items, news
from hearth.ground.books import Wish


@pytest.fixture
def thread(people, spaces):
    return start_thread(spaces.members, "Router", "Slow.", by=people.amara, kind=Kind.QUESTION)


def heard(person):
    hour = timedelta(hours=1)
    found = news([person], now() - hour, now() + hour).get(person.pk, [])
    return [(one.words, one.to_you) for one in found]


def test_everybody_hears_of_threads_that_begin_where_they_see_them(people, spaces, thread):
    start_thread(spaces.group, "Glue", "Sticky.", by=people.bola)
    write(thread, "The grey one.", by=people.efe)
    assert heard(people.cerys) == [("Slow.", False), ("Sticky.", False)]
    assert heard(people.dee) == [("Slow.", False)]
    assert heard(people.fin) == []


def test_who_follows_hears_all_and_who_wrote_hears_what_follows(people, spaces, thread):
    write(thread, "The grey one.", by=people.bola)
    write(thread, "The blue one.", by=people.efe)
    choose("follow", by=people.cerys, space=spaces.members)
    choose("follow", by=people.dee, thread=thread)
    everything = [("Slow.", False), ("The grey one.", False), ("The blue one.", False)]
    assert heard(people.cerys) == heard(people.dee) == everything
    assert heard(people.bola) == [("Slow.", False), ("The blue one.", False)]


def test_an_answer_and_a_word_by_name_are_to_you(people, thread):
    answer = write(thread, "The grey one.", by=people.bola)
    write(thread, "Why, @Cerys?", by=people.efe, answers=answer)
    assert heard(people.amara) == [("The grey one.", True), ("Why, @Cerys?", True)]
    assert heard(people.bola) == [("Slow.", False), ("Why, @Cerys?", True)]
    assert heard(people.cerys) == [("Slow.", False), ("Why, @Cerys?", True)]


def test_what_is_muted_says_nothing_and_a_thread_counts_for_more(people, spaces, thread):
    write(thread, "@Cerys @Bola?", by=people.efe)
    choose("mute", by=people.cerys, thread=thread)
    choose("mute", by=people.bola, space=spaces.members)
    assert heard(people.cerys) == heard(people.bola) == []
    choose("follow", by=people.bola, thread=thread)
    assert len(heard(people.bola)) == 2


def test_held_words_are_news_when_they_are_let_through(people, thread):
    held = write(thread, "@Cerys, buy this", by=people.bola, held_because="two links")
    assert ("@Cerys, buy this", True) not in heard(people.cerys)
    Message.objects.filter(pk=held.pk).update(
        held_at=now() - timedelta(days=3), at=now() - timedelta(days=3), released_at=now()
    )
    assert ("@Cerys, buy this", True) in heard(people.cerys)


def test_as_many_questions_for_one_as_for_all(people, spaces, thread):
    def asks(listeners):
        with CaptureQueriesContext(connection) as asked:
            news(listeners, now() - timedelta(hours=1), now() + timedelta(hours=1))
        return len(asked)

    one = asks([people.cerys])
    for n in range(5):
        other = start_thread(spaces.open, f"T{n}", "@Dee", by=people.bola)
        write(other, "@Cerys", by=people.efe)
    everybody = [people.amara, people.bola, people.cerys, people.dee, people.efe]
    assert asks(everybody) == one


def test_a_round_up_is_offered_what_waits_closes_and_is_worth_reading(people, spaces, thread):
    today = localdate()
    for title, days in [("Late", 9), ("Soon", 2)]:
        start_thread(
            spaces.open,
            title,
            "Money",
            by=people.bola,
            kind=Kind.OPPORTUNITY,
            closes_on=today + timedelta(days=days),
            wish=Wish.NAMED,
        )
    start_thread(spaces.group, "Secret", "?", by=people.bola, kind=Kind.QUESTION)
    talk = start_thread(spaces.open, "Tea", "Between us", by=people.bola)
    found = list(items(now() - timedelta(days=7), now() + timedelta(seconds=1)))
    by_kind = {kind: [one for one in found if one.kind == kind] for kind in ("question", "read")}
    assert [(one.title, one.seen_by) for one in by_kind["question"]] == [("Router", "members")]
    assert [(one.title, one.words) for one in by_kind["read"]] == [("Tea", "")]
    chances = sorted((one for one in found if one.kind == "opportunity"), key=lambda o: o.weight)
    soonest = chances[0]
    assert (soonest.title, soonest.seen_by, soonest.words) == ("Soon", "everyone", "Money")
    assert "Secret" not in {one.title for one in found}
    this_helped(write(talk, "Mint", by=people.cerys), by=people.bola)
    reads = [one for one in items(now() - timedelta(days=7), now()) if one.kind == "read"]
    assert min(one.weight for one in reads) == 0
