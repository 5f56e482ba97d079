"""Typing only, speaking only, or a telephone only: everybody takes part in their own way."""

import pytest

from hearth.gatherings.models import Answer
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.notes import Notes, who_came
from hearth.gatherings.models.phone import say_by_phone
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Letter, Wish
from hearth.ground.refusals import Refused
from tests.proving import proves


def write_down(host, gathering, name, words="My kettle", **more):
    return host.post(
        gathering.page("phone"), {"name": name, "words": words, "wish": "room", **more}, follow=True
    )


def notes_of(gathering, by, reader):
    gathering.end(by=by)
    Notes.objects.of(gathering).publish(by=by)
    return reader.get(gathering.page("notes")).text


@proves("J2.5")
def test_somebody_takes_part_by_typing_only(people, as_, running):
    fin = as_(people.fin)
    fin.post(running.page("arrival"))
    fin.post(running.page("answers"), {"words": "A lathe", "wish": "members"})
    assert "A lathe" in as_(people.cerys).get(running.page("room")).text
    assert "A lathe" in notes_of(running, people.bola, as_(people.cerys))


@proves("J2.5")
def test_somebody_takes_part_by_voice_only(people, as_, running):
    """They come in, raise a hand, speak, type nothing, and get notes and thanks like others."""
    fin = as_(people.fin)
    fin.post(running.page("arrival"))
    fin.post(running.page("hand"), {"hand": "up"})
    notes_of(running, people.bola, fin)
    Notes.objects.of(running).thank(by=people.bola)
    assert Letter.objects.filter(to=people.fin, once__startswith="thanks:").count() == 1


@proves("J2.5")
def test_somebody_takes_part_by_phone_only(people, as_, running):
    """They have no page: a host adds their words, marked so, and they count as theirs."""
    host = as_(people.bola)
    assert "Kept as theirs" in write_down(host, running, "Gwen", wish="members").text
    gwen = Person.objects.get(name="Gwen")
    answer = Answer.objects.get()
    assert (answer.person, answer.by_phone, answer.wish) == (gwen, True, Wish.MEMBERS)
    assert Contribution.objects.get().said_by == gwen
    assert gwen in who_came(running)
    for reader in (people.cerys, people.bola):
        page = as_(reader).get(running.page("room" if reader != people.bola else "host")).text
        assert "said by phone" in page
        assert "Gwen" not in page
    assert "said by phone" in notes_of(running, people.bola, as_(people.cerys))


def test_the_book_knows_who_can_bring_word_to_somebody_with_only_a_phone(people, as_, running):
    write_down(as_(people.bola), running, "Gwen", wish="members")
    heard = Contribution.objects.get()
    assert (heard.said_by.name, heard.written_by) == ("Gwen", people.bola)
    say(running, "A lathe", person=people.cerys)
    assert Contribution.objects.get(words="A lathe").written_by is None
    running.arrivals.create(person=people.bola)
    write_down(as_(people.bola), running, "Bola", words="Mine", wish="members")
    assert Contribution.objects.get(words="Mine").written_by is None


def test_where_nobody_asked_the_words_stay_in_the_room(people, as_, running):
    host = as_(people.bola)
    form = host.get(running.page("host")).context["phone_form"]
    assert form["wish"].value() == Wish.ROOM
    write_down(host, running, "Gwen")
    assert "My kettle" in host.get(running.page("host")).text
    assert not Contribution.objects.exists()
    assert "My kettle" not in notes_of(running, people.bola, host)


def test_words_go_to_the_person_of_that_name_who_is_here_or_has_a_place(people, as_, running):
    host = as_(people.bola)
    running.arrivals.create(person=people.cerys)
    write_down(host, running, "cerys ")
    book(running, people.fin)
    write_down(host, running, "Fin")
    assert list(Answer.objects.order_by("pk").values_list("person__name", flat=True)) == [
        "Cerys",
        "Fin",
    ]
    write_down(host, running, "Amara")
    assert Person.objects.filter(name="Amara").count() == 2, "a member who is not here is not meant"


def test_they_are_told_at_once_and_can_take_it_back(people, as_, running):
    book(running, people.fin)
    write_down(as_(people.bola), running, "Fin", words="I said so", wish="public")
    (letter,) = Letter.objects.filter(once__startswith="by-phone:")
    assert letter.to == people.fin
    assert "I said so" in letter.text and "Bola" in letter.text
    answer = Answer.objects.get()
    own = f"{running.page('said')}{answer.pk}/"
    assert own in as_(people.fin).get(own).request["PATH_INFO"]
    answer.withdraw(by=people.fin)
    assert not Contribution.objects.exists()


def test_two_of_one_name_are_not_mixed_up(people, running):
    for _ in range(2):
        running.arrivals.create(person=Person.objects.meet(name="Sam"))
    with pytest.raises(Refused, match="Two people have that name"):
        say_by_phone(running, "Hello", name="Sam", wish=Wish.ROOM, by=people.bola)
    assert not Answer.objects.exists()


def test_a_refusal_keeps_what_the_host_typed(people, as_, meetup):
    page = write_down(as_(people.bola), meetup, "Gwen", words="Much typed")
    assert page.status_code == 422
    assert "doors are closed" in page.text and "Much typed" in page.text


def test_only_hosts_write_down_what_others_say(people, as_, running):
    assert write_down(as_(people.cerys), running, "Gwen").status_code == 403
    assert not Answer.objects.exists()


def test_a_host_who_writes_down_the_same_words_widens_nobodys_wish(people, as_, running):
    running.arrivals.create(person=people.amara)
    typed = say(running, "My boss reads this", person=people.amara, wish=Wish.STEWARDS)
    told = {"name": "Amara", "words": "My boss reads this", "wish": Wish.NAMED}
    as_(people.bola).post(running.page("phone"), told)
    typed.refresh_from_db()
    assert typed.wish == Wish.STEWARDS
