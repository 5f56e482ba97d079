"""The tables of conversations: spaces, threads, messages, and who follows what."""

from hearth.conversations.models.blocks import Block
from hearth.conversations.models.decisions import Appeal, Decision
from hearth.conversations.models.following import Bookmark, Following, Mention
from hearth.conversations.models.messages import Edit, Message, Original
from hearth.conversations.models.pictures import Picture
from hearth.conversations.models.reports import Report, ReportAnswer
from hearth.conversations.models.rota import Lookout, PassedOn
from hearth.conversations.models.spaces import Keeping, Space, open_space
from hearth.conversations.models.thanks import GoodQuestion, Helped
from hearth.conversations.models.threads import EXPIRING, Kind, Thread
from hearth.conversations.models.writing import start_thread, write

__all__ = [
    "EXPIRING",
    "Appeal",
    "Block",
    "Bookmark",
    "Decision",
    "Edit",
    "Following",
    "GoodQuestion",
    "Helped",
    "Keeping",
    "Kind",
    "Lookout",
    "Mention",
    "Message",
    "Original",
    "PassedOn",
    "Picture",
    "Report",
    "ReportAnswer",
    "Space",
    "Thread",
    "open_space",
    "start_thread",
    "write",
]
