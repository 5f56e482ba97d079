"""The post: the one place that letters leave from. Letters are rows; a sender takes them later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.message import MIMEPart
from html import unescape
from smtplib import SMTPException, SMTPRecipientsRefused
from threading import Event
from typing import ClassVar, Self

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import models, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Community, Person, is_demo
from hearth.ground.links import absolute, link
from hearth.ground.mailbox import reply_address
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

wake = Event()
"""Set when letters were written, so that the sender need not wait for its next look."""

LEFT_IN_PEACE = timedelta(hours=48)
"""For so long after joining, nobody is asked for anything more (criterion J1.5)."""

WAITS_AFTER_TROUBLE = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
RESCUED_AFTER = timedelta(minutes=10)
_inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


class Kind(models.TextChoices):
    """Why a letter is sent. The first two cannot be stopped: they answer what you just did."""

    KEYS = "keys", _("signing in and joining")
    PLACE = "place", _("your places, and changes to them")
    INVITATION = "invitation", _("invitations")
    REMINDER = "reminder", _("reminders")
    NOTES = "notes", _("thanks and notes")
    CARDS = "cards", _("what you asked for, offered or took up")
    STEWARDS = "stewards", _("for stewards")


_ANSWERS = {Kind.KEYS, Kind.PLACE, Kind.STEWARDS}


class Silence(models.Model):
    """Somebody wants no more letters of a kind."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="silences")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateTimeField(default=now)

    personal: ClassVar = dict.fromkeys(
        ("person", "kind"), Personal("to send you no more of these", "you")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_silence_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


def may_send(person: Person, kind: str) -> bool:
    """Whether a letter of this kind may go to this person now. Nothing leaves without this."""
    if not person.email:
        return False
    if kind in _ANSWERS:
        return True
    if kind == Kind.INVITATION and person.rhythm == Person.Rhythm.REPLIES:
        return False
    return not any(silence.kind == kind for silence in person.silences.all())


class LetterQuerySet(Rows["Letter"]):
    def waiting(self) -> Self:
        still_true = Q(not_after=None) | Q(not_after__gt=now())
        waits = self.filter(still_true, sent_at=None, given_up_at=None)
        return waits.order_by("written_at", "pk")

    def due(self) -> Self:
        free = Q(taken_at=None) | Q(taken_at__lt=now() - RESCUED_AFTER)
        return self.waiting().filter(free, not_before__lte=now())

    def latest_first(self) -> Self:
        return self.order_by("-written_at", "-pk")


class Letter(models.Model):
    """A letter to one person, written once and sent once."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind)
    once = models.CharField(max_length=160, unique=True, null=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    topic = models.CharField(max_length=40, blank=True)
    written_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(default=now)
    not_after = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, db_index=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    personal: ClassVar = {
        name: Personal(
            "to send you this letter once", "you", exported=name != "html", after_days=days
        )
        for days, names in (
            (None, "to kind once topic"),
            (30, "subject text html calendar trouble"),
        )
        for name in names.split()
    }

    def __str__(self) -> str:
        return self.subject

    def why_waiting(self) -> str:
        """One sentence: why this letter has not left yet."""
        if is_demo():
            return gettext("This is a demo: letters stay in the outbox.")
        if not settings.MAILERS_READY:
            return gettext("No mail server is set. Set EMAIL_URL.")
        if self.not_before > now() and self.kind == Kind.INVITATION and not self.trouble:
            return gettext("It waits: for two days after joining, nobody is asked for more.")
        if self.trouble:
            return gettext("The mail server said: {trouble}").format(trouble=self.trouble)
        return gettext("It goes with the next round of the sender.")

    def as_message(self) -> EmailMultiAlternatives:
        said = (self.subject, self.text, settings.FROM_ADDRESS, [self.to.email or ""])
        message = EmailMultiAlternatives(*said, headers=self._headers())
        if self.html:
            message.attach_alternative(self.html, "text/html")
        if self.calendar:
            self._add_calendar(message)
        return message

    def _add_calendar(self, message: EmailMultiAlternatives) -> None:
        """As an alternative with its method, which is where mail programs look for what can be
        answered (RFC 6047; Outlook looks nowhere else: MS-STANOICAL V0341 to V0343), and as a
        file for those that only save attachments. So do Google and CalConnect's guide."""
        found = re.search(r"^METHOD:(\w+)", self.calendar, re.MULTILINE)
        message.attach_alternative(
            self.calendar, f"text/calendar; method={found[1] if found else 'PUBLISH'}"
        )
        file = MIMEPart()
        file.set_content(self.calendar.encode(), "application", "ics", filename="invite.ics")
        message.attach(file)

    def _headers(self) -> dict[str, str]:
        host = settings.SITE_ADDRESS.split("//")[-1].split(":")[0].rstrip("/")
        headers = {"Message-ID": f"<letter-{self.pk}.{self.written_at:%Y%m%d%H%M%S}@{host}>"}
        if answers_to := self.topic and reply_address(self.to, self.topic):
            headers["Reply-To"] = answers_to
        if self.kind not in _ANSWERS:
            stop = absolute(link(self.to, f"/letters/fewer/{self.kind}/"))
            headers["List-Unsubscribe"] = f"<{stop}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return headers


def post(
    people: Iterable[Person],
    subject: str,
    template: str,
    *,
    kind: Kind,
    button: tuple[str, str] | None = None,
    once: str = "",
    calendar: str | Callable[[Person], str] = "",
    topic: str = "",
    until: datetime | None = None,
    **about: object,
) -> int:
    """Write one letter to each person who may get it; returns how many were written.

    `template` is a text with what the letter says, and nothing else: the greeting, the
    button, who sent it, why and how to get fewer are put around it, in plain text and as a
    page. `button` is its words and the path it opens, as a link that knows its reader. With
    `once`, a person gets at most one letter of that name ever, whoever calls and how often.
    A letter that could not leave before `until` never does. `topic` is what a reply to it is
    about; `calendar` may be a function of the person, as each is asked by themselves.
    """
    community = Community.ours()
    letters = [
        Letter(
            to=person,
            kind=kind,
            once=f"{once}:{person.pk}" if once else None,
            subject=" ".join(subject.split())[:200],
            calendar=calendar(person) if callable(calendar) else calendar,
            topic=topic,
            not_after=until,
            not_before=_in_peace_until(person) if kind == Kind.INVITATION else now(),
            **_halves(template, _around(person, kind, subject, button, community) | about),
        )
        for person in _who_lacks(once, people)
        if may_send(person, kind)
    ]
    Letter.objects.bulk_create(letters, batch_size=100, ignore_conflicts=bool(once))
    transaction.on_commit(wake.set)
    return len(letters)


def _who_lacks(once: str, people: Iterable[Person]) -> list[Person]:
    """Those to whom no letter of this name was written yet."""
    named = Letter.objects.filter(once__startswith=f"{once}:") if once else Letter.objects.none()
    written = set(named.values_list("once", flat=True))
    return [person for person in people if f"{once}:{person.pk}" not in written]


def _in_peace_until(person: Person) -> datetime:
    """When we may ask this person for something: at once, or two days after they joined."""
    settled_at = person.joined_at + LEFT_IN_PEACE if person.joined_at else now()
    return max(settled_at, now())


def _around(
    person: Person, kind: Kind, subject: str, button: tuple[str, str] | None, ours: Community | None
) -> dict[str, object]:
    """What stands around the words of every letter."""
    label, path = button or ("", "")
    return {
        "person": person,
        "community": ours,
        "subject": subject,
        "greeting": gettext("Hello {name},").format(name=person.name),
        "button_label": label,
        "button_url": absolute(link(person, path)) if path else "",
        "sent_by": ours.looked_after_by if ours else "",
        "why": gettext("You get this letter because it is about {kind}.").format(kind=kind.label),
        "fewer_url": "" if kind in _ANSWERS else absolute(link(person, f"/letters/fewer/{kind}/")),
    }


def _halves(template: str, words: dict[str, object]) -> dict[str, str]:
    """The plain half, and the same paragraphs as a page with its style inlined."""
    said = render_to_string(template, words).replace("\r\n", "\n").strip()
    footer = render_to_string("ground/letter_footer.txt", words).strip("\n")
    paragraphs = [unescape(part.strip()) for part in said.split("\n\n") if part.strip()]
    page = render_to_string("ground/letter.html", {**words, "paragraphs": paragraphs})
    plain = "\n\n".join([str(words["greeting"]), *paragraphs, footer])
    return {"text": plain + "\n", "html": _inliner.inline(page)}


def send_waiting(limit: int = 200) -> int:
    """Send what is due, oldest first; returns how many left. Safe in many processes at once.

    A letter is taken before it is sent, by one sender only. One whose sender was killed is
    taken again after ten minutes, with the same Message-ID, so that mail programs see one.
    """
    if is_demo() or not settings.MAILERS_READY:
        return 0
    due = list(Letter.objects.due().select_related("to")[:limit])
    return sum(_send(letter) for letter in due if _take(letter))


def _take(letter: Letter) -> bool:
    still_due = Letter.objects.due().filter(pk=letter.pk).order_by()
    return bool(still_due.update(taken_at=now(), tries=F("tries") + 1))


def _send(letter: Letter) -> bool:
    mine = Letter.objects.filter(pk=letter.pk)
    if not may_send(letter.to, letter.kind):
        mine.update(given_up_at=now(), trouble=gettext("The person wants no such letters."))
        return False
    try:
        mailers["default"].send_messages([letter.as_message()])
    except (SMTPException, OSError) as trouble:
        mine.update(**_after(trouble, letter.tries + 1))
        return False
    mine.update(sent_at=now(), trouble="")
    return True


def _after(trouble: Exception, tries: int) -> dict[str, datetime | str | None]:
    """When to try again after trouble; a refused address is given up after three tries."""
    words = {"trouble": " ".join(str(trouble).split())[:200], "taken_at": None}
    if isinstance(trouble, SMTPRecipientsRefused) and tries >= 3:
        return words | {"given_up_at": now()}
    wait = WAITS_AFTER_TROUBLE[min(tries, len(WAITS_AFTER_TROUBLE)) - 1]
    return words | {"not_before": now() + wait}


def clear_old_letters() -> int:
    """What letters say goes after 30 days, sent or not; returns how many went. The name of one
    that is written once ever stays. Those of a demo stay: nobody wrote them to anybody."""
    if is_demo():
        return 0
    old = Letter.objects.filter(written_at__lt=now() - timedelta(days=30))
    gone = old.filter(once=None).delete()[0]
    named = old.exclude(text="")
    named.filter(sent_at=None, given_up_at=None).update(given_up_at=now())
    return gone + named.update(subject="", text="", html="", calendar="", trouble="")


def stop(person: Person, kind: Kind) -> None:
    """No more letters of this kind, from now on. Twice changes nothing."""
    Silence.objects.get_or_create(person=person, kind=kind)


def resume(person: Person, kind: Kind) -> None:
    """These letters may come again."""
    Silence.objects.filter(person=person, kind=kind).delete()
