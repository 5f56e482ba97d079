"""What becomes of talk when somebody leaves: it stands without a name, or goes with them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hearth.conversations.models import Keeping, Message, Original, Report, Thread
from hearth.ground.accounts import Person
from hearth.ground.areas import Words
from hearth.ground.books import forget


def before_leaving(person: Person) -> Iterable[Words]:
    if Keeping.objects.filter(person=person, until=None).exists():
        yield _("Spaces that you look after need somebody else. Tell the others in them.")


def leave(person: Person) -> None:
    """Mails that their messages came by go: only they could read them."""
    Original.objects.filter(message__by=person).delete()


def remove_words(person: Person) -> None:
    """Their messages go, from lists, search and diary too. Other people's answers stay; a title
    goes with its first words, and an empty thread goes whole."""
    Report.objects.filter(about=person).update(quoted="")
    touched: dict[int, Thread] = {}
    mine = Message.objects.filter(by=person).select_related("thread__space")
    for message in mine.iterator(500):
        forget(message.get_absolute_url())
        touched.setdefault(message.thread_id, message.thread)
        if message.is_first:
            forget(message.thread.get_absolute_url())
            touched[message.thread_id].take_title("")
    mine.delete()
    for thread in touched.values():
        if thread.messages.exists():
            thread.catch_up()
        else:
            thread.delete()
