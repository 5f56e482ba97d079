"""What mail programs write around our letter when somebody answers it, in many languages.

Each pattern is narrow on purpose: what it does not know stays, and is only one line too many.
"""

from __future__ import annotations

import re

_UNSEEN = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, 0xFEFF, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Signs that turn the direction of writing, which programs put around names and dates."""

_WROTE = re.compile(
    r"(?:on|at) .+ wrote:"
    r"|.+ wrote (?:on|at) .*\d.*:"
    r"|ar .+ ysgrifennodd\b.*:|ysgrifennodd .+ ar .*\d.*:"
    r"|le .+ a écrit ?:"
    r"|am .+ schrieb\b.*:|.+ schrieb am .*\d.*:"
    r"|el .+ escribi[oó] ?:"
    r"|(?:w dniu |dnia )?.*\d.* (?:napisał\(a\)|napisała?|pisze):"
    r"|il .+ ha scritto ?:"
    r"|em .+ escreveu ?:|a .*\d.* escreveu ?:"
    r"|op .+ schreef\b.*:"
    r"|den .+ skrev\b.*:"
    r"|.*\d.* نے لکھا:|.*\d.* تحریر کیا:"
    r"|.*\d.* كتب\b.*:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")
_IN_BRACKETS = re.compile(rf"[<\[(](?:mailto:)?{_ADDRESS.pattern}[>\])]")
_MOMENT = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b")
_NAMED = re.compile(rf"{_IN_BRACKETS.pattern}.{{0,40}}:$")

_ORIGINAL = re.compile(
    r"-{2,} ?(?:original message|original appointment|neges wreiddiol|message d['’]origine"
    r"|message original|ursprüngliche nachricht|mensaje original|wiadomość oryginalna"
    r"|oryginalna wiadomość|messaggio originale|reply message) ?-{2,}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"-{2,} ?(?:forwarded message|forwarded by .+|neges a anfonwyd ymlaen|neges wedi['’]i hanfon"
    r" ymlaen|message transféré|weitergeleitete nachricht|mensaje reenviado|treść przekazanej"
    r" wiadomości|przekazana wiadomość|messaggio inoltrato) ?-{2,}"
    r"|begin forwarded message:|début du message réexpédié ?:"
    r"|anfang der weitergeleiteten nachricht:|inicio del mensaje reenviado:"
    r"|dechrau neges a anfonwyd ymlaen:",
    re.IGNORECASE,
)
IS_FORWARD = re.compile(r"\s*(?:fwd?|wg|tr|rv|pd|ymlaen|i) ?:", re.IGNORECASE)

_FROM = r"from|oddi wrth|o|de|von|od|da|van|från|از|منجانب|من"
_SENT = (
    r"sent|date|anfonwyd|dyddiad|envoyé|gesendet|datum|enviado(?: el)?|fecha|wysłano|data"
    r"|inviato|verzonden|تاریخ|بھیجا گیا"
)
_ABOUT = r"subject|pwnc|testun|objet|betreff|asunto|temat|oggetto|onderwerp|موضوع"
_HEADS = {
    name: re.compile(rf"\*?(?:{words}) ?:\*? ?\S", re.IGNORECASE)
    for name, words in (("from", _FROM), ("sent", _SENT), ("about", _ABOUT))
}

_DEVICES = (
    r"i?phone|ipad|ipod|android|galaxy|samsung|mobile|tablet|blackberry|huawei|pixel|nokia"
    r"|windows|mac|outlook|yahoo|proton|gmail|fairphone|xiaomi|aol|handy|ffôn|symudol|mail"
)
_SENT_FROM = re.compile(
    r"(?:sent (?:from|via|with)|get outlook for|anfonwyd (?:o|gan|drwy)\b|envoyé (?:de|depuis|avec)"
    r"|von mein\w* .* gesendet|gesendet (?:von|mit)|enviado (?:desde|do|con)|wysłan[eoy] (?:z|za)"
    r"|inviato da|verzonden vanaf|downloaded from|télécharg)",
    re.IGNORECASE,
)
_DEVICE = re.compile(rf"(?:{_DEVICES})", re.IGNORECASE)
_SENT_IN_URDU = re.compile(r"(?:میرے|میری) .{1,30} سے بھیج")
_DISCLAIMER = re.compile(
    r"confidential|intended recipient|legally privileged|registered (?:in|charity|office)"
    r"|cyfrinachol|derbynnydd|elusen gofrestredig|vertraulich|confidentiel|confidencial|poufn"
    r"|scanned for viruses|consider the environment|mailing list|unsubscribe from this group",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=*~]{5,}")
LETTERS_LINK = re.compile(r"<?https?://[^\s/]{1,255}/l/[\w:.-]{20,}/?>?")
"""A link in a letter of ours, which knows its reader: nobody else should get it."""


def bare(line: str) -> str:
    """A line as these patterns see it: without signs of direction and doubled spaces."""
    return " ".join(line.translate(_UNSEEN).split())


def is_attribution(words: str) -> bool:
    """Whether it says who wrote what follows."""
    return len(words) < 400 and bool(_WROTE.fullmatch(words))


def names_a_writer(words: str) -> bool:
    """Whether it may say who wrote the quotation right under it, in a language not known here."""
    return len(words) < 400 and bool(_NAMED.search(words) and _MOMENT.search(words))


def is_sure(words: str) -> bool:
    """Whether what follows it must be what was answered, although no sign marks it as quoted."""
    if len(words) >= 400 or "@" not in words or not _MOMENT.search(words):
        return False
    return bool(_IN_BRACKETS.search(words)) and is_attribution(words)


def is_original(line: str) -> bool:
    return bool(_ORIGINAL.fullmatch(line))


def is_forwarded(line: str) -> bool:
    return len(line) < 200 and bool(_FORWARDED.fullmatch(line))


def is_head_block(lines: list[str]) -> bool:
    """Whether these lines begin with the head of the message that is answered."""
    if not _HEADS["from"].match(lines[0]):
        return False
    return all(any(_HEADS[name].match(line) for line in lines[1:8]) for name in ("sent", "about"))


def is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line))


def is_sent_from(line: str) -> bool:
    """Whether a phone or a program names itself."""
    if len(line) > 100:
        return False
    by_name = _SENT_FROM.match(line) and _DEVICE.search(line)
    return bool(by_name or _SENT_IN_URDU.search(line))


def is_disclaimer(words: str) -> bool:
    return bool(_DISCLAIMER.search(words))
