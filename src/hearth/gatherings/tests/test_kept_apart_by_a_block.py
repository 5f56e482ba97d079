"""Two of whom one keeps away from the other share no small room, and no host learns why."""

from __future__ import annotations

from hearth.conversations.models.blocks import keep_away
from hearth.gatherings.models.pairs import Pairing
from hearth.gatherings.models.rooms import make_rooms
from hearth.gatherings.models.seats import move
from hearth.gatherings.tests.test_rooms import in_room, room_of


def _rooms(gathering, one, other, *, times=6):
    gathering._go_to(gathering.steps.get(kind="rooms"))
    for seed in range(times):
        make_rooms(gathering, by=gathering.host, seed=seed)
        yield room_of(gathering, one), room_of(gathering, other)


def test_they_are_never_put_together(running):
    one, other, *_rest = in_room(running, 8)
    keep_away(other, is_mute=False, by=one)
    assert all(here != there for here, there in _rooms(running, one, other))
    assert not Pairing.objects.exists()


def test_a_mute_says_nothing_about_rooms(running):
    one, other, *_rest = in_room(running, 8)
    keep_away(other, is_mute=True, by=one)
    assert any(here == there for here, there in _rooms(running, one, other, times=12))


def test_put_together_by_hand_the_host_reads_a_warning_without_a_name(people, as_, running):
    one, other, *_rest = in_room(running, 8)
    keep_away(other, is_mute=False, by=one)
    running._go_to(running.steps.get(kind="rooms"))
    make_rooms(running, by=running.host, seed=1)
    move(running, person=one.pk, to=room_of(running, other), by=running.host)
    for reader in (running.host, people.dee):
        page = as_(reader).get(running.page("rooms")).text
        assert "Two people here asked not to share a room" in page
        assert f"{one.name} and {other.name} are to be apart" not in page
    assert not Pairing.objects.exists()
