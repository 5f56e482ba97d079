"""What could go wrong here: filled from the settings, finished by a steward, looked at yearly."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from hearth.conversations.models import open_space
from hearth.ground.access import Group
from hearth.ground.books import Letter
from hearth.house.models import turn
from hearth.house.safety.kinds import Harm
from hearth.house.safety.records import Assessment, Risk, remind_of_safety


@pytest.fixture
def answers(people):
    said = {"answers_for_it": people.efe.pk, "age": "adults", "people": "Menders, a sprocketquoin"}
    for harm in Harm:
        said |= {f"{harm}_level": "low", f"{harm}_why": f"Because of {harm}"}
    return said


def test_each_of_the_seventeen_kinds_is_asked_about_and_begun(as_, people):
    page = as_(people.dee).get("/steward/safety/").text
    assert len(Harm) == 17
    for harm in Harm:
        assert f'name="{harm}_level"' in page
        assert f'name="{harm}_why"' in page
    assert "not legal advice" in page
    assert page.count("People can post links.") == 6


def test_what_a_steward_keeps_everybody_reads(as_, people, answers):
    assert "have still to write down" in as_(None).get("/safety/").text
    as_(people.dee).post("/steward/safety/", answers)
    page = as_(None).get("/safety/").text
    assert "Efe" in page
    assert "sprocketquoin" in page
    assert "Because of suicide" in page
    assert Risk.objects.count() == 17


def test_a_change_is_another_version_and_the_old_one_stays(as_, people, answers):
    dee = as_(people.dee)
    dee.post("/steward/safety/", answers)
    dee.post("/steward/safety/", answers | {"people": "Many more by now"})
    old, new = Assessment.objects.order_by("pk")
    assert "Many more" in as_(None).get("/safety/").text
    assert "sprocketquoin" in dee.get(old.get_absolute_url()).text
    assert as_(people.bola).get(new.get_absolute_url()).status_code == 404


def test_what_is_typed_stays_when_something_is_missing(as_, people, answers):
    answers["answers_for_it"] = ""
    page = as_(people.dee).post("/steward/safety/", answers).text
    assert "sprocketquoin" in page
    assert not Assessment.objects.exists()


def test_it_says_what_is_really_on(as_, people):
    browser = as_(None)
    open_space("Porch", by=people.dee, seen_by="everyone")
    assert "1 space where people talk" in browser.get("/safety/").text
    turn("conversations", on=False, by=people.dee)
    page = browser.get("/safety/").text
    assert "where people talk" not in page
    assert "by each message. A person" not in page
    for words in ("There are none.", "Nobody can upload any."):
        assert words in page


def test_it_names_no_group_and_nobody_but_stewards(as_, people):
    pair = Group.objects.create(name="Quiet pair")
    pair.people.add(people.cerys)
    open_space("Quiet corner", by=people.cerys, seen_by="group", group=pair)
    page = as_(None).get("/safety/").text
    for word in ("Quiet", "Cerys", "Bola"):
        assert word not in page


def test_once_a_year_stewards_are_asked_to_look_again(as_, people, answers):
    assert remind_of_safety() == 0
    as_(people.dee).post("/steward/safety/", answers)
    kept = Assessment.objects.get()
    with time_machine.travel(kept.at + timedelta(days=364)):
        assert remind_of_safety() == 0
    with time_machine.travel(kept.at + timedelta(days=366)):
        assert [remind_of_safety(), remind_of_safety()] == [2, 0]
        assert Letter.objects.filter(subject__startswith="Once a year").count() == 2
        as_(people.dee).post("/steward/safety/", answers)
        assert remind_of_safety() == 0


def test_only_stewards_write_it(as_, people, answers):
    for reader in (people.bola, None):
        as_(reader).post("/steward/safety/", answers)
    assert not Assessment.objects.exists()
