"""The forms of conversations."""

from hearth.conversations.forms.spaces import JoiningForm, KeeperForm, SpaceForm, SpaceWordsForm
from hearth.conversations.forms.writing import AnswerForm, OwnWordsForm, ThreadForm

__all__ = [
    "AnswerForm",
    "JoiningForm",
    "KeeperForm",
    "OwnWordsForm",
    "SpaceForm",
    "SpaceWordsForm",
    "ThreadForm",
]
