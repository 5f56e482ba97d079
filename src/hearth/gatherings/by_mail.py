"""Replies to letters about gatherings: a plain yes or no does what the letter's button does,
under the same rules; all other words reach whom they are for."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.utils.translation import gettext as _

from hearth.gatherings.answering import ask_today, pass_on, refuse_unless_open
from hearth.gatherings.models import Gathering, Handover, Place, Series, Taking
from hearth.gatherings.models.all_dates import come_to_all
from hearth.gatherings.models.place_moves import Why
from hearth.gatherings.models.remarks import carry
from hearth.gatherings.models.roles import let_go
from hearth.gatherings.models.taking_roles import take
from hearth.gatherings.replies import read_reply
from hearth.gatherings.role_cards import CARDS
from hearth.gatherings.topics import latest_of, of_role
from hearth.ground.accounts import Person
from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused
from hearth.post.answers import says_no, says_yes
from hearth.post.senders import name_of


def read(mail: Mail) -> bool:
    """Do what a reply says, once. Returns whether it was about a gathering."""
    if read_reply(mail):
        return True
    what, *about = mail.topic.split("-")
    answer = ANSWERS.get(what)
    if answer is None or not about or mail.person is None or mail.is_automatic:
        return False
    if not mail.is_theirs:
        raise Refused(_("It came from another address than the one that we wrote to."))
    return answer(mail, mail.person, "-".join(about))


def _gathering(pk: str) -> Gathering | None:
    return Gathering.objects.filter(pk=pk).first() if pk.isdecimal() else None


def _offer(mail: Mail, person: Person, pk: str) -> bool:
    """Yes or no to a place that was offered. Too late is said kindly, in a letter; a yes to
    that one asks anew."""
    gathering = _gathering(pk)
    if gathering is None:
        return False
    mine = gathering.booked.filter(person=person).first()
    if says_yes(mail.own):
        refuse_unless_open(gathering, person)
        try:
            (mine or Place(gathering=gathering, person=person)).accept()
        except Refused as no:
            ask_today(gathering, person, "offer", str(no), path=gathering.page("place"))
    elif says_no(mail.own):
        if mine and not (gathering.is_cancelled or gathering.is_over):
            mine.give_up(Why.NO if mine.waits else Why.WITHDREW)
    else:
        pass_on(mail, gathering, person, mail.words())
    return True


def _role(mail: Mail, person: Person, about: str) -> bool:
    """Yes takes the role, no lays it down or says no thanks, which is kept nowhere."""
    kind, _dash, pk = about.rpartition("-")
    gathering = _gathering(pk)
    if gathering is None or kind not in CARDS:
        return False
    if says_yes(mail.own):
        refuse_unless_open(gathering, person)
        try:
            take(gathering, kind, person)
        except Refused as no:
            path, topic = gathering.page("roles"), of_role(gathering, kind)
            ask_today(gathering, person, f"role-{kind}", str(no), path=path, topic=topic)
    elif says_no(mail.own):
        for asked in gathering.role_offers.filter(kind=kind, to=person):
            asked.take_back()
        if not gathering.is_over:
            let_go(gathering, person, kind)
    else:
        pass_on(mail, gathering, person, mail.words())
    return True


def _words(mail: Mail, person: Person, pk: str) -> bool:
    if gathering := _gathering(pk):
        pass_on(mail, gathering, person, mail.words())
    return gathering is not None


def _need(mail: Mail, person: Person, pk: str) -> bool:
    if gathering := _gathering(pk):
        pass_on(mail, gathering, person, mail.words(), for_host_alone=True)
    return gathering is not None


def _standing(mail: Mail, person: Person, pk: str) -> bool:
    """Yes keeps a place at all dates: the letter went to this address alone. A no changes
    nothing, as nothing was kept."""
    series = Series.objects.filter(pk=pk).first() if pk.isdecimal() else None
    if series is None:
        return False
    if says_yes(mail.own):
        come_to_all(series, person)
        return True
    if says_no(mail.own):
        return True
    latest = latest_of(series)
    return latest is not None and _words(mail, person, str(latest.pk))


def _handover(mail: Mail, person: Person, pk: str) -> bool:
    """A no is told to whoever asked. A yes opens the page: hosting needs somebody who signed
    in. Other words go to whoever asked."""
    asked = Handover.objects.filter(pk=pk, to=person).first() if pk.isdecimal() else None
    if asked is None:
        return False
    gathering = latest_of(asked.thing)
    if says_no(mail.own):
        asked.decline()
    elif gathering is None or asked.by is None:
        return False
    elif says_yes(mail.own):
        words = _("Thank you. To host you sign in: open the page and say yes there.")
        path, topic = asked.get_absolute_url(), f"handover-{asked.pk}"
        ask_today(gathering, person, f"handover-{asked.pk}", words, path=path, topic=topic)
    else:
        _carry(mail, gathering, person, asked.by)
    return True


def _taking(mail: Mail, person: Person, pk: str) -> bool:
    """Whoever said the card answers whoever took it up, and is known by name from then on."""
    theirs = Taking.objects.filter(answer__person=person).select_related("person", "answer")
    taking = theirs.filter(pk=pk).first() if pk.isdecimal() else None
    if taking is None:
        return False
    if taking.replied_at is None and 0 < len(mail.words()) <= 2000:
        taking.answer_back(mail.words(), shares_address=False, by=person)
    else:
        _carry(mail, taking.answer.gathering, person, taking.person)
    return True


def _to(mail: Mail, person: Person, about: str) -> bool:
    to, _dash, pk = about.rpartition("-")
    gathering = _gathering(pk)
    other = Person.objects.filter(pk=to).first() if to.isdecimal() else None
    if gathering and other:
        _carry(mail, gathering, person, other)
    return bool(gathering and other)


def _carry(mail: Mail, gathering: Gathering, by: Person, to: Person) -> None:
    if not mail.words():
        raise Refused(_("There are no words of theirs in it."))
    name = name_of(mail.message) or mail.whole
    mark = sha256(name.encode(errors="replace")).hexdigest()[:40]
    carry(gathering, mail.words(), by=by, to=to, mark=mark)


ANSWERS: dict[str, Callable[[Mail, Person, str], bool]] = {
    "offer": _offer,
    "role": _role,
    "about": _words,
    "need": _need,
    "standing": _standing,
    "handover": _handover,
    "taking": _taking,
    "to": _to,
}
"""What a reply is about, by the first word of its topic."""
