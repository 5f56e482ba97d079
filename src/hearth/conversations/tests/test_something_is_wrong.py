"""Somebody tells that something is wrong; it reaches those it may reach, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.conversations.models import Keeping, Report, start_thread, write
from hearth.conversations.models.reports import forget_reports, remind_of_reports, tell_keepers
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused

TOLD, WORDS = "a marlquoin of trouble", "a spandrel in the group"


@pytest.fixture
def sharp(people, spaces):
    """A message of Bola's in the hall."""
    thread = start_thread(spaces.members, "Paint", "Which?", by=people.cerys)
    return write(thread, "You are all an architrave", by=people.bola)


def form(message, **more):
    return {"kind": "hurts", "helps": "speak", "words": TOLD} | more


def page_of(message):
    return f"{message.thread.get_absolute_url()}messages/{message.number}/report/"


def readers(report):
    return sorted(person.name for person in report.readers.all())


def test_it_goes_to_who_looks_after_the_space_and_a_receipt_says_when(as_, people, sharp):
    cerys = as_(people.cerys)
    ticked = [people.dee.pk, people.efe.pk]
    said = cerys.post(page_of(sharp), form(sharp, readers=ticked), follow=True).text
    assert "A person looks within 24 hours" in said
    assert "A person looks at it by" in " ".join(said.split())
    assert "Read by Dee, Efe." in " ".join(said.split())
    assert readers(Report.objects.get()) == ["Dee", "Efe"]


def test_whoever_is_left_out_neither_reads_it_nor_gets_a_letter(as_, people, sharp):
    as_(people.cerys).post(page_of(sharp), form(sharp, readers=[people.efe.pk]))
    assert readers(Report.objects.get()) == ["Efe"]
    assert not Letter.objects.filter(to=people.dee).exists()
    assert TOLD not in as_(people.dee).get("/space/care/").text
    assert TOLD in as_(people.efe).get("/space/care/").text


def test_it_never_reaches_the_one_it_is_about(as_, people, spaces):
    thread = start_thread(spaces.members, "Keys", "Dee says an oriel", by=people.dee)
    words = thread.messages.get()
    page = as_(people.cerys).get(page_of(words)).text
    assert "Efe" in page
    assert f'value="{people.dee.pk}"' not in page
    as_(people.cerys).post(page_of(words), form(words, readers=[people.dee.pk, people.efe.pk]))
    assert not Report.objects.exists()
    as_(people.cerys).post(page_of(words), form(words, readers=[people.efe.pk]))
    assert TOLD not in as_(people.dee).get("/space/care/").text
    assert not Letter.objects.filter(to=people.dee).exists()


def test_one_who_has_left_out_everybody_is_asked_for_one(as_, people, sharp):
    said = as_(people.cerys).post(page_of(sharp), form(sharp)).text
    assert "Leave at least one person" in said
    assert TOLD in said


@pytest.fixture
def in_the_group(people, spaces):
    """Words of the group's own: Bola's, where Cerys is the keeper."""
    thread = start_thread(spaces.group, "Vices", "Which?", by=people.cerys)
    return write(thread, WORDS, by=people.bola)


def test_of_a_group_only_its_keepers_hear(as_, people, spaces, in_the_group):
    spaces.pair.people.add(people.amara)
    told = tell_keepers(
        by=people.amara, message=in_the_group, kind="hurts", helps="note", words=TOLD
    )
    assert readers(told) == ["Cerys"]
    for outside in (people.dee, people.efe):
        pages = ("/space/care/", "/me/reports/", "/steward/", "/space/log/", "/search/?q=spandrel")
        browser = as_(outside)
        for path in pages:
            page = browser.get(path).text.replace("q=spandrel", "").replace('"spandrel"', "")
            assert TOLD not in page, path
            assert WORDS not in page, path
        assert browser.get(f"/space/care/messages/{in_the_group.pk}/").status_code == 404
        assert browser.get(page_of(in_the_group)).status_code == 404
    for letter in Letter.objects.exclude(to=people.cerys):
        assert TOLD not in letter.text + letter.html
        assert WORDS not in letter.text + letter.html


