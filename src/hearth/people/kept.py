"""What we keep about somebody and for how long, read from the very rows that keep it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.ground.privacy import Erase, Personal, policies
from hearth.people.models import Belonging, Fit, Joining, Profile

SHOWN: tuple[tuple[Promise, type[models.Model], str], ...] = (
    (gettext_lazy("Your name"), Person, "name"),
    (gettext_lazy("Your email address"), Person, "email"),
    (gettext_lazy("Your telephone number"), Person, "phone"),
    (gettext_lazy("What brings you"), Joining, "brings"),
    (gettext_lazy("What fits you"), Fit, "kind"),
    (gettext_lazy("What you need"), Profile, "needs"),
    (gettext_lazy("Where you come from"), Belonging, "organisation"),
    (gettext_lazy("Letters we sent you"), Letter, "text"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing we keep: what, what for, who sees it, and until when."""

    what: str | Promise
    purpose: str
    seen_by: str
    until: str

    def in_words(self) -> str:
        words = _("{purpose}. Seen by {who}. Kept {until}.")
        return words.format(purpose=capfirst(self.purpose), who=self.seen_by, until=self.until)


ANSWER: tuple[Promise, type[models.Model], str] = (
    gettext_lazy("Your answer to our question"),
    Joining,
    "answer",
)


def what_we_keep(*, with_answer: bool = False) -> list[Kept]:
    shown = (*SHOWN, ANSWER) if with_answer else SHOWN
    return [_kept(what, policies(model)[field]) for what, model, field in shown]


def _kept(what: str | Promise, policy: Personal) -> Kept:
    return Kept(what, policy.purpose, policy.seen_by, _until(policy))


def _until(policy: Personal) -> str:
    if policy.after_days is not None:
        return _("for {days} days").format(days=policy.after_days)
    if policy.erase is Erase.NAMELESS:
        return _("for good, without your name once you leave")
    return _("until you leave")
