"""Reading round-ups and newsletters: by year, one on its page, a feed, and texts to paste."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.translation import gettext as _

from hearth.ground.access import for_anyone, for_members
from hearth.ground.accounts import Community
from hearth.ground.links import absolute
from hearth.ground.text import without_control_signs
from hearth.ground.web import MemberRequest, Request, page
from hearth.roundups.editions import Issue
from hearth.roundups.models import Habit, Roundup
from hearth.roundups.models.rota import may_edit
from hearth.roundups.newsletters import desk
from hearth.roundups.pasting import discord, plain, slack
from hearth.roundups.shown import shown, shown_all
from hearth.roundups.views.finding import sent

IN_THE_FEED = 20


@for_anyone
def roundups(request: Request) -> HttpResponse:
    """GET /roundups/?year=: those that went out, a year at a time, the newest first."""
    every = Roundup.objects.visible_to(request.person).latest_sent_first()
    years = list(
        every.annotate(year=ExtractYear("on")).order_by("-year").values_list("year", flat=True)
        .distinct()
    )  # fmt: skip
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    here = every.filter(on__year=year) if year else every.none()
    edits = may_edit(request.person)
    return page(
        request,
        "roundups/roundups.html",
        year=year,
        rows=shown_all(list(here), request.person, with_names=False) if year else [],
        years=[{"label": str(y), "url": f"?year={y}", "here": y == year} for y in years[:12]],
        edits=edits,
        desk=desk() if edits else None,
        habit=Habit.ours() if edits else None,
    )


@for_anyone
def roundup(request: Request, issue: Issue) -> HttpResponse:
    """GET /roundups/2026-11-19/ or, for a newsletter, /roundups/2026-q4/."""
    waits = Roundup.objects.waiting().filter(edition=issue.edition, on=issue.on).first()
    if waits is not None and may_edit(request.person):
        return redirect(waits.page("draft"))
    this = sent(request, issue)
    return page(
        request,
        "roundups/roundup.html",
        roundup=this,
        shown=shown(this, request.person),
        corrections=this.corrections.order_by("at", "pk"),
        edits=may_edit(request.person),
    )


@for_members
def words(request: MemberRequest, issue: Issue) -> HttpResponse:
    """GET /roundups/2026-11-19/words/: texts to paste, with what everyone may read."""
    this = sent(request, issue)
    seen = shown(this, None)
    texts = [
        {"id": "plain", "label": _("Plain text"), "words": plain(seen)},
        {"id": "slack", "label": _("For Slack"), "words": slack(seen)},
        {"id": "discord", "label": _("For Discord, Mattermost, Matrix"), "words": discord(seen)},
    ]
    return page(request, "roundups/words.html", roundup=this, texts=texts)


@for_anyone
def feed(request: Request) -> HttpResponse:
    """GET /roundups/feed.atom: round-ups for everyone, each with what everyone may read."""
    ours = Community.ours()
    atom = Atom1Feed(
        _("Round-ups"),
        absolute("/roundups/"),
        "",
        feed_url=absolute(request.path),
        author_name=ours.name if ours else _("Our community"),
    )
    newest = Roundup.objects.visible_to(None).latest_sent_first()[:IN_THE_FEED]
    for seen in shown_all(list(newest.prefetch_related("corrections")), None):
        this = seen.roundup
        changed = [one.at for one in this.corrections.all()]
        words = render_to_string("roundups/in_feed.html", {"shown": seen, "roundup": this})
        address = absolute(this.get_absolute_url())
        atom.add_item(
            str(this),
            address,
            without_control_signs(words),
            pubdate=this.sent_at,
            updateddate=max([this.sent_at or _midnight(this.on), *changed]),
            unique_id=get_tag_uri(address, this.sent_at),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)
