"""Writing the notes: search follows, nothing typed is lost, and nobody's words go astray."""

from datetime import timedelta

import pytest

from hearth.gatherings.models import Notes
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.runsheet import lay_out
from hearth.gatherings.tests.test_last_places import at_once
from hearth.ground.books import Entry, Happening, Letter, Wish
from hearth.ground.refusals import Refused


@pytest.fixture
def over(running, people):
    running.arrivals.create(person=people.amara)
    say(running, "Between us", person=people.amara, wish=Wish.ROOM)
    running.end(by=people.bola)
    Letter.objects.all().delete()
    return running


def words(opening, links="", **more):
    return {"opening": opening, "links": links, **more}


def finds(word, person):
    """Whether the index has it for this person."""
    return Entry.objects.visible_to(person).filter(text_words__contains=word).exists()


def test_search_follows_when_published_notes_change(people, as_, over):
    host = as_(people.bola)
    host.post(over.page("publication"), words("A walrus"))
    assert finds("walrus", None)
    host.post(over.page("notes"), words("A seal"))
    assert finds("seal", None)
    assert not finds("walrus", None)


def test_a_draft_is_in_no_search(people, as_, over):
    as_(people.bola).post(over.page("notes"), words("A walrus"))
    assert not finds("walrus", people.bola)


def test_publishing_in_a_second_tab_keeps_the_newer_words(people, as_, over):
    host = as_(people.bola)
    for opening in ("One", "Two"):
        host.post(over.page("publication"), words(opening))
    assert Notes.objects.get().opening == "Two"
    assert Happening.objects.filter(url=over.page("notes")).count() == 1


@pytest.mark.parametrize("page", ["notes", "publication"])
def test_notes_that_cannot_be_kept_come_back_as_typed(people, as_, over, page):
    reply = as_(people.bola).post(over.page(page), words("An hour of work", "bad \0 sign"))
    assert "An hour of work" in reply.content.decode() and not Notes.objects.exists()


def test_notes_published_too_early_come_back_as_typed(people, as_, running):
    reply = as_(people.bola).post(running.page("publication"), words("An hour of work"))
    assert "An hour of work" in reply.content.decode()
    assert "End the gathering first" in reply.content.decode()


def test_two_who_write_at_once_see_each_other_s_words(people, as_, over):
    bola, dee = as_(people.bola), as_(people.dee)
    seen = dee.get(over.page("notes")).context["form"]["seen"].value()
    for _ in range(2):
        bola.post(over.page("notes"), words("From Bola", seen=seen))
    reply = dee.post(over.page("notes"), words("From Dee", seen=seen))
    page = reply.content.decode()
    assert "From Bola" in page and "From Dee" in page
    assert Notes.objects.get().opening == "From Bola"
    dee.post(
        over.page("notes"),
        words("From Bola and Dee", seen=reply.context["form"]["seen"].value()),
    )
    assert Notes.objects.get().opening == "From Bola and Dee"


@pytest.mark.django_db(transaction=True)
def test_the_first_notes_of_two_people_at_once_are_one(people, as_, over):
    def write(person):
        return as_(person).post(over.page("notes"), words("First")).status_code

    assert set(at_once(write, [people.bola, people.dee] * 4)) == {302}
    assert Notes.objects.count() == 1


def test_thanks_carry_no_words_that_were_for_the_room(people, over):
    Notes.objects.of(over).publish(by=people.bola)
    Notes.objects.of(over).thank(by=people.bola)
    letter = Letter.objects.get(to=people.amara)
    assert "Between us" not in letter.text and "Between us" not in letter.html


def test_the_second_thanks_count_only_the_letters_that_are_written(people, over):
    notes = Notes.objects.of(over)
    notes.publish(by=people.bola)
    assert (notes.thank(by=people.bola), notes.thank(by=people.bola)) == (1, 0)
    over.arrivals.create(person=people.fin)
    assert notes.thank(by=people.bola) == 1


def test_the_steps_stay_once_the_hour_has_begun(people, make_gathering, charter):
    gathering = make_gathering(in_=timedelta(minutes=-1))
    before = type(gathering).objects.get(pk=gathering.pk)
    gathering.begin(by=people.bola)
    mine = say(gathering, "Here", person=people.amara, step=gathering.step)
    for known in (before, gathering):
        with pytest.raises(Refused, match="has begun"):
            lay_out(known, "peer-drop-in")
    gathering.end(by=people.bola)
    with pytest.raises(Refused, match="has begun"):
        lay_out(gathering, "peer-drop-in")
    mine.refresh_from_db()
    assert mine.step == gathering.step
