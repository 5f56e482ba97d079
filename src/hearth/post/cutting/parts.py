"""The parts of a message: its words in whatever charset, and the names of its files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.header import decode_header
from email.message import EmailMessage, Message
from typing import Any

LONGEST = 1_000_000
"""Words beyond so many signs are no letter."""

_ODD = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}
_FURNITURE = {
    "text/calendar",
    "application/ics",
    "application/ms-tnef",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "message/disposition-notification",
    "text/rfc822-headers",
}
"""What programs add for programs: answers for calendars, signatures to check, reports."""
_LATIN = {"iso8859-1", "ascii", "us-ascii", "cp1252"}


def subject_of(message: Message) -> str:
    """What it says it is about, also where a program wrote it in no charset, or in a false one."""
    raw = next((v for k, v in message.raw_items() if k.lower() == "subject"), "")
    raw = re.sub(r"\r?\n[ \t]*", " ", str(raw))
    pieces = asked(lambda: decode_header(raw), [(raw, None)])
    words = "".join(
        decoded(
            piece.encode("ascii", "surrogateescape") if isinstance(piece, str) else piece, charset
        )
        if not isinstance(piece, str) or not piece.isprintable()
        else piece
        for piece, charset in pieces
    )
    return " ".join(words.replace("\0", "").split())[:300]


def decoded(raw: bytes, charset: str | None) -> str:
    """The words in these bytes: as they say, else as it must be, and never an error."""
    raw = raw[: 4 * LONGEST]
    name = _known(charset or "")
    tries = ["utf-8-sig", "cp1252"] if name in {"", *_LATIN} else [name, "utf-8-sig", "cp1252"]
    for one in tries:
        with suppress(UnicodeError):
            return raw.decode(one)[:LONGEST]
    return raw.decode("latin-1")[:LONGEST]


def _known(charset: str) -> str:
    """The charset by the name that Python gives it; empty for one that nobody knows."""
    name = charset.strip("\"' ").lower().removesuffix("-i").removesuffix("-e")
    try:
        found = codecs.lookup(name.encode("ascii", "replace").decode())
    except (LookupError, ValueError):
        return ""
    return "" if found.name in _ODD or not found._is_text_encoding else found.name


def words_in(part: Message) -> str:
    raw = asked(lambda: part.get_payload(decode=True), b"")
    if not isinstance(raw, bytes):
        return ""
    words = decoded(raw, asked(part.get_content_charset, None))
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def texts(message: EmailMessage) -> list[Message]:
    """The parts that somebody reads as the message, in order: of the same words in two forms the
    plain one, unless there is nothing in it."""
    return list(_texts(message))


def _texts(part: Message) -> Iterator[Message]:
    waiting: list[Message] = [part]
    while waiting:
        part = waiting.pop(0)
        kind = kind_of(part)
        if kind == "multipart/alternative":
            waiting[:0] = _best_of(_children(part))
        elif kind.startswith("multipart/"):
            waiting[:0] = _children(part)
        elif _is_words(part, kind):
            yield part


def _children(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _best_of(forms: list[Message]) -> list[Message]:
    """One of several forms of the same words."""
    plain = [form for form in forms if kind_of(form) == "text/plain"]
    others = [form for form in forms if kind_of(form) != "text/plain"]
    if plain and not _says_nothing(words_in(plain[0])):
        return plain[:1]
    pages = [form for form in others if _has_page(form)]
    return pages[-1:] or plain[:1] or forms[-1:]


def _says_nothing(words: str) -> bool:
    """Nothing, or only that this program cannot show the page."""
    stub = r"(?:html|view (?:this|it) in)"
    return not words.strip() or (len(words) < 200 and bool(re.search(stub, words.lower())))


def _has_page(part: Message) -> bool:
    return any(kind_of(one) == "text/html" for one in part.walk())


def _is_file(part: Message) -> bool:
    """Whether it is a file and no words: Exchange makes files of words that stand below one."""
    if asked(part.get_content_disposition, None) != "attachment":
        return False
    return not re.fullmatch(r"ATT\d{5}\.(?:txt|html?)", _name_of(part))


def files_of(message: EmailMessage) -> list[str]:
    """The names of what came along: files and pictures, whole messages, but no second form of the
    words and no answer for a calendar."""
    names = []
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop(0)
        kind = kind_of(part)
        if kind.startswith("multipart/"):
            waiting[:0] = _children(part)
        elif not _is_words(part, kind) and kind not in _FURNITURE:
            names.append(_name_of(part) or kind)
    return names


def _is_words(part: Message, kind: str) -> bool:
    return kind in {"text/plain", "text/html"} and not _is_file(part)


def _name_of(part: Message) -> str:
    return (asked(part.get_filename, "") or "").replace("\0", "")[:100]


def kind_of(part: Message) -> str:
    return str(asked(part.get_content_type, "text/plain"))


def asked(question: Callable[[], Any], otherwise: Any) -> Any:
    """What the standard library reads in a head, where somebody's program made no nonsense of it:
    then it raises many kinds."""
    try:
        return question()
    except Exception:
        return otherwise
