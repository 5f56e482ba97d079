"""What conversations show on the stewards' page: questions that wait."""

from __future__ import annotations

from hearth.conversations.care.sections import waiting_for
from hearth.conversations.models import Thread
from hearth.ground.accounts import Person
from hearth.ground.areas import Section

AT_FIRST = 5


def stewards(person: Person) -> Section:
    """The questions that wait longest, where there are any, and what needs looking after."""
    waiting = Thread.objects.visible_to(person).waiting().longest_waiting_first()
    first = list(waiting.select_related("space")[: AT_FIRST + 1])
    shown = {"threads": first[:AT_FIRST], "more": len(first) > AT_FIRST, **waiting_for(person)}
    return Section("conversations/stewards.html", shown)
