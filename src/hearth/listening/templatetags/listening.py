"""What templates of listening say: what we answered, in a sentence, and what is one person's."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.text import Truncator

from hearth.ground.accounts import Person
from hearth.listening import wording

register = template.Library()
register.filter("answer_in_words", wording.answer_in_words)
register.filter("who_and_when", wording.who_and_when)
register.filter("done_in_words", wording.done_in_words)
register.filter("newest_in_words", wording.newest_in_words)


@register.filter
def of[M](told: Mapping[int, M], person: Person) -> M:
    """In a letter to many: what of all this is its reader's."""
    return told[person.pk]


@register.filter
def quoted(words: str) -> str:
    """Somebody's words as a letter quotes them: all of them, or how they begin."""
    return Truncator(words.strip()).chars(400)
