"""Looking after talk in the demo: what people told, what waits for a look, what was decided."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate, now

from hearth.conversations.care.lines import charter_lines
from hearth.conversations.models import Message, Space, open_space, start_thread, write
from hearth.conversations.models.blocks import keep_away
from hearth.conversations.models.decisions import Decision, decide
from hearth.conversations.models.reports import Helps, What, tell_keepers
from hearth.ground.access import Shared
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at
from hearth.house.safety.facts import why_at_first
from hearth.house.safety.kinds import Harm
from hearth.house.safety.records import assess


def take_care(everybody: Everybody) -> None:
    """A sharp word in a space for members, what came of it, and links that wait for a look."""
    ines, callum = everybody.stewards[:2]
    with at(now() - timedelta(days=21)):
        space = open_space(
            "Small repairs",
            by=ines,
            about="Anything you can mend in an evening.",
            seen_by=Shared.SeenBy.MEMBERS,
        )
        thread = start_thread(
            space, "A soldering iron that stays warm", "Mine cools while I look.", by=everybody.host
        )
    sharp = _a_sharp_word(everybody, space, thread.pk)
    with at(now() - timedelta(days=20)):
        told = tell_keepers(
            by=everybody.host, message=sharp, kind=What.HURTS, helps=Helps.SPEAK,
            words="I only asked. I would like to go on reading there without that.",
        )  # fmt: skip
        told.answer("I read it, and I write to him today.", by=ines, closes=False)
        line = charter_lines()[0][0]
        why = "It says what somebody is like, not what could help them."
        made = decide(Decision.What.HIDE, by=ines, message=sharp, line=line, reason=why)
    with at(now() - timedelta(days=19)):
        asked = made.appeal("I meant it as a joke. I see that it was none.", by=everybody.member)
    with at(now() - timedelta(days=18)):
        asked.settle("stays", "A joke that hurts stays away. Write again any time.", by=callum)
    _some_that_wait(everybody, space)
    with at(now() - timedelta(days=60)):
        assess(
            by=callum, answers_for_it=ines, age="adults", also="",
            people="People who mend things, from all over. Some live alone, some are new here.",
            risks={str(harm): ("low", why_at_first(harm)) for harm in Harm},
        )  # fmt: skip


def _a_sharp_word(everybody: Everybody, space: Space, thread: int) -> Message:
    there = space.threads.get(pk=thread)
    with at(now() - timedelta(days=20, hours=3)):
        return write(there, "People who cannot solder should not try.", by=everybody.member)


def _some_that_wait(everybody: Everybody, space: Space) -> None:
    """Told this morning, held this morning, and decided with an end that is still to come."""
    callum = everybody.stewards[1]
    loud, fresh = everybody.members[40], everybody.members[41]
    with at(now() - timedelta(days=6)):
        thread = start_thread(space, "Which glue for felt?", "It has to bend.", by=everybody.member)
        advert = write(thread, "BEST GLUE, BEST PRICE, write to me now.", by=loud)
        decide(
            Decision.What.PAUSE, by=callum, message=advert, line=charter_lines()[1][0],
            reason="The same advert came three times in a week.",
            until=localdate() + timedelta(days=8),
        ).appeal("It is my shop, and I thought it would help.", by=loud)  # fmt: skip
    with at(now() - timedelta(hours=5)):
        links = "https://one.example https://two.example https://three.example"
        write(thread, f"These three helped me: {links}", by=fresh)
        tell_keepers(
            by=everybody.newcomer, message=advert, kind=What.TRICK, helps=Helps.REMOVE,
            words="I nearly sent them money.",
        )  # fmt: skip
    keep_away(loud, is_mute=True, by=everybody.member)
