"""What round-ups keep: when they come, whose turn it is, what is in them and who flagged it."""

from hearth.roundups.models.flags import Flag, Inlet
from hearth.roundups.models.habit import Habit
from hearth.roundups.models.notices import Notice, Outlet
from hearth.roundups.models.pieces import Piece
from hearth.roundups.models.readers import Month, MonthlyReader
from hearth.roundups.models.rota import Editor, Turn
from hearth.roundups.models.roundup import Correction, Roundup

__all__ = [
    "Correction",
    "Editor",
    "Flag",
    "Habit",
    "Inlet",
    "Month",
    "MonthlyReader",
    "Notice",
    "Outlet",
    "Piece",
    "Roundup",
    "Turn",
]
