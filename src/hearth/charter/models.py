"""The charter's versions and lines: what we ask of each other, and what we noted about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.books import forget, index, lead, note
from hearth.ground.books.trail import Lead
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

LONGEST_QUALITY = 80
LONGEST_WORDS = 300

type Wording = tuple[str, str]


class VersionQuerySet(SharedQuerySet["Version"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")


class Version(Shared):
    """The charter as it was agreed once. It is never edited, only followed by another."""

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    why = models.TextField(_("why it changed"), blank=True)

    objects = VersionQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to say who published it", "members", Erase.NAMELESS),
    }
    impersonal = ("why", "seen_by")

    def __str__(self) -> str:
        return gettext("Charter, version {number}").format(number=self.number)

    def get_absolute_url(self) -> str:
        return reverse("charter:version", args=[self.number])

    @classmethod
    def current(cls) -> Version | None:
        """The version that holds now, or None before the first."""
        return cls.objects.newest_first().first()

    def wording(self) -> list[Wording]:
        return [(line.quality, line.words) for line in self.lines.in_order()]


class LineQuerySet(Rows["Line"]):
    def of(self, version: Version | None) -> Self:
        return self.filter(version=version).in_order()

    def in_order(self) -> Self:
        return self.order_by("position")

    def shown_at(self, url: str) -> Self:
        """The lines that were shown in the gathering at this address."""
        return self.filter(showings__url=url).in_order()

    def longest_unseen_first(self) -> Self:
        last = F("last_shown_at").asc(nulls_first=True)
        return self.annotate(last_shown_at=Max("showings__shown_at")).order_by(last, "position")


class Line(models.Model):
    """One quality, and what it looks like when somebody lives it."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    quality = models.CharField(max_length=LONGEST_QUALITY)
    words = models.CharField(_("what it looks like"), max_length=LONGEST_WORDS)

    objects = LineQuerySet.as_manager()

    impersonal = ("quality", "words")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_line_a_position"),
            models.CheckConstraint(
                condition=~models.Q(quality="") & ~models.Q(words=""),
                name="a_line_says_what_it_looks_like",
            ),
        ]

    def __str__(self) -> str:
        return self.quality

    def get_absolute_url(self) -> str:
        return f"{self.version.get_absolute_url()}#line-{self.position}"

    @transaction.atomic
    def come_of(self, pages: Iterable[str], *, instead_of: Collection[str] = ()) -> None:
        """It came of what lies at these addresses, and no longer of the others of those that the
        page showed. They lead to the line, too: the trail shows both ways."""
        url = self.get_absolute_url()
        lead(url, came_of=pages, instead_of=instead_of)
        if Lead.objects.filter(url=url).exists():
            title = gettext("Our charter: {quality}").format(quality=self.quality)
            index(self.version, url=url, title=title, text=self.words)
        else:
            forget(url)

    def mark(self, words: str, *, by: Person | None, kind: str = "change") -> Mark:
        """Keep a note with the line for its next review. The same note twice is one note."""
        if not words.strip():
            raise Refused(_("Write what you would like to be different."))
        return Mark.objects.get_or_create(line=self, words=words.strip(), kind=kind, by=by)[0]


class Showing(models.Model):
    """A line was read out or shown when a gathering began."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="showings")
    shown_at = models.DateTimeField(default=now)
    url = models.CharField(max_length=200)

    objects = Rows.as_manager()

    impersonal = ("url",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "url"], name="one_showing_a_gathering")
        ]

    def __str__(self) -> str:
        return self.url


class Mark(models.Model):
    """What a member noted about a line: lived, missing, or to be changed."""

    class Kind(models.TextChoices):
        LIVED = "lived", _("lived")
        MISSING = "missing", _("missing")
        CHANGE = "change", _("change this")

    line = models.ForeignKey(Line, models.CASCADE, related_name="marks")
    words = models.TextField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CHANGE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "by": Personal("to show you your own notes", "you", Erase.NAMELESS),
        "words": Personal("to change the charter", "members, without your name", Erase.NAMELESS),
        "kind": Personal("to change the charter", "members, without your name", Erase.NAMELESS),
    }

    def __str__(self) -> str:
        return self.words[:60]


def lines_to_show(how_many: int = 2) -> list[Line]:
    """The lines of today's charter that were shown longest ago; never shown come first."""
    return list(Line.objects.of(Version.current()).longest_unseen_first()[:how_many])


@transaction.atomic
def show_lines(*, url: str, how_many: int = 2) -> list[Line]:
    """The lines that the gathering at `url` begins with; from here on they count as shown.
    Asked again, it is the same lines."""
    shown = list(Line.objects.shown_at(url))
    if shown:
        return shown
    lines = lines_to_show(how_many)
    rows = [Showing(line=line, url=url) for line in lines]
    Showing.objects.bulk_create(rows, ignore_conflicts=True)
    return lines


@transaction.atomic
def publish(
    wording: Sequence[Wording],
    *,
    by: Person | None,
    why: str = "",
    at: datetime | None = None,
    came_of: Collection[str] = (),
) -> Version:
    """Let these lines hold from here on. The version before stays as it was. Lines that are new
    or say something else came of what lies at these addresses."""
    _refuse_unfinished(wording)
    before = Version.objects.select_for_update().newest_first().first()
    if before is not None and before.wording() == list(wording):
        return before
    version = Version.objects.create(
        number=before.number + 1 if before else 1,
        published_at=at or now(),
        by=by,
        why=why.strip(),
        seen_by=Shared.SeenBy.EVERYONE,
    )
    Line.objects.bulk_create(
        Line(version=version, position=position, quality=quality, words=words)
        for position, (quality, words) in enumerate(wording, start=1)
    )
    _write_down(version, wording, by)
    _carry_on(version, before, came_of)
    return version


def _refuse_unfinished(wording: Sequence[Wording]) -> None:
    if not wording:
        raise Refused(_("A charter needs at least one line."))
    for quality, words in wording:
        if not words.strip():
            refusal = gettext("Say what {quality} looks like when somebody lives it.")
            raise Refused(refusal.format(quality=quality))


def _write_down(version: Version, wording: Sequence[Wording], by: Person | None) -> None:
    text = "\n".join(f"{quality}: {words}" for quality, words in wording)
    index(version, url=reverse("charter:charter"), title=gettext("Our charter"), text=text)
    note(
        "published version {thing} of the charter",
        thing=str(version.number),
        by=by,
        url=version.get_absolute_url(),
        seen_by=version.seen_by,
    )


def _carry_on(version: Version, before: Version | None, came_of: Collection[str]) -> None:
    """A line that keeps its name came of all that it came of before. One finds the line that
    holds: those before it stay in the trail, and are searched no more."""
    old = {line.quality.casefold(): line for line in Line.objects.of(before)}
    origins: defaultdict[str, set[str]] = defaultdict(set)
    theirs = Lead.objects.filter(url__in=[line.get_absolute_url() for line in old.values()])
    for url, origin in theirs.values_list("url", "origin"):
        origins[url].add(origin)
        forget(url)
    for line in Line.objects.of(version):
        was = old.get(line.quality.casefold())
        pages = set(origins[was.get_absolute_url()]) if was else set()
        if was is None or was.words != line.words:
            pages |= set(came_of)
        if pages:
            line.come_of(pages)
