"""Which things a letter was about that can be answered one by one."""

from __future__ import annotations

from dataclasses import dataclass

from hearth.ground.books import Letter
from hearth.ground.mailbox import answered, reply_address


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in a letter: its name, where to answer it, and its page where that is known."""

    title: str
    answer: str
    url: str = ""


def parts_of(letter: Letter) -> list[Part]:
    """Each thing in it that has an address of its own; none where the letter has one itself."""
    if letter.topic:
        return []
    parts = _named_in(letter.text)
    for inside in letter.letters.order_by("pk"):
        if inside.topic:
            parts.append(Part(inside.subject, reply_address(inside.to, inside.topic)))
    return parts


def _named_in(text: str) -> list[Part]:
    """A digest names each thread in a paragraph: its title, what was said, where to answer it,
    and its page."""
    found = []
    for paragraph in text.split("\n\n"):
        lines = paragraph.strip().splitlines()
        answers = [n for n, line in enumerate(lines) if n and answered(line)[1]]
        for at in answers[:1]:
            url = lines[at + 1] if at + 1 < len(lines) else ""
            found.append(Part(lines[0], lines[at].split()[-1], url))
    return found
