"""Who looks after a space is named, hands it on and lays it down on its own page."""

from __future__ import annotations

import pytest

from hearth.conversations.models import Keeping
from hearth.conversations.models.keepers import hand_on, lay_down, name_keeper
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused

HALL, BENCH = "/space/hall/keepers/", "/space/bench/keepers/"


def keepers(space):
    return sorted(keeping.person.name for keeping in space.keepings.now())


def test_a_steward_names_somebody_who_is_told_and_can_look_after_it(as_, people, spaces):
    assert as_(people.bola).get(HALL).status_code == 404
    assert HALL in as_(people.dee).get("/space/hall/keeping/").text
    as_(people.dee).post(HALL, {"name": "bola"})
    assert keepers(spaces.members) == ["Bola"]
    assert spaces.members.is_kept_by(people.bola)
    letter = Letter.objects.get(to=people.bola)
    assert letter.subject == "Dee asks you to look after Hall"
    assert "Asked by Dee" in " ".join(as_(people.bola).get(HALL).text.split())
    assert "Bola look after" in " ".join(as_(people.cerys).get("/space/hall/").text.split())


def test_a_keeper_names_another_once_however_often_it_is_pressed(as_, people, spaces):
    Keeping.objects.create(space=spaces.members, person=people.bola)
    for _ in range(2):
        as_(people.bola).post(HALL, {"name": "Cerys"})
    assert keepers(spaces.members) == ["Bola", "Cerys"]
    assert Letter.objects.filter(to=people.cerys).count() == 1
    assert Keeping.objects.get(person=people.cerys, space=spaces.members).by == people.bola


def test_handed_on_it_is_the_others_alone_and_the_row_stays(as_, people, spaces):
    Keeping.objects.create(space=spaces.members, person=people.bola)
    as_(people.bola).post(HALL, {"name": "Cerys", "instead": "on"})
    assert keepers(spaces.members) == ["Cerys"]
    assert as_(people.bola).get(HALL).status_code == 404
    assert Keeping.objects.get(person=people.bola).until is not None


def test_a_groups_space_is_never_left_without_one_and_stays_in_the_group(as_, people, spaces):
    cerys = as_(people.cerys)
    said = cerys.post(BENCH, {"lay_down": "yes"}, follow=True).text
    assert "Name somebody else first" in said
    said = cerys.post(BENCH, {"name": "Amara"}).text
    assert "They do not see this space" in said
    assert keepers(spaces.group) == ["Cerys"]
    assert as_(people.dee).get(BENCH).status_code == 404
    hand_on(spaces.group, people.bola, by=people.cerys)
    assert keepers(spaces.group) == ["Bola"]


def test_whoever_was_asked_can_lay_it_down(as_, people, spaces):
    name_keeper(spaces.members, people.bola, by=people.dee)
    as_(people.bola).post(HALL, {"lay_down": "yes"})
    lay_down(spaces.members, by=people.bola)
    assert keepers(spaces.members) == []


def test_who_looks_after_nothing_names_nobody(people, spaces):
    with pytest.raises(Refused, match="Only who looks after"):
        name_keeper(spaces.members, people.bola, by=people.cerys)
