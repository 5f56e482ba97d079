"""A theme: what several people said, under a name that the group gave it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Group, Shared, SharedQuerySet, open_to
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish, index, note, share_with
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.listening.models.belongings import Belonging, Heard, heard_in
from hearth.listening.models.former import FormerAddress

if TYPE_CHECKING:
    from hearth.listening.models.boards import Board
    from hearth.listening.models.piles import Pile
    from hearth.listening.models.responses import Response

RESERVED = {"new", "feed", "care"}
THEMES = "themes"
"""The topic that pages with themes listen to."""


class ThemeQuerySet(SharedQuerySet["Theme"]):
    def visible_to(self, person: Person | None) -> Self:
        """Themes of this person's audience in which somebody spoke to more than the stewards,
        and those in which they spoke themselves. What was said to stewards alone, or taken back
        altogether, names no theme to others."""
        seen = open_to(person)
        if person is not None and person.is_member and person.is_steward:
            return self.filter(seen | ~Q(seen_by=Shared.SeenBy.GROUP))
        lines = Belonging.objects.filter(theme=OuterRef("pk"))
        shown = seen & Q(Exists(lines.exclude(contribution__wish=Wish.STEWARDS)))
        if person is not None:
            shown |= Q(Exists(lines.filter(contribution__said_by=person)))
        return self.filter(shown)

    def visible_among(self, people: Collection[Person]) -> set[tuple[int, int]]:
        """Who of these people sees which of these few themes, as pairs of their numbers: what
        `visible_to` says to each, in as many questions for fifty people as for one."""
        themes = list(self.only("seen_by", "group"))
        lines = Belonging.objects.filter(theme__in=[theme.pk for theme in themes])
        aloud = set(lines.exclude(contribution__wish=Wish.STEWARDS).values_list("theme", flat=True))
        spoke = lines.filter(contribution__said_by__in=people)
        their_own = set(spoke.values_list("contribution__said_by", "theme"))
        members = {person.pk for person in people if person.is_member}
        stewards = set(
            Person.objects.stewards().filter(pk__in=members).values_list("pk", flat=True)
        )
        seen = _in_audience(themes, people, members)
        heard = {pair for pair in seen if pair[1] in aloud} | their_own
        no_groups = [one.pk for one in themes if one.seen_by != Shared.SeenBy.GROUP]
        return {
            *(pair for pair in heard if pair[0] not in stewards),
            *(pair for pair in seen if pair[0] in stewards),
            *product(stewards, no_groups),
        }

    def spoken_aloud(self) -> Self:
        lines = Belonging.objects.filter(theme=OuterRef("pk"))
        return self.filter(Exists(lines.exclude(contribution__wish=Wish.STEWARDS)))

    def with_response(self) -> Self:
        """Each with the number of its standing response as `standing_pk`, or None."""
        given = Theme.objects.filter(pk=OuterRef("pk"), responses__isnull=False)
        latest = given.order_by("-responses__at", "-responses__pk").values("responses__pk")
        return self.annotate(standing_pk=Subquery(latest[:1]))

    def unanswered(self) -> Self:
        """Themes that wait for a response, and those whose response was not quite it."""
        return self.with_response().filter(Q(standing_pk=None) | Exists(doubted()))

    def answered(self) -> Self:
        """Themes with a response that nobody doubts."""
        return self.with_response().exclude(standing_pk=None).exclude(Exists(doubted()))

    def latest_answer_first(self) -> Self:
        return self.order_by(F("standing_pk").desc(), "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("opened_at", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "-pk")


def _in_audience(
    themes: Collection[Theme], people: Collection[Person], members: set[int]
) -> set[tuple[int, int]]:
    """Who of these people has which of these themes made for them, by number: `open_to`, asked
    once for all."""
    groups = Group.objects.filter(pk__in={theme.group_id for theme in themes}, people__in=members)
    inside = set(groups.values_list("people", "pk"))
    return {
        (person.pk, theme.pk)
        for theme in themes
        for person in people
        if theme.is_public
        or (person.pk in members and theme.seen_by == Shared.SeenBy.MEMBERS)
        or (person.pk, theme.group_id) in inside
    }


def doubted() -> ThemeQuerySet:
    """Themes whose standing response (by number) somebody said was not quite it."""
    return Theme.objects.filter(
        responses__pk=OuterRef("standing_pk"),
        responses__tellings__answer="not-quite",
        responses__tellings__settled_at=None,
    )


class Theme(Shared):
    """What people said that belongs together. It stays, whatever board it came from, and can
    gather more lines from later meetings; what became of it is its responses.

    Any member may put lines to it. Until it is answered, any member who sees it may also name
    it, say more and take lines out. From then on, and once everyone on the web sees it, that
    is for stewards: people were told under that name, on behalf of those lines. Stewards alone
    open a theme to the web, join two, and answer.
    """

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(unique=True, max_length=100)
    about = models.TextField(_("in a few words more"), max_length=600, blank=True)
    opened_at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    contributions: models.ManyToManyField[Contribution, Belonging] = models.ManyToManyField(
        Contribution, through="Belonging", related_name="+"
    )

    standing_pk: int | None = None
    """The number of the response that holds, where it was asked for `with_response`."""

    objects = ThemeQuerySet.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "members", Erase.EMPTIED)}
    impersonal = ("name", "slug", "about", "seen_by")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("listening:theme", args=[self.slug])

    def page(self, name: str) -> str:
        """The path of one of its pages: `lines`, `response`..."""
        return reverse(f"listening:theme_{name}", args=[self.slug])

    @property
    def standing(self) -> Response | None:
        """The response that holds now: the latest one."""
        return self.responses.order_by("-at", "-pk").first()

    @property
    def is_public(self) -> bool:
        return self.seen_by == Shared.SeenBy.EVERYONE

    @property
    def waits_for_days(self) -> int:
        """How long it has been a theme. Not yet answered is a fate, and has its days."""
        return (localdate() - localdate(self.opened_at)).days

    def may_be_kept_by(self, person: Person | None) -> bool:
        """Who may name it, say more and take lines out (see above)."""
        if person is None or not person.is_member:
            return False
        is_ours = not self.is_public and not self.responses.exists()
        return is_ours or person.is_steward

    def sayers(self) -> models.QuerySet[Person]:
        """Everybody who said something in it, whoever may see what."""
        said = Belonging.objects.filter(theme=self).values("contribution__said_by")
        return Person.objects.get_queryset().filter(pk__in=said)

    def heard(self, person: Person | None) -> Heard:
        """What can be said of it to this reader, from the lines that the reader may see."""
        return heard_in([self.pk], person).get(self.pk, Heard())

    @transaction.atomic
    def gather(
        self, lines: Iterable[Contribution], *, by: Person | None, suggested: Iterable[int] = ()
    ) -> None:
        """Put these lines to the theme; those that are in it stay in it."""
        marked = set(suggested)
        rows = [
            Belonging(theme=self, contribution=line, by=by, was_suggested=line.pk in marked)
            for line in lines
        ]
        Belonging.objects.bulk_create(rows, ignore_conflicts=True)
        index_theme(self)
        tell(THEMES)

    @transaction.atomic
    def let_go(self, line: Contribution, *, by: Person) -> None:
        """This line belongs somewhere else. It waits for a theme again."""
        self._refuse_other_hands(by)
        Belonging.objects.filter(theme=self, contribution=line).delete()
        index_theme(self)
        tell(THEMES)

    @transaction.atomic
    def call_it(self, name: str, about: str, *, was: str, by: Person) -> None:
        """Another name, or more words about it; its address stays. `was` is the name that the
        page showed: what somebody else wrote meanwhile is not overwritten unseen."""
        mine = Theme.objects.select_for_update().get(pk=self.pk)
        mine._refuse_other_hands(by)
        if mine.name not in (was, name):
            raise Refused(
                _("Somebody just called it “{theirs}”. Look at it before you go on.").format(
                    theirs=mine.name
                )
            )
        self.name, self.about = name, about
        self.save(update_fields=["name", "about"])
        index_theme(self)
        tell(THEMES)

    @transaction.atomic
    def show_to(self, seen_by: str, *, by: Person) -> None:
        """Open it to everyone on the web, or to members again. Its lines keep their wishes."""
        if not by.is_steward:
            raise Refused(_("Ask a steward: they open themes to the web."))
        self.seen_by = seen_by
        self.save(update_fields=["seen_by"])
        share_with(self.get_absolute_url(), seen_by=seen_by, group=self.group)
        tell(THEMES)

    def _refuse_other_hands(self, by: Person) -> None:
        if not self.may_be_kept_by(by):
            raise Refused(_("This theme is answered or public. Ask a steward to change it."))


def index_theme(theme: Theme) -> None:
    """Let its readers find it by its name, by what it is about and by what was answered; its
    lines are in no search. Who may find it at all is decided while they search (see `closed`)."""
    answer = theme.standing
    words = [theme.about, *((answer.words, answer.done_words) if answer else ())]
    index(theme, url=theme.get_absolute_url(), title=theme.name, text="\n\n".join(words).strip())


@transaction.atomic
def open_theme(
    name: str,
    *,
    by: Person | None,
    about: str = "",
    lines: Iterable[Contribution] = (),
    suggested: Iterable[int] = (),
    seen_by: str = Shared.SeenBy.MEMBERS,
    group: Group | None = None,
) -> Theme:
    """A new theme with these lines. A name that another theme has is fine; its address is not."""
    lines = list(lines)
    theme = Theme.objects.create(
        name=name, slug=free_slug(name), about=about, by=by, seen_by=seen_by, group=group
    )
    theme.gather(lines, by=by, suggested=suggested)
    url = theme.get_absolute_url()
    if any(line.wish != Wish.STEWARDS for line in lines):
        note("opened the theme {thing}", thing=name, by=by, url=url, seen_by=seen_by, group=group)
    return theme


@transaction.atomic
def make_themes(board: Board, *, by: Person) -> list[Theme]:
    """Every named pile becomes a theme, or, where it is one already, brings it what was laid on
    it and takes away what was taken off. Loners and nameless piles stay on the board."""
    board.locked()
    return [_theme_of(pile, board=board, by=by) for pile in board.piles.to_be_themes()]


def _theme_of(pile: Pile, *, board: Board, by: Person) -> Theme:
    placed = list(pile.placements.select_related("card"))
    lines = [placement.card for placement in placed]
    suggested = [placement.card_id for placement in placed if placement.was_suggested]
    if pile.theme is None:
        pile.theme = open_theme(pile.name, by=by, lines=lines, suggested=suggested,
                                seen_by=board.seen_by, group=board.group)  # fmt: skip
        pile.save(update_fields=["theme"])
        return pile.theme
    gone = board.cards().exclude(pk__in=[line.pk for line in lines])
    Belonging.objects.filter(theme=pile.theme, contribution__in=gone.values("pk")).delete()
    pile.theme.gather(lines, by=by, suggested=suggested)
    return pile.theme


def free_slug(name: str) -> str:
    """The name as an address that no other theme has, nor had before it was joined."""
    former = FormerAddress.objects.values_list("slug", flat=True)
    return Theme.objects.free_slug(name, "theme", *RESERVED, *former)
