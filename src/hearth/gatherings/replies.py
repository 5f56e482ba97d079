"""Answers to our letters that come by mail: yes, no and maybe as calendars send them (iTIP, RFC
5546), and words, which go to the host.

Who answered is proven by the address that we signed, which only that letter held, together with
their own address as sender or attendee (programs fill in either, and people have aliases). With
less proof an answer may do what anybody may who types an address on the page: keep a place. It
never takes one away; then a letter asks its owner. An answer to a time that has moved since is
asked again too (RFC 5546, 2.1.5). An absence note is nobody's answer and gets none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar.parser import Contentline

from hearth.gatherings.answering import ask, pass_on, refuse_unless_open
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person, address
from hearth.ground.mailbox import Mail, answered
from hearth.ground.refusals import Refused
from hearth.ground.time import LONDON
from hearth.post.answers import says_no, says_yes
from hearth.post.senders import same_mailbox

_contentline: Callable[[str], Any] = Contentline
CALENDARS = {"text/calendar", "application/ics"}


@dataclass(slots=True)
class Reply:
    """What a calendar program says: by which method, about which entry and which state of it,
    and who answers what."""

    method: str = ""
    uid: str = ""
    sequence: int = 0
    comment: str = ""
    organizer: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    whole: str = ""

    def answer_of(self, person: Person) -> tuple[str, bool]:
        """What is answered, and whether it says that this person answers."""
        for attendee, answer in self.answers.items():
            if same_mailbox(attendee, person.email):
                return answer, True
        return next(iter(self.answers.values()), ""), False


def read_reply(mail: Mail) -> bool:
    """Do what an answer says, once. Returns whether it was about a gathering."""
    reply = found_in(mail.message)
    person, topic = mail.person, mail.topic
    if reply and person is None:
        person, topic = answered(reply.organizer)
    gathering = _gathering(topic, reply)
    if gathering is None or (reply is None and mail.is_automatic):
        return False
    if reply is None:
        _answer_in_words(mail, gathering, person)
    elif person is not None:
        _answer(mail, gathering, person, reply, by_letter=True)
    else:
        _answer(mail, gathering, _known_sender(mail, gathering), reply, by_letter=False)
    return True


def _gathering(topic: str, reply: Reply | None) -> Gathering | None:
    kind, _dash, pk = topic.rpartition("-")
    if kind == "gathering" and pk.isdecimal():
        return Gathering.objects.filter(pk=pk).first()
    try:
        uid = UUID(reply.uid.removesuffix("@hearth")) if reply else None
    except ValueError:
        return None
    return Gathering.objects.filter(uid=uid).first() if uid else None


def _known_sender(mail: Mail, gathering: Gathering) -> Person:
    """Who sent it, where nothing but the sender's word says so."""
    person = Person.objects.filter(email=address(mail.sender)).first()
    if person and Gathering.objects.visible_to(person).filter(pk=gathering.pk).exists():
        return person
    raise Refused(_("Somebody we do not know answers: {title}").format(title=gathering.title))


def _answer(
    mail: Mail, gathering: Gathering, person: Person, reply: Reply, *, by_letter: bool
) -> None:
    answer, is_named = reply.answer_of(person)
    if not is_named and not same_mailbox(mail.sender, person.email):
        words = _("{sender} answered a letter that we wrote to you. Was it you? Press the button.")
        return ask(gathering, person, "who", words.format(sender=mail.sender))
    if reply.method == "COUNTER" or reply.comment:
        _refuse_unless_proven(by_letter=by_letter)
    is_sure = by_letter and reply.sequence >= gathering.sequence
    if reply.method == "COUNTER":
        pass_on(mail, gathering, person, f"{_other_time(reply)}{reply.comment}")
    elif answer == "ACCEPTED":
        _accept(gathering, person, is_old=reply.sequence < gathering.sequence)
    elif answer == "DECLINED":
        _decline(gathering, person, is_sure=is_sure)
    elif answer == "TENTATIVE" and not mail.is_automatic:
        _perhaps(gathering, person)
    if reply.comment and reply.method == "REPLY":
        pass_on(mail, gathering, person, reply.comment)


