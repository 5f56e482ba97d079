"""A plain yes or a plain no in a mail, in the words that people use; more is for a person."""

from __future__ import annotations

import re

_YES = (
    r"yes|yep|yeah|y|i will come|i ?'?ll come|i ?'?ll be there|i am coming|i ?'?m coming"
    r"|see you there|count me in|i accept|i will do it|i ?'?ll do it|happy to|i would love to"
    r"|i ?'?d love to|ie|oes|dof|gwnaf|byddaf|mi fydda i yno|iawn"
)
_NO = (
    r"no|nope|n|i can ?'?not come"
    r"|i can ?'?t come|i can ?'?t make it|i cannot make it"
    r"|i will not come"
    r"|i won ?'?t come|not this time|i have to cancel|na|nac ydw|na fyddaf"
)
_FILLS = (
    r"please|thanks|thank you|many thanks|diolch|very much|so much|sorry|i ?'?m sorry|i am sorry"
    r"|unfortunately|hello|hi|dear all|all|great|lovely|of course|sure|then|to this|this time"
)


def says_yes(words: str) -> bool:
    return _says(_YES, words)


def says_no(words: str) -> bool:
    return _says(_NO, words)


def _says(wanted: str, words: str) -> bool:
    """Whether there is nothing else in it. A "yes, but" is neither."""
    plain = re.sub(
        r"[^\w']+", " ", words[:500].lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    found = re.fullmatch(rf" ?(?:(?:{_FILLS}) )*(?:{wanted})(?: (?:{_FILLS}|{wanted}))* ?", plain)
    return len(words) <= 500 and bool(found)
