"""Pages for everybody: the list, a gathering, feed and poster."""

from __future__ import annotations

import json

import segno
from django.db.models import Max, Min
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hearth.gatherings.forms import StrangerForm
from hearth.gatherings.likely import likely
from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.gathering import GatheringQuerySet
from hearth.gatherings.models.holds import free_places
from hearth.gatherings.models.origins import asked_for
from hearth.gatherings.models.roles import welcomer_among
from hearth.gatherings.models.runsheet import timed
from hearth.gatherings.role_cards import free_cards
from hearth.gatherings.views.cards import open_cards_for
from hearth.gatherings.views.fetching import find
from hearth.gatherings.views.places import place_form
from hearth.ground.access import for_anyone
from hearth.ground.accounts import Community
from hearth.ground.areas import onward
from hearth.ground.books.trail import origins_of
from hearth.ground.links import absolute
from hearth.ground.text import first_words, without_control_signs
from hearth.ground.time import LONDON
from hearth.ground.web import Request, page


@for_anyone
def gatherings(request: Request) -> HttpResponse:
    """What is ahead, and what was, a year to a page."""
    is_steward = request.person is not None and request.person.is_steward
    seen = Gathering.objects.visible_to(request.person)
    years = _years(seen.past())
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else None
    past = seen.past().filter(starts_at__year=year) if year else seen.past()[:6]
    drafts = seen.drafts().select_related("host", "cancellation")
    return page(
        request,
        "gatherings/gatherings.html",
        ahead=[] if year else seen.ahead().select_related("host", "cancellation")[:100],
        past=past.select_related("host", "cancellation"),
        drafts=drafts if is_steward and not year else [],
        open_cards=0 if year else open_cards_for(request.person),
        series=Series.objects.visible_to(request.person).by_name(),
        year=year,
        years=[{"label": y, "url": f"?year={y}", "here": y == year} for y in years],
    )


def _years(past: GatheringQuerySet) -> list[int]:
    """From the latest year back to the first, by its two ends: the database does not read all."""
    ends = past.order_by().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if ends["first"] is None:
        return []
    first, last = (localtime(ends[end], LONDON).year for end in ("first", "last"))
    return list(range(last, first - 1, -1))


@for_anyone
def gathering(request: Request, slug: str) -> HttpResponse:
    """One gathering: what, when, with whom, and the one button."""
    gathering = find(request, slug)
    mine = gathering.mine
    counts, may_change = gathering.booked.counts(), gathering.may_be_changed_by(request.person)
    doers = gathering.roles.taken().in_order()
    return page(
        request,
        "gatherings/gathering.html",
        gathering=gathering,
        mine=mine,
        plan=timed(gathering),
        welcomer=welcomer_among(doers, gathering),
        doers=doers,
        free_roles=free_cards(gathering, doers),
        form=None if mine or gathering.is_over else place_form(request, None),
        stranger=None if request.person else StrangerForm(),
        is_own=gathering.is_hosted_by(request.person),
        may_change=may_change,
        free=free_places(gathering),
        counts=counts,
        likely=likely(gathering, counts["coming"]) if may_change else None,
        notes=getattr(gathering, "notes", None) if gathering.ended_at else None,
        ways=onward(gathering.get_absolute_url(), request.person) if gathering.ended_at else [],
        asked_for=asked_for(gathering, request.person),
        came_from=origins_of(gathering.get_absolute_url(), request.person),
        json_ld=_json_ld(gathering),
    )


@for_anyone
def poster(request: Request, slug: str) -> HttpResponse:
    """A sheet to print and pin up, with a code to point a phone at."""
    gathering = find(request, slug)
    code = segno.make(absolute(gathering.get_absolute_url()), micro=False)
    return page(
        request,
        "gatherings/poster.html",
        gathering=gathering,
        poster_words=gathering.words_for("poster"),
        qr=mark_safe(code.svg_inline(border=0, omitsize=True, svgclass="code", lineclass=None)),  # noqa: S308 - made of an address
        address=absolute(gathering.get_absolute_url()).split("//")[1].rstrip("/"),
    )


@for_anyone
def feed(request: Request) -> HttpResponse:
    """The same as an Atom feed: what was announced, newest first."""
    atom = Atom1Feed(
        _("Gatherings"),
        absolute("/gatherings/"),
        "",
        feed_url=absolute(request.path),
        author_name=str(Community.ours() or _("Our community")),
    )
    announced = Gathering.objects.visible_to(None).standing().order_by("-announced_at", "-pk")
    for gathering in announced[:50]:
        start = localtime(gathering.starts_at, LONDON)
        about = first_words(gathering.about, 400)
        atom.add_item(
            without_control_signs(gathering.title),
            absolute(gathering.get_absolute_url()),
            escape(without_control_signs(f"{start:%A %-d %B %Y, %-H.%M}. {about}")),
            pubdate=gathering.announced_at,
            updateddate=gathering.changed_at,
            unique_id=f"urn:uuid:{gathering.uid}",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _json_ld(gathering: Gathering) -> SafeString:
    """The gathering for search engines (schema.org Event), safe inside a page."""
    facts = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": gathering.title,
        "description": first_words(gathering.about, 400),
        "startDate": localtime(gathering.starts_at, LONDON).isoformat(),
        "endDate": localtime(gathering.ends_at, LONDON).isoformat(),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventCancelled"
        if gathering.is_cancelled
        else "https://schema.org/EventScheduled",
        "location": {
            "@type": "VirtualLocation",
            "url": absolute(gathering.get_absolute_url()),
        },
        "organizer": {"@type": "Person", "name": gathering.host.name},
        "isAccessibleForFree": True,
        "url": absolute(gathering.get_absolute_url()),
    }
    text = json.dumps(facts, ensure_ascii=True)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - the three signs that could end the script are escaped
