"""The charter in the demo: its first lines came of the first round, its second version of more."""

from __future__ import annotations

from datetime import time

from hearth.charter.models import Line, Version, publish
from hearth.ground.accounts import Person
from hearth.ground.time import on
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.listening.models import Theme


def agree_again(steward: Person) -> None:
    """What was said in June became lines; the second version came in spring, as was promised."""
    words = words_of("charter")
    first = Version.current()
    if first is None:
        return
    theme = Theme.objects.get(name=words["first"])
    said = " ".join(theme.contributions.values_list("words", flat=True)).casefold()
    for line in Line.objects.of(first):
        if line.quality.casefold() in said:
            line.come_of([theme.get_absolute_url()])
    second = words["second"]
    new = {one["quality"]: one for one in second["line"]}
    kept = [(quality, second["changed"].get(quality, line)) for quality, line in first.wording()]
    with at(on(second["on"], time(12, 0))):
        version = publish(
            [*kept, *((one["quality"], one["words"]) for one in new.values())],
            by=steward,
            why=second["why"],
        )
    for line in Line.objects.of(version).filter(quality__in=new):
        line.come_of([Theme.objects.get(name=new[line.quality]["theme"]).get_absolute_url()])
