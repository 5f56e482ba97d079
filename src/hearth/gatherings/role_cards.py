"""The roles for one evening, each on a card: what it asks, and what to do when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from hearth.gatherings.models import Gathering, Role

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Card:
    """One role: its name, what we ask ("would you like to ...?"), and three short lists."""

    kind: str
    name: Words
    ask: Words
    does: Words
    before: tuple[Words, ...]
    during: tuple[Words, ...]
    after: tuple[Words, ...]

    @property
    def parts(self) -> list[tuple[Words, tuple[Words, ...]]]:
        return [(_("Before"), self.before), (_("During"), self.during), (_("After"), self.after)]

    def said_of(self, name: str) -> str:
        """What this person does, in a sentence: "Cerys makes notes."."""
        return str(self.does).format(name=name)


HOST = Card(
    kind="host",
    name=_("Host"),
    ask=_("host the hour"),
    does=_("{name} hosts."),
    before=(
        _("Read the run sheet aloud once and print it."),
        _("Open the call 15 minutes early and test your sound."),
    ),
    during=(
        _("Say what happens now, how long it takes, and that passing is fine."),
        _("Leave silences. Ask those who have not spoken, never by name."),
        _("End on time, whatever is left."),
    ),
    after=(_("Publish the notes within a day and send the thanks."),),
)

CARDS: dict[str, Card] = {
    card.kind: card
    for card in (
        Card(
            kind="welcomer",
            name=_("Welcomer"),
            ask=_("say hello to those who are new"),
            does=_("{name} says hello to those who are new."),
            before=(
                _("You get a short letter about each person who comes for the first time."),
                _("Your name stands on the page, so that they know whom to look for."),
            ),
            during=(
                _("Come in ten minutes early. Say hello by name to everybody who is new."),
                _("Tell them what will happen, and that listening is enough."),
            ),
            after=(_("Write one line to those who were new. Ask nothing of them."),),
        ),
        Card(
            kind="note-maker",
            name=_("Note-maker"),
            ask=_("make notes"),
            does=_("{name} makes notes."),
            before=(_("Have a look at the last notes, so that you know how short they are."),),
            during=(
                _("Write decisions, links and who will do what. What people type is kept anyway."),
                _("Write no name unless that person says so. Ask if you missed something."),
            ),
            after=(
                _("Write two or three sentences on top of the draft. The host publishes it."),
                _("The draft is open to you until then, once you have signed in."),
            ),
        ),
        Card(
            kind="time-keeper",
            name=_("Time-keeper"),
            ask=_("keep the time"),
            does=_("{name} keeps the time."),
            before=(_("Ask the host which step may grow, and which one may shrink."),),
            during=(
                _("Say when half of a step is over, and when two minutes are left."),
                _("Signed in, you can press “Next step” on the host's page."),
                _("Be kind and clear. People thank you for ending on time."),
            ),
            after=(_("Tell the host which step was too short."),),
        ),
        Card(
            kind="carer",
            name=_("Carer"),
            ask=_("be there for anybody who is uneasy"),
            does=_("{name} is there for you if something feels wrong."),
            before=(
                _("Read the charter again. Agree with the host how you reach each other."),
                _("Only members can do this: people must know whom they trust."),
            ),
            during=(
                _("Keep an eye on the chat and on faces. Answer private messages first."),
                _("Listen. Do not judge, promise or decide. Ask what would help."),
            ),
            after=(
                _("Keep what you heard to yourself. If there is danger, tell a steward today."),
            ),
        ),
        Card(
            kind="sorter",
            name=_("Sorter"),
            ask=_("sort what was said"),
            does=_("{name} sorts what was said."),
            before=(_("Keep half an hour free within a week after."),),
            during=(_("Listen for things that belong together. Change nobody's words."),),
            after=(
                _("Read all that was said. Put together what belongs together, then name it."),
                _("Leave what stands alone alone. Two people sort better than one."),
            ),
        ),
    )
}
"""The roles that anybody who comes can take, by their kind, in the order they are offered."""


def free_cards(gathering: Gathering, doers: Iterable[Role] | None = None) -> list[Card]:
    """The roles that nobody has taken yet."""
    taken = {role.kind for role in (gathering.roles.taken() if doers is None else doers)}
    return [card for card in CARDS.values() if card.kind not in taken]
