"""Who may come in, and who may see what.

Every view wears one door; a test walks the addresses and fails on a view without one.
Every model that not everyone may see inherits `Shared` and is fetched through
`visible_to(person)`, so what you may not see does not exist for you.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth import get_user
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person, is_demo
from hearth.ground.areas import away, closed_to
from hearth.ground.links import guest_of
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows, numbers_of

type View = Callable[..., HttpResponse]
type Asked = Callable[[HttpRequest], bool]


class Group(models.Model):
    """Some people, under a name: a circle, a panel, the stewards."""

    name = models.CharField(max_length=80)
    people: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="groups"
    )

    personal: ClassVar = {"people": Personal("to know who is in it", "the group")}
    impersonal = ("name",)

    def __str__(self) -> str:
        return self.name


class SharedQuerySet[M: "Shared"](Rows[M]):
    def visible_to(self, person: Person | None) -> Self:
        """What this person may see: a guest and a passer-by see what everyone sees."""
        return self.filter(open_to(person))


class PagesQuerySet[M: "Shared"](SharedQuerySet[M]):
    def visible_to(self, person: Person | None) -> Self:
        """Lines of a book about pages, without those that are closed to this reader now, or
        lie in an area that is off."""
        seen = super().visible_to(person)
        for start in away():
            seen = seen.exclude(url__startswith=start)
        for urls in closed_to(person):
            seen = seen.exclude(url__in=urls)
        return seen


class Shared(models.Model):
    """Something with an audience."""

    class SeenBy(models.TextChoices):
        EVERYONE = "everyone", _("Everyone on the web")
        MEMBERS = "members", _("Members")
        GROUP = "group", _("A group")

    seen_by = models.CharField(
        _("who sees this"), max_length=8, choices=SeenBy, default=SeenBy.MEMBERS
    )
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


def open_to(person: Person | None) -> Q:
    """The condition by which something's audience has this person in it."""
    allowed = Q(seen_by=Shared.SeenBy.EVERYONE)
    if person is not None and person.is_member:
        mine = numbers_of(person, _groups_of)
        allowed |= Q(seen_by=Shared.SeenBy.MEMBERS) | Q(group__in=mine)
    return allowed


def _groups_of(person: int) -> models.QuerySet[Any, Any]:
    return Group.objects.filter(people=person).values("pk")


class SignInFirst(Exception):
    """A member came by a link, which shows what guests see; signed in, they would see this."""


class PersonMiddleware:
    """Sets `request.person` (member, guest by link, or None) and `request.by_link`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _to_sign_in(request) if isinstance(error, SignInFirst) else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = user = get_user(request)  # themselves: Django's stand-in is slow to touch
        member = user if isinstance(user, Person) else None
        guest = None if member else guest_of(request)
        request.person = member or guest  # type: ignore[attr-defined]
        request.by_link = guest is not None  # type: ignore[attr-defined]
        return self.get_response(request)


def for_anyone(view: View) -> View:
    """Open to the whole web."""
    return _door("anyone", view)


def for_guests(view: View) -> View:
    """For people we know: members, and guests who came by their own link."""
    return _door("guests", _guarded(view, lambda request: bool(getattr(request, "person", None))))


def for_members(view: View) -> View:
    """For people who signed in."""
    return _door("members", _guarded(view, lambda request: request.user.is_authenticated))


def for_stewards(view: View) -> View:
    """For stewards; to other members the page does not exist."""
    hidden = _guarded(view, lambda request: request.user.is_steward, _not_there)  # type: ignore[union-attr]
    return _door("stewards", _guarded(hidden, lambda request: request.user.is_authenticated))


def for_demo(view: View) -> View:
    """Open to all who look around a demo; elsewhere the page does not exist."""
    return _door("demo", _guarded(view, lambda _request: is_demo(), _not_there))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")


def _not_there(_request: HttpRequest) -> HttpResponse:
    raise Http404


def _guarded(view: View, may_enter: Asked, otherwise: View = _to_sign_in) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs) if may_enter(request) else otherwise(request)

    return guarded


def _door(name: str, view: View) -> View:
    view.door = name  # type: ignore[attr-defined]
    return view
