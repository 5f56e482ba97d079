"""The ground is one Django app; its tables live beside the functions that use them."""

from hearth.ground.access import Group
from hearth.ground.accounts import Community, Person, Stewardship
from hearth.ground.books.diary import Happening
from hearth.ground.books.hearing import Contribution
from hearth.ground.books.index import Entry
from hearth.ground.books.post import Letter, Silence
from hearth.ground.books.trail import Lead
from hearth.ground.links import UsedLink
from hearth.ground.live import Notice

__all__ = [
    "Community",
    "Contribution",
    "Entry",
    "Group",
    "Happening",
    "Lead",
    "Letter",
    "Notice",
    "Person",
    "Silence",
    "Stewardship",
    "UsedLink",
]
