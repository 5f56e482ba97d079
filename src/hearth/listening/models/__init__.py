"""The tables of listening: boards and piles, themes, responses, tellings, questions, words."""

from hearth.listening.models.belongings import Belonging
from hearth.listening.models.boards import Board, Invitation, Source
from hearth.listening.models.drawings import Drawing
from hearth.listening.models.former import FormerAddress
from hearth.listening.models.piles import Move, Pile, Placement
from hearth.listening.models.priorities import Dots, Effort, Hours
from hearth.listening.models.questions import Option, Question
from hearth.listening.models.replies import Choice, Reply
from hearth.listening.models.responses import Response
from hearth.listening.models.saying import Held
from hearth.listening.models.statements import Statement, Vote, VoteElsewhere
from hearth.listening.models.suggestions import NotAlike
from hearth.listening.models.tellings import Telling
from hearth.listening.models.themes import Theme

__all__ = [
    "Belonging",
    "Board",
    "Choice",
    "Dots",
    "Drawing",
    "Effort",
    "FormerAddress",
    "Held",
    "Hours",
    "Invitation",
    "Move",
    "NotAlike",
    "Option",
    "Pile",
    "Placement",
    "Question",
    "Reply",
    "Response",
    "Source",
    "Statement",
    "Telling",
    "Theme",
    "Vote",
    "VoteElsewhere",
]
