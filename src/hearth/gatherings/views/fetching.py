"""How a view finds its gathering: what you may not see does not exist."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from hearth.gatherings.models import Gathering, Role, Series
from hearth.gatherings.models.roles import has_role
from hearth.ground.access import SignInFirst
from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, Request


def find(request: Request | MemberRequest, slug: str) -> Gathering:
    """The gathering, if this person may see it; else 404. A member who came by a link and
    would see it signed in is asked to sign in."""
    found = _seen_by(request.person, slug)
    if found:
        return found
    member = member_behind(request)
    if member and _seen_by(member, slug):
        raise SignInFirst
    raise Http404


def find_mine(request: MemberRequest, slug: str) -> Gathering:
    """The gathering, if this person hosts it or is a steward; 403 for others who see it."""
    gathering = find(request, slug)
    if not gathering.may_be_changed_by(request.person):
        raise PermissionDenied
    return gathering


def find_own(request: MemberRequest, slug: str) -> Gathering:
    """The gathering, if it is this person's: its host's or a steward's. A co-host gets a 403."""
    gathering = find(request, slug)
    if not gathering.is_hosted_by(request.person):
        raise PermissionDenied
    return gathering


def find_timed(request: MemberRequest, slug: str) -> Gathering:
    """The gathering, if this person hosts it, is a steward, or keeps its time."""
    gathering = find(request, slug)
    if not gathering.may_be_changed_by(request.person) and not has_role(
        gathering, request.person, Role.Kind.TIME_KEEPER
    ):
        raise PermissionDenied
    return gathering


def find_series(request: Request | MemberRequest, slug: str) -> Series:
    """The series, if this person may see it; else 404."""
    person = request.person
    keys = Exists(person.stewardships.now()) if person else Value(False)
    seen = Series.objects.visible_to(person).with_standing().annotate(**{"keys_held": keys})
    found = get_object_or_404(seen.prefetch_related("skipped", "rule_changes"), slug=slug)
    if person and person.is_member:
        person.__dict__.setdefault("is_steward", found.keys_held)
    return found


def find_my_series(request: MemberRequest, slug: str) -> Series:
    """The series, if this person hosts it or is a steward; 403 for others who see it."""
    series = find_series(request, slug)
    if not series.may_be_changed_by(request.person):
        raise PermissionDenied
    return series


def member_behind(request: Request | MemberRequest) -> Person | None:
    """The member who came by a link, as if they had signed in."""
    came_by_link = request.by_link and request.person and request.person.is_active
    return Person.objects.get(pk=request.person.pk) if came_by_link and request.person else None


def _seen_by(person: Person | None, slug: str) -> Gathering | None:
    """With what this reader has to do with it, as `mine` and `arrived`."""
    seen = Gathering.objects.visible_to(person).filter(slug=slug)
    seen = seen.select_related("host", "cancellation", "step", "series")
    if person is None:
        return seen.first()
    found = seen.with_own(person).first()
    if found and person.is_member:
        person.__dict__.setdefault("is_steward", found.keys_held)
    return found
