"""Few spaces: opened for a reason, kept by somebody, and joined when nobody uses one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.conversations.models import Space, start_thread, write
from hearth.conversations.models.joining import join_spaces, may_join
from hearth.ground.books import Entry, Happening, Wish
from hearth.ground.refusals import Refused


def test_an_unused_space_is_offered_to_its_keepers_for_joining(people, spaces, as_):
    Space.objects.update(opened_at=now() - timedelta(days=90))
    start_thread(spaces.members, "Tea", "Strong", by=people.amara)
    page = as_(people.dee).get("/space/").text
    assert "Nobody said anything in Porch" in page
    assert "Nobody said anything in Hall" not in page
    assert "Bench" not in page
    assert "Nobody said anything" not in as_(people.bola).get("/space/").text


def test_joining_takes_all_threads_over_and_nobody_reads_more(people, spaces, as_):
    thread = start_thread(spaces.members, "Tea", "Between us", by=people.amara)
    opened = start_thread(spaces.open, "Cake", "For all", by=people.amara, wish=Wish.NAMED)
    as_(people.dee).post("/space/hall/joining/", {"other": spaces.open.pk})
    thread.refresh_from_db()
    assert thread.space == spaces.open
    assert as_(people.bola).get("/space/hall/").url == "/space/porch/"
    assert as_(None).get(f"/threads/{thread.pk}/").status_code == 404
    assert as_(None).get(f"/threads/{opened.pk}/").status_code == 200
    assert not Entry.objects.visible_to(None).filter(text="Between us").exists()
    assert [line.thing for line in Happening.objects.visible_to(None)] == ["Cake"]
    write(thread, "And milk", by=people.bola)


def test_a_groups_space_is_joined_with_no_other_and_no_other_with_it(people, spaces, as_):
    assert not may_join(spaces.group, people.cerys).exists()
    assert spaces.group not in may_join(spaces.members, people.dee)
    with pytest.raises(Refused):
        join_spaces(spaces.members, spaces.group, by=people.dee)
    with pytest.raises(Refused):
        join_spaces(spaces.members, spaces.open, by=people.amara)
    assert as_(people.amara).get("/space/hall/joining/").status_code == 404


def test_a_group_opens_its_own_space_and_a_steward_one_for_all(people, spaces, as_):
    sent = {"name": "Glue", "about": "Sticky things", "audience": str(spaces.pair.pk)}
    as_(people.bola).post("/space/new/", sent)
    space = Space.objects.get(name="Glue")
    assert (space.group, space.is_kept_by(people.bola)) == (spaces.pair, True)
    assert as_(people.amara).get("/space/new/").status_code == 404
    page = as_(people.dee).post("/space/new/", {"name": "", "audience": "members"})
    assert page.status_code == 422
    as_(people.dee).post("/space/new/", {"name": "Attic", "audience": "members"})
    assert Space.objects.filter(slug="attic", seen_by="members").exists()
    as_(people.dee).post("/space/attic/keeping/", {"name": "Loft", "about": ""})
    assert Space.objects.get(slug="attic").name == "Loft"


def test_a_house_without_spaces_says_what_to_do(people, as_):
    assert "Open the first space" in as_(people.dee).get("/space/").text
    assert "Nobody talks here yet" in as_(people.amara).get("/space/").text
