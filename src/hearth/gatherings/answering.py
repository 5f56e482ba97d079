"""What comes of an answer by mail: a letter with one button, or words that reach a host."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.remarks import tell_hosts
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind
from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused
from hearth.post.senders import same_mailbox


def ask(
    gathering: Gathering, person: Person, what: str, words: str, *, path: str = "", topic: str = ""
) -> None:
    """Answer by a letter with one button: once for each time it was moved, so that two programs
    never write to each other without end."""
    post(
        [person],
        _("Your answer: {title}").format(title=gathering.title),
        "gatherings/letters/answer.txt",
        kind=Kind.PLACE,
        button=(_("Open the page"), path or gathering.get_absolute_url()),
        once=f"answer:{gathering.pk}:{gathering.sequence}:{what}",
        topic=topic or gathering.live_topic,
        gathering=gathering,
        words=words,
    )


def ask_today(
    gathering: Gathering, person: Person, what: str, words: str, *, path: str = "", topic: str = ""
) -> None:
    """The same, once a day: for what can come about again."""
    ask(gathering, person, f"{what}:{localdate()}", words, path=path, topic=topic)


def pass_on(
    mail: Mail,
    gathering: Gathering,
    person: Person | None,
    words: str,
    *,
    for_host_alone: bool = False,
) -> None:
    """Words go to those who host it, as they are. Those that we cannot place go to a steward."""
    if person is None or not same_mailbox(mail.sender, person.email):
        raise Refused(_("It came from another address than the one that we wrote to."))
    if not words:
        raise Refused(_("There are no words of theirs in it."))
    tell_hosts(gathering, words, by=person, files=mail.files, for_host_alone=for_host_alone)


def refuse_unless_open(gathering: Gathering, person: Person) -> None:
    """A letter lets nobody in where its button would not."""
    if not Gathering.objects.visible_to(person).filter(pk=gathering.pk).exists():
        raise Refused(_("They may not open its page any more: {title}").format(title=gathering))
