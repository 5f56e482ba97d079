"""Foreign keys point down, as imports do, and leave no name behind in the room below."""

from __future__ import annotations

import re
import tomllib

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from hearth.house.home import root
from tests.source import tables
from tests.telling import none_of

CONTRACTS = tomllib.loads((root() / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]


def floors():
    """Each room with its floor, counted from the ground, as the contract of imports says."""
    from_the_roof = [re.findall(r"\w+", layer) for layer in CONTRACTS[0]["layers"]]
    return {room: n for n, rooms in enumerate(reversed(from_the_roof)) for room in rooms}


READ_BELOW = {"post.Consent.person": "the ground asks for it before a newsletter may leave"}
"""Names that a lower room reads itself, and why."""


def upward(every):
    """Foreign keys that point up or sideways, or leave a name in another room."""
    return [fault for model in every for field in _keys(model) for fault in _faults(field)]


def _keys(model):
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in fields if field.is_relation]


def _faults(field):
    here, there = field.model._meta.app_label, field.related_model._meta.app_label
    floor = floors()
    if here == there or here not in floor or there not in floor:
        return
    if floor[there] >= floor[here]:
        yield f"{field} points up to {there}"
    if not field.remote_field.hidden and str(field) not in READ_BELOW:
        yield f"{field} leaves a name in {there}: give it related_name='+'"


def test_foreign_keys_point_down_and_leave_no_name_behind():
    none_of(upward(tables()))


def test_every_room_that_stands_has_its_floor():
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("hearth.")}
    assert rooms <= floors().keys()


def test_the_contracts_know_every_room():
    rooms = {"hearth.ground", *settings.AREAS}
    by_name = {contract["name"].split(",")[0]: contract for contract in CONTRACTS}
    assert set(by_name["Inside an area"]["containers"]) == rooms | {"hearth.house"}
    assert set(by_name["No area knows the house it stands in"]["source_modules"]) == rooms


def test_the_ground_is_lowest_and_the_house_highest():
    floor = floors()
    assert floor["ground"] == 0 < floor["charter"] < floor["people"] < floor["gatherings"]
    assert max(floor, key=floor.get) == "house"


@isolate_apps("hearth.ground", "hearth.house")
def test_a_key_that_points_up_is_found():
    class Roof(models.Model):
        class Meta:
            app_label = "house"

    class Below(models.Model):
        roof = models.ForeignKey(Roof, models.CASCADE, related_name="+")

        class Meta:
            app_label = "ground"

    assert upward([Roof, Below]) == ["ground.Below.roof points up to house"]


@isolate_apps("hearth.ground", "hearth.house")
def test_a_key_that_leaves_a_name_is_found():
    class Below(models.Model):
        class Meta:
            app_label = "ground"

    class Roof(models.Model):
        below = models.ForeignKey(Below, models.CASCADE)

        class Meta:
            app_label = "house"

    assert upward([Roof]) == ["house.Roof.below leaves a name in ground: give it related_name='+'"]
