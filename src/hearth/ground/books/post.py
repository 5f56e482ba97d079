"""The post: the one place where letters are written. They are rows; a sender takes them later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from html import unescape
from threading import Event
from typing import ClassVar, Self

from css_inline import CSSInliner
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Community, Person
from hearth.ground.links import absolute, link
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

wake = Event()
"""Set when letters were written, so that the sender need not wait for its next look."""

LEFT_IN_PEACE = timedelta(hours=48)
"""For so long after joining, nobody is asked for anything more (criterion J1.5)."""

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
    QUESTIONS = "questions", _("questions to you")
    TOLD = "told", _("what came of what you said")
    CARE = "care", _("what was decided about your words, and answers to what you told")
    TALK = "talk", _("what is said in conversations")
    ROUNDUP = "roundup", _("the round-up")
    NEWSLETTER = "newsletter", _("the newsletter")
    TOGETHER = "together", _("several letters in one, when they had to wait")
    MAIL = "mail", _("a mail that you sent us")
    STEWARDS = "stewards", _("for stewards")


ANSWERS = {Kind.KEYS, Kind.PLACE, Kind.CARE, Kind.MAIL, Kind.STEWARDS}
"""They cannot be stopped, wait for nothing, and no promise of so many letters counts them."""

FOR_MORE_THAN_REPLIES = {Kind.INVITATION, Kind.QUESTIONS, Kind.ROUNDUP}


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
    """Whether this person wants a letter of this kind now. Nothing leaves without this; the
    newsletter needs a yes, everything else that can be stopped needs no no."""
    if not person.email:
        return False
    if kind in ANSWERS:
        return True
    if kind in FOR_MORE_THAN_REPLIES and person.rhythm == Person.Rhythm.REPLIES:
        return False
    if kind == Kind.NEWSLETTER and not any(c.withdrawn_at is None for c in person.consents.all()):
        return False
    return not any(silence.kind == kind for silence in person.silences.all())


class LetterQuerySet(Rows["Letter"]):
    def waiting(self) -> Self:
        still_true = Q(not_after=None) | Q(not_after__gt=now())
        waits = self.filter(still_true, sent_at=None, given_up_at=None)
        return waits.order_by("written_at", "pk")

    def due(self) -> Self:
        free = Q(taken_at=None) | Q(taken_at__lt=now() - RESCUED_AFTER)
        return self.waiting().filter(free, not_before__lte=now(), held="", within=None)

    def latest_first(self) -> Self:
        return self.order_by("-written_at", "-pk")


class Held(models.TextChoices):
    """Why a letter that its person wants may not leave yet."""

    PAUSE = "pause", _("They want no letters until a day.")
    PROMISE = "promise", _("They had as many letters this week as they want.")
    RETURNS = "returns", _("Letters to this address came back.")


class Letter(models.Model):
    """A letter to one person, written once and sent once: by itself, or `within` another."""

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
    held = models.CharField(max_length=8, blank=True, choices=Held)
    within = models.ForeignKey("self", models.SET_NULL, null=True, related_name="letters")

    objects = LetterQuerySet.as_manager()

    personal: ClassVar = {
        name: Personal(
            "to send you this letter once", "you", exported=name != "html", after_days=days
        )
        for days, names in (
            (None, "to kind once topic held within"),
            (30, "subject text html calendar trouble"),
        )
        for name in names.split()
    }

    def __str__(self) -> str:
        return self.subject


def post(
    people: Iterable[Person],
    subject: str | Callable[[Person], str],
    template: str,
    *,
    kind: Kind,
    button: tuple[str, str] | None = None,
    once: str = "",
    calendar: str | Callable[[Person], str] = "",
    topic: str = "",
    until: datetime | None = None,
    page: str = "ground/letter.html",
    each: Callable[[Person], dict[str, object]] | None = None,
    **about: object,
) -> int:
    """Write one letter to each person who may get it; returns how many were written.

    `template` is a text with what the letter says, and nothing else: the greeting, the
    button, who sent it, why and how to get fewer are put around it, in plain text and as a
    page. `button` is its words and the path it opens, as a link that knows its reader. With
    `once`, a person gets at most one letter of that name ever, however often it is called.
    One that could not leave before `until` never does. `topic` is what a reply to it is about.
    `subject` and `calendar` may be functions of the person; `each` says what is for one alone,
    and `page` names another template for the page.
    """
    ours = Community.ours()
    letters = [
        Letter(
            to=person,
            kind=kind,
            once=f"{once}:{person.pk}" if once else None,
            subject=" ".join(named.split())[:200],
            calendar=calendar(person) if callable(calendar) else calendar,
            topic=topic,
            not_after=until,
            not_before=_in_peace_until(person) if kind == Kind.INVITATION else now(),
            **dress(template, person, kind, named, ours=ours, page=page, button=button, **more),
        )
        for person in _who_lacks(once, people)
        if may_send(person, kind)
        for named in [subject(person) if callable(subject) else subject]
        for more in [about | each(person) if each else about]
    ]
    Letter.objects.bulk_create(letters, batch_size=100, ignore_conflicts=bool(once))
    transaction.on_commit(wake.set)
    return len(letters)


def _who_lacks(once: str, people: Iterable[Person]) -> list[Person]:
    """Those to whom no letter of this name was written yet."""
    names = {f"{once}:{person.pk}": person for person in people}
    named = Letter.objects.filter(once__in=names) if once else Letter.objects.none()
    written = set(named.values_list("once", flat=True))
    return [person for name, person in names.items() if name not in written]


def _in_peace_until(person: Person) -> datetime:
    """When we may ask this person for something: at once, or two days after they joined."""
    return max(now(), person.joined_at + LEFT_IN_PEACE) if person.joined_at else now()


def dress(
    template: str,
    person: Person,
    kind: Kind,
    subject: str,
    *,
    ours: Community | None,
    page: str = "ground/letter.html",
    button: tuple[str, str] | None = None,
    **about: object,
) -> dict[str, str]:
    """The plain half of a letter, and the same paragraphs as a page with its style inlined."""
    words = _around(person, kind, subject, button, ours) | about
    said = render_to_string(template, words).replace("\r\n", "\n").strip()
    footer = render_to_string("ground/letter_footer.txt", words).strip("\n")
    paragraphs = [unescape(part.strip()) for part in said.split("\n\n") if part.strip()]
    html = render_to_string(page, {**words, "paragraphs": paragraphs})
    plain = "\n\n".join([str(words["greeting"]), *paragraphs, footer])
    return {"text": plain + "\n", "html": _inliner.inline(html)}


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
        "answers_are_read": bool(settings.MAIL_REPLIES),
        "sent_by": ours.looked_after_by if ours else "",
        "why": gettext("You get this letter because it is about {kind}.").format(kind=kind.label),
        "fewer_url": "" if kind in ANSWERS else absolute(link(person, f"/letters/fewer/{kind}/")),
    }


def stop(person: Person, kind: Kind) -> None:
    """No more letters of this kind, from now on; a yes to it ends. Twice changes nothing."""
    person.consents.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now())
    Silence.objects.get_or_create(person=person, kind=kind)


def resume(person: Person, kind: Kind) -> None:
    """These letters may come again."""
    Silence.objects.filter(person=person, kind=kind).delete()
