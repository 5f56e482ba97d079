"""Afterwards: notes by everybody's wishes, thanks, and one's own words."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from hearth.gatherings.models import Notes
from hearth.gatherings.models.answers import freezes_on, say
from hearth.gatherings.models.places import book
from hearth.ground.books import Contribution, Letter, Wish
from hearth.ground.refusals import Refused
from tests.proving import proves


@pytest.fixture
def ended(running, people, make_gathering):
    """A meet-up that has ended: Amara and Fin came and spoke, Cerys had a place and did not
    come; the next one is announced."""
    for person in (people.amara, people.cerys, people.fin):
        book(running, person)
    for person in (people.amara, people.fin):
        running.arrivals.create(person=person)
    question = running.steps.get(kind="check-in")
    say(running, "Named words", person=people.amara, step=question, wish=Wish.NAMED)
    say(running, "Member words", person=people.fin, step=question)
    say(running, "Room words", person=people.amara, wish=Wish.ROOM)
    say(running, "A ladder", person=people.fin, kind="ask", wish=Wish.PUBLIC)
    say(running, "I will ring the hall", person=people.fin, kind="commitment", wish=Wish.PUBLIC)
    running.end(by=people.bola)
    make_gathering(title="The next one")
    Letter.objects.all().delete()
    return running


def published(gathering, people):
    notes = Notes.objects.of(gathering)
    notes.publish(by=people.bola)
    return notes


@proves("J3.17")
def test_when_the_host_ends_a_draft_is_there_and_one_button_publishes_it(people, as_, ended):
    assert as_(people.amara).get(ended.page("notes")).status_code == 404, "a draft is the host's"
    draft = as_(people.bola).get(ended.page("notes")).content.decode()
    for words in (
        "Check-in",
        "Named words",
        "Member words",
        "A ladder",
        "I will ring the hall",
        "The next one",
        "Asks and offers",
        "What people will do",
    ):
        assert words in draft, words
    assert "Room words" not in draft
    as_(people.bola).post(ended.page("publication"), {"opening": "We spoke of ladders."})
    page = as_(people.amara).get(ended.page("notes")).content.decode()
    assert "We spoke of ladders." in page and "A ladder" in page


@proves("J3.20")
def test_names_and_words_appear_only_where_the_wish_says_so(people, as_, ended):
    published(ended, people)

    def page(person):
        return as_(person).get(ended.page("notes")).content.decode()

    assert "Named words" in page(None) and "Amara" in page(None)
    assert "Member words" not in page(None) and "A ladder" in page(None)
    assert "Member words" in page(people.cerys)
    for reader in (None, people.amara, people.cerys):
        assert "Fin" not in page(reader), "Fin wished for no name"
        if reader != people.amara:
            assert "Room words" not in page(reader)


@proves("J3.20")
def test_no_photo_gets_into_the_notes(people, as_, ended):
    """Photographs come with their consents later; until then none can be published at all."""
    photo = SimpleUploadedFile("us.jpg", b"\xff\xd8\xff\xe0" + b"0" * 100, "image/jpeg")
    host = as_(people.bola)
    host.post(ended.page("notes"), {"opening": "![us](/us.jpg)", "photo": photo})
    host.post(ended.page("publication"), {"opening": "<img src=/us.jpg>![us](/us.jpg)", "p": photo})
    page = as_(None).get(ended.page("notes")).content.decode()
    assert "<img" not in page


@proves("J3.18")
def test_the_steward_sees_three_numbers_before_thanking_and_nobody_is_thanked_twice(
    people, as_, ended
):
    published(ended, people)
    host = as_(people.bola)
    numbers = host.get(ended.page("thanks")).context
    assert (numbers["came"], numbers["missed"], numbers["unreachable"]) == (2, 1, 0)
    assert not Letter.objects.exists()
    for _ in range(2):
        host.post(ended.page("thanks"))
    assert sorted((x.to.name, x.subject) for x in Letter.objects.all()) == [
        ("Amara", "Monthly meet-up: Thank you, and what was said"),
        ("Cerys", "Monthly meet-up: We missed you. Here is what happened"),
        ("Fin", "Monthly meet-up: Thank you, and what was said"),
    ]


@proves("J2.8")
def test_thanks_carry_notes_own_words_promises_and_the_next_date(people, ended):
    published(ended, people).thank(by=people.bola)
    fin, amara = (Letter.objects.get(to=person) for person in (people.fin, people.amara))
    for words in (
        "“Member words”",
        "“I will ring the hall”",
        "You will do:",
        "The next one",
        "You can change it or take it back until",
    ):
        assert words in fin.text, words
    assert "Named words" not in fin.text
    assert "Would you like to join" in fin.text and "Would you like to join" not in amara.text


@proves("J2.8")
def test_a_guest_is_asked_to_join_once(people, ended, make_gathering):
    published(ended, people).thank(by=people.bola)
    again = make_gathering(in_=timedelta(minutes=-1))
    again.begin(by=people.bola)
    again.arrivals.create(person=people.fin)
    again.end(by=people.bola)
    published(again, people).thank(by=people.bola)
    asked = [x for x in Letter.objects.filter(to=people.fin) if "Would you like to join" in x.text]
    assert len(asked) == 1


@proves("J2.9")
def test_who_could_not_come_gets_the_notes_and_no_question_why(people, ended):
    published(ended, people).thank(by=people.bola)
    letter = Letter.objects.get(to=people.cerys)
    assert "No reason needed" in letter.text and "/l/" in letter.text
    assert "why" not in letter.text.split("No reason needed")[1].split("-- ")[0].lower()


def test_thanks_wait_for_the_notes(people, ended):
    with pytest.raises(Refused, match="Publish the notes first"):
        Notes.objects.of(ended).thank(by=people.bola)


def test_notes_cannot_be_published_before_the_end(people, running):
    with pytest.raises(Refused, match="End the gathering first"):
        Notes.objects.of(running).publish(by=people.bola)


@proves("G10")
def test_one_changes_one_s_own_words_until_the_freeze_and_the_book_follows(people, as_, ended):
    mine = ended.answers.get(words="Member words")
    url = f"{ended.page('said')}{mine.pk}/"
    as_(people.fin).post(url, {"words": "Other words", "wish": "public"})
    mine.refresh_from_db()
    assert (mine.words, mine.wish) == ("Other words", "public")
    assert Contribution.objects.filter(words="Other words", wish="public").count() == 1
    as_(people.fin).post(url, {"words": "Other words", "wish": "room"})
    assert not Contribution.objects.filter(words="Other words").exists()


@proves("G10")
def test_after_the_freeze_words_stay_but_can_be_narrowed_or_taken_back(people, as_, ended):
    mine = ended.answers.get(words="Member words")
    url = f"{ended.page('said')}{mine.pk}/"
    with time_machine.travel(ended.ended_at + timedelta(days=9)):
        browser = as_(people.fin)
        refused = browser.post(url, {"words": "Too late", "wish": "members"})
        assert "closed for changes" in refused.content.decode()
        assert "Too late" in refused.content.decode(), "what was typed is still there"
        refused = browser.post(url, {"words": "Member words", "wish": "public"})
        assert "let fewer people" in refused.content.decode()
        browser.post(url, {"words": "Member words", "wish": "stewards"})
        mine.refresh_from_db()
        assert (mine.words, mine.wish, mine.heard.wish) == ("Member words", "stewards", "stewards")
        browser.post(url, {"withdraw": "yes"})
    assert not ended.answers.filter(pk=mine.pk).exists()
    assert not Contribution.objects.filter(words="Member words").exists()


def test_nobody_else_can_open_or_change_my_words(people, as_, ended):
    mine = ended.answers.get(words="Member words")
    url = f"{ended.page('said')}{mine.pk}/"
    assert as_(people.dee).get(url).status_code == 404
    assert as_(people.bola).post(url, {"withdraw": "yes"}).status_code == 404
    with pytest.raises(Refused, match="Only the person who said it"):
        mine.reword("Hijacked", by=people.dee)


@proves("G10")
def test_the_notes_say_until_when_words_can_change(people, as_, ended):
    published(ended, people)
    day = freezes_on(ended)
    assert f"{day.day} {day:%B %Y}" in as_(None).get(ended.page("notes")).content.decode()
