"""The charter as people read it, mark it and follow it with another."""

import pytest
from django.db import IntegrityError, transaction

from hearth.charter.models import Line, Mark, Version, lines_to_show, publish, show_lines
from hearth.charter.starting import publish_starting_lines, starting_lines
from hearth.ground.books import Entry, Happening
from hearth.ground.refusals import Refused
from tests.proving import proves

TWO = [("Patience", "We wait three breaths."), ("Kindness", "We speak as to a neighbour.")]


def test_a_community_begins_with_nineteen_lines_and_keeps_its_own(people):
    first = publish_starting_lines(by=people.dee)
    assert first.lines.count() == 19
    own = publish(TWO, by=people.dee, why="In our own words")
    assert publish_starting_lines(by=people.efe) == own


def test_a_published_version_stays_when_another_follows(people):
    first = publish(starting_lines(), by=people.dee)
    second = publish(TWO, by=people.efe, why="Nineteen were too many")
    assert Version.current() == second
    assert (second.number, first.lines.count(), second.lines.count()) == (2, 19, 2)


def test_the_same_lines_again_make_no_new_version(people):
    assert publish(TWO, by=people.dee) == publish(TWO, by=people.dee)


def test_a_line_must_say_what_it_looks_like(people):
    with pytest.raises(Refused, match="Say what Patience looks like"):
        publish([("Patience", " ")], by=people.dee)
    version = publish(TWO, by=people.dee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(version=version, position=9, quality="Patience", words="")


def test_publishing_can_be_found_and_read_in_the_diary(people):
    publish(TWO, by=people.dee)
    assert "three breaths" in Entry.objects.visible_to(None).get(url="/charter/").text
    happening = Happening.objects.visible_to(None).get(url="/charter/versions/1/")
    assert str(happening) == "published version 1 of the charter"


@proves("J3.12")
def test_the_two_lines_least_recently_shown_come_next(people):
    publish(starting_lines(), by=people.dee)
    seen = [
        [line.position for line in show_lines(url=f"/gatherings/{number}/")] for number in range(11)
    ]
    assert seen[:3] == [[1, 2], [3, 4], [5, 6]]
    assert seen[9] == [19, 1], "after all nineteen, the first comes again"
    assert [line.position for line in lines_to_show()] == [4, 5]


def test_one_gathering_keeps_its_two_lines_however_often_it_asks(people):
    publish(starting_lines(), by=people.dee)
    first = show_lines(url="/gatherings/may/")
    assert show_lines(url="/gatherings/may/") == first
    assert list(Line.objects.shown_at("/gatherings/may/")) == first


def test_without_a_charter_nothing_is_shown(people):
    assert show_lines(url="/gatherings/may/") == []


@proves("J3.12")
def test_a_note_stays_with_its_line_and_a_second_press_adds_none(people):
    line = publish(TWO, by=people.dee).lines.get(position=1)
    for _press in range(2):
        line.mark("Three is too many ", by=people.cerys)
    mark = Mark.objects.get(line=line)
    assert (mark.words, mark.kind, mark.by) == ("Three is too many", "change", people.cerys)


def test_an_empty_note_is_refused_with_a_sentence(people):
    line = publish(TWO, by=people.dee).lines.get(position=1)
    with pytest.raises(Refused, match="Write what you would like"):
        line.mark("  ", by=people.cerys)


def test_a_note_outlives_the_account_of_its_writer(people):
    line = publish(TWO, by=people.dee).lines.get(position=1)
    line.mark("Say it in fewer words", by=people.cerys)
    people.cerys.delete()
    assert Mark.objects.get(line=line).by is None