def _answer_in_words(mail: Mail, gathering: Gathering, person: Person | None) -> None:
    """A plain yes keeps a place and a plain no gives it back, while there is something to come
    to. All other words go to the host."""
    is_ahead = not (gathering.is_cancelled or gathering.is_over)
    if person and mail.is_theirs and is_ahead and says_yes(mail.own):
        _accept(gathering, person, is_old=False)
    elif person and mail.is_theirs and is_ahead and says_no(mail.own):
        _decline(gathering, person, is_sure=True)
    else:
        pass_on(mail, gathering, person, mail.words())


def _refuse_unless_proven(*, by_letter: bool) -> None:
    """Words go to a host in somebody's name. Anybody can write anybody's address as the sender,
    so without the address that we signed a steward looks first."""
    if not by_letter:
        raise Refused(_("It holds words, and nothing shows that its sender wrote them."))


def _accept(gathering: Gathering, person: Person, *, is_old: bool) -> None:
    place = gathering.booked.filter(person=person).first()
    if place and not place.is_offered:
        return
    if is_old:
        words = _("You said yes to a time that has changed since. Does the new one suit you too?")
        return ask(gathering, person, "old-yes", words)
    refuse_unless_open(gathering, person)
    try:
        place.accept() if place else book(gathering, person)
    except Refused as refusal:
        ask(gathering, person, "late", str(refusal))


def _decline(gathering: Gathering, person: Person, *, is_sure: bool) -> None:
    """Where there is nothing to give back, a no needs no answer and leaves no trace."""
    place = gathering.booked.filter(person=person).first()
    if place is None or gathering.is_cancelled or gathering.is_over:
        return
    if is_sure:
        return place.give_up()
    words = _("We read that you cannot come. Is that so? Press the button. Else keep your place.")
    ask(gathering, person, "no", words, path=gathering.page("withdrawal"))


def _perhaps(gathering: Gathering, person: Person) -> None:
    if gathering.is_cancelled or gathering.is_over:
        return
    if gathering.booked.filter(person=person).exists():
        words = _("Maybe is fine. You keep your place. Give it back when you know that you cannot.")
    else:
        words = _("Maybe is fine. No place is kept for you yet. Come back when you know.")
    ask(gathering, person, "maybe", words)


def found_in(message: EmailMessage) -> Reply | None:
    """The answer in a message, wherever in it a program put it, and whatever charset it lacks."""
    for part in message.walk():
        named = (part.get_filename() or "").lower().endswith(".ics")
        if part.get_content_type() in CALENDARS or named:
            reply = _parsed(_text(part.get_payload(decode=True)))
            if reply.method in {"REPLY", "COUNTER"} and reply.uid:
                return reply
    return None


def _text(raw: object) -> str:
    words = raw if isinstance(raw, bytes) else b""
    try:
        return words.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        return words.decode("latin-1").replace("\0", "")


def _parsed(text: str) -> Reply:
    """The few lines that matter, read one by one: a broken line spoils no other."""
    reply = Reply(whole=text)
    for name, parameters, value in _lines(text):
        if name == "ATTENDEE":
            reply.answers[value] = str(parameters.get("PARTSTAT", "")).upper()
        elif name == "SEQUENCE":
            reply.sequence = int(value[:9]) if value.isdecimal() else 0
        elif name in {"METHOD", "UID", "COMMENT", "ORGANIZER"}:
            setattr(reply, name.lower(), value.strip()[:2000])
    return reply


def _lines(text: str) -> Iterator[tuple[str, Mapping[str, object], str]]:
    """The lines of the calendar and of its entry, without those of alarms and zones in it."""
    within: list[str] = []
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        try:
            name, parameters, value = _contentline(line.strip()).parts()
        except ValueError:
            continue
        if name.upper() == "BEGIN":
            within.append(value.upper())
        elif name.upper() == "END":
            within = within[:-1]
        elif within[-1:] in (["VCALENDAR"], ["VEVENT"]):
            yield name.upper(), parameters, re.sub(r"\\(.)", _unescaped, value)


def _unescaped(sign: re.Match[str]) -> str:
    return "\n" if sign[1] in "nN" else sign[1]


def _other_time(reply: Reply) -> str:
    """The time that somebody would rather meet at, on a UK clock, as far as it can be read."""
    try:
        entry: Any = Calendar.from_ical(reply.whole).walk("VEVENT")[0]
        start = localtime(entry["DTSTART"].dt, LONDON)
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""
    words = _("I would rather meet on {day} at {clock}, UK time.")
    return words.format(day=f"{start:%A %-d %B %Y}", clock=f"{start:%-H.%M}") + " "
