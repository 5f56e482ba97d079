"""Cutting: what somebody wrote themselves, without the letter that they answer and without what
their program put under it. When in doubt the words stay; nothing here changes one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage, Message

from hearth.ground.text import without_control_signs
from hearth.post.cutting import marks, parts, plain, web
from hearth.post.cutting.lines import How, Line, sorted_out

__all__ = ["Cut", "cut"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A message in pieces: `own` is what they wrote, `rest` what was cut from it, and `whole` all
    that there was to read, uncut. `files` are the names of what came along."""

    subject: str
    own: str
    rest: str
    whole: str
    files: tuple[str, ...]


def cut(message: EmailMessage) -> Cut:
    """A message in pieces. Links of ours that know their reader are taken out of what they wrote,
    so that nobody else acts by them."""
    subject = parts.subject_of(message)
    lines: list[Line] = []
    for part in parts.texts(message):
        lines += [Line("")] if lines else []
        lines += _lines_of(part, is_answer=_is_answer(message, subject))
    whole = _joined(lines, set(How))
    sorted_out(lines, is_forward=bool(marks.IS_FORWARD.match(subject)))
    rest = _joined(lines, {How.CUT, How.TAIL})
    own = _joined(plain.made_whole(lines), {How.OWN, How.QUOTED})
    return Cut(
        subject=subject,
        own=marks.LETTERS_LINK.sub("(…)", own),
        rest=rest,
        whole=whole,
        files=tuple(parts.files_of(message)),
    )


def _lines_of(part: Message, *, is_answer: bool) -> list[Line]:
    words = parts.words_in(part)
    if parts.kind_of(part) == "text/html":
        return web.lines_of(words, is_answer=is_answer)
    is_flowed = _given(part, "format").lower() == "flowed"
    joins = _given(part, "delsp").lower() == "yes"
    return plain.lines_of(words, is_answer=is_answer, is_flowed=is_flowed, joins=joins)


def _given(part: Message, name: str) -> str:
    return str(parts.asked(lambda: part.get_param(name, ""), ""))


def _is_answer(message: EmailMessage, subject: str) -> bool:
    """Whether its program says that it answers something: else nothing in it is a quotation."""
    if "In-Reply-To" in message or "References" in message:
        return True
    return bool(re.match(r"\s*(?:re|aw|sv|antw|odp|rif|vá|ynghylch|atb)\b.{0,4}:", subject, re.I))


def _joined(lines: list[Line], hows: set[How]) -> str:
    """These lines as text. Between a quotation and an answer a line stays free, as else both
    would be shown as one."""
    kept: list[str] = []
    before: Line | None = None
    for line in lines:
        if line.how not in hows:
            continue
        is_answered = before is not None and before.how is How.QUOTED is not line.how
        if is_answered and line.text.strip():
            kept.append("")
        kept.append(line.shown.rstrip())
        before = line
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(kept))
    return without_control_signs(words).strip("\n ")
