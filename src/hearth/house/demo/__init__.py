"""The demo: a made-up community with a year of meet-ups behind it."""

from hearth.house.demo.building import build, move_in

__all__ = ["build", "move_in"]