def test_about_its_only_keeper_stewards_read_what_was_told_and_no_word_of_the_group(
    as_, people, spaces
):
    thread = start_thread(spaces.group, "Vices", WORDS, by=people.cerys)
    words = thread.messages.get()
    assert "nothing of the group" in as_(people.bola).get(page_of(words)).text
    told = tell_keepers(by=people.bola, message=words, kind="hurts", helps="note", words=TOLD)
    assert readers(told) == ["Dee", "Efe"]
    page = as_(people.dee).get("/space/care/").text
    assert TOLD in page
    assert WORDS not in page


def test_a_second_keeper_hears_what_is_about_the_first(people, spaces):
    spaces.pair.people.add(people.amara)
    Keeping.objects.create(space=spaces.group, person=people.amara)
    words = start_thread(spaces.group, "Vices", WORDS, by=people.cerys).messages.get()
    told = tell_keepers(by=people.bola, message=words, kind="hurts", helps="note")
    assert readers(told) == ["Amara"]


def test_the_answer_stands_on_the_page_and_not_in_the_letter(as_, people, sharp):
    told = tell_keepers(by=people.cerys, message=sharp, kind="hurts", helps="note", words=TOLD)
    answer = {"words": "I talked with a cornice", "closes": "on"}
    for _ in range(2):
        as_(people.dee).post(f"/space/care/reports/{told.pk}/answer/", answer)
    assert "a cornice" in as_(people.cerys).get("/me/reports/").text
    assert told.answers.count() == 1
    letters = Letter.objects.filter(to=people.cerys)
    assert [letter.subject for letter in letters] == ["An answer to what you told us"]
    assert "cornice" not in letters[0].text + letters[0].html
    assert as_(people.bola).get("/me/reports/").text.count("cornice") == 0


def test_nobody_answers_what_was_not_sent_to_them(as_, people, sharp):
    told = tell_keepers(
        by=people.cerys, message=sharp, kind="law", helps="note", without={people.dee.pk}
    )
    path = f"/space/care/reports/{told.pk}/answer/"
    assert as_(people.dee).post(path, {"words": "Hm"}).status_code == 404
    with pytest.raises(Refused, match="not sent to you"):
        told.answer("Hm", by=people.dee, closes=True)


def test_who_was_promised_an_answer_is_not_forgotten(people, sharp):
    told = tell_keepers(by=people.cerys, message=sharp, kind="hurts", helps="note")
    with time_machine.travel(told.at + timedelta(hours=19)):
        assert remind_of_reports() == 0
    with time_machine.travel(told.at + timedelta(hours=21)):
        assert [remind_of_reports(), remind_of_reports()] == [2, 0]
    told.answer("I look tomorrow", by=people.dee, closes=False)
    with time_machine.travel(told.at + timedelta(hours=22)):
        assert remind_of_reports() == 0


def test_a_year_after_it_was_settled_nothing_is_left(people, sharp):
    told = tell_keepers(by=people.cerys, message=sharp, kind="hurts", helps="note")
    told.answer("Done", by=people.dee, closes=True)
    assert forget_reports() == 0
    Report.objects.update(closed_at=now() - timedelta(days=366))
    forget_reports()
    assert not Report.objects.exists()


def test_somebody_can_be_told_of_without_a_message(as_, people):
    path = f"/me/reports/about/{people.bola.pk}/"
    as_(people.cerys).post(path, form(None, kind="peace", readers=[people.dee.pk]))
    assert Report.objects.get().about == people.bola
    assert as_(people.cerys).get(f"/me/reports/about/{people.cerys.pk}/").status_code == 404


def test_sent_twice_it_is_told_once(people, sharp):
    for _ in range(2):
        tell_keepers(by=people.cerys, message=sharp, kind="hurts", helps="note", words=TOLD)
    assert Report.objects.count() == 1
    assert Letter.objects.count() == 2
