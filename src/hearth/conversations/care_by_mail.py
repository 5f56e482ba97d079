"""Answers by mail to letters about care. They reach those who see to it and nobody else; what
cannot be taken comes back to its writer, and never lies with all stewards to read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hearth.conversations.mail import give_back
from hearth.conversations.models import Decision, Report
from hearth.conversations.models.decisions import Appeal
from hearth.ground.accounts import Person
from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused


def read_about_care(mail: Mail) -> bool:
    """What somebody says to what was decided about their words, or more to what they told.
    Returns whether it was about either."""
    what, _dash, pk = mail.topic.rpartition("-")
    if mail.person is None or what not in {"report", "decision"} or not pk.isdecimal():
        return False
    if not mail.is_automatic:
        _take(mail, mail.person, what, int(pk))
    return True


def _take(mail: Mail, person: Person, what: str, pk: int) -> None:
    button = (_("Open the page"), "/me/reports/" if what == "report" else f"/me/decisions/{pk}/")
    try:
        if not mail.is_theirs:
            raise Refused(_("It came from another address than the one that we wrote to."))
        _say_more(person, pk, mail) if what == "report" else _appeal(person, pk, mail)
    except Refused as no:
        give_back(mail, person, str(no), button=button, topic=mail.topic)


def _say_more(person: Person, pk: int, mail: Mail) -> None:
    report = Report.objects.filter(pk=pk).first()
    if report is None or report.by != person:
        raise Refused(_("It is answered on its page, so that nobody else reads it."))
    report.say_more(mail.words())


def _appeal(person: Person, pk: int, mail: Mail) -> None:
    decision = Decision.objects.filter(pk=pk).first()
    if decision is None or decision.about != person:
        raise Refused(_("It is answered on its page, so that nobody else reads it."))
    if Appeal.objects.filter(decision=decision).exists():
        raise Refused(_("You asked for that before. What became of it stands on the page."))
    decision.appeal(mail.words(), by=person)
