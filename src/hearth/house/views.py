"""The front door: home, the first day, finding things, and the stewards' page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.charter.models import Line, Version
from hearth.charter.starting import publish_starting_lines, starting_lines
from hearth.ground.access import for_anyone, for_guests, for_stewards
from hearth.ground.accounts import Community, Person, Stewardship
from hearth.ground.areas import areas, is_on, next_date
from hearth.ground.books import Happening, Letter
from hearth.ground.links import absolute, link
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.house.demo import move_in
from hearth.house.forms import CommunityForm, SecondForm, StartForm
from hearth.house.look import samples
from hearth.house.models import Received
from hearth.house.searching import look_up, places, times
from hearth.house.starting import (
    ask_second,
    letters_leave,
    next_thing,
    only_one_key,
    start_community,
)
from hearth.house.switches import all_switches, flip
from hearth.listening.you_said import latest
from hearth.people.keys import second_steps
from hearth.people.models import Hello, Joining
from hearth.people.once_links import signing_in_link
from hearth.post import waiting

LATELY = 10
LINES_ON_HOME = 3
ANSWERS_ON_HOME = 3
LETTERS_SHOWN = 30
HELLOS_SHOWN = 10


def _asked(person: Person) -> Stewardship:
    """The question whether this person will be a steward; not there if nobody asked."""
    question = person.stewardships.asked().first()
    if question is None:
        raise Http404
    return question


@for_anyone
def home(request: Request) -> HttpResponse:
    """GET /"""
    return page(
        request,
        "house/home.html",
        lately=Happening.objects.visible_to(request.person).latest_first()[:LATELY],
        lines=Line.objects.of(Version.current())[:LINES_ON_HOME],
        answers=latest(request.person, ANSWERS_ON_HOME),
        tells_round=is_on("roundups"),
    )


@for_anyone
def start(request: Request) -> HttpResponse:
    """GET, POST /start/: two doors. Once a community is there, they are closed."""
    if Community.ours() is not None:
        return redirect("house:home")
    form = StartForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            steward = start_community(**form.cleaned_data)
            login(request, steward, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("house:begun")
    return page(request, "house/start.html", form=form)


@require_POST
@for_anyone
def start_demo(request: Request) -> HttpResponse:
    """POST /start/demo/: fill this empty house with a made-up community."""
    if Community.ours() is None:
        move_in()
    return redirect("house:demo")


@for_stewards
def begun(request: MemberRequest) -> HttpResponse:
    """GET /start/begun/: the first steward's way in, and what to do on the first day."""
    return page(
        request,
        "house/begun.html",
        way_in=signing_in_link(request.person),
        only_key=only_one_key(),
        version=Version.current(),
        how_many=len(starting_lines()),
    )


@for_anyone
def search(request: Request) -> HttpResponse:
    """GET /search/?q=&area=&since=&page="""
    query = request.GET.get("q", "").strip()
    here = request.GET.get("page", "1")
    number = int(here) if here.isascii() and here.isdigit() and len(here) < 4 else 1
    narrowed = {name: request.GET.get(name, "") for name in ("area", "since")}
    found = look_up(query, request.person, page=number, **narrowed)
    return page(
        request,
        "house/search.html",
        query=query,
        found=found,
        narrowed=narrowed,
        choices={"area": places(), "since": times()},
        before=number - 1,
        after=number + 1,
    )


@for_stewards
def steward(request: MemberRequest) -> HttpResponse:
    """GET /steward/"""
    keys = list(_keys())
    known = {"has_charter": keys[0].has_charter, "date": next_date(request.person)}
    stewards = [key.person for key in keys if key.since is not None]
    waiting = keys[0].letters
    leave = bool(settings.MAILERS_READY) or _here_is_demo(request)
    return page(
        request,
        "house/steward.html",
        thing=next_thing(keys=len(stewards), waiting=0 if leave else waiting, **known),
        next_date=known["date"],
        stewards=list(dict.fromkeys(stewards)),
        asked=[key for key in keys if key.since is None],
        has_second_step=any(key.has_step for key in keys if key.person == request.person),
        waiting=waiting,
        letters_leave=leave,
        at_the_door={"held": keys[0].held, "waits": keys[0].at_the_door},
        sections=list(_sections(request.person)),
        hellos=Hello.objects.waiting().select_related("person")[:HELLOS_SHOWN],
    )


def _here_is_demo(request: MemberRequest) -> bool:
    ours: Community | None = getattr(request, "community", None)
    return settings.DEMO or bool(ours and ours.is_demo)


def _keys() -> QuerySet[Any]:
    """Who holds a key or was asked to, and whether they have a second step to sign in. Asked in
    the same question: how many letters wait, and people at the door."""
    theirs = second_steps().filter(user=OuterRef("person"))
    every = Stewardship.objects.now() | Stewardship.objects.asked()
    every = every.select_related("person").annotate(
        has_step=Exists(theirs),
        has_charter=Exists(Version.objects.all()),
        letters=_how_many(Letter.objects.waiting()),
        held=_how_many(Joining.objects.held()),
        at_the_door=_how_many(Joining.objects.at_the_door()),
    )
    return every.order_by("person__name", "pk")


def _sections(person: Person) -> Iterator[SafeString]:
    """What waits for a steward in each area, drawn by the area's own template."""
    for area in areas():
        section = area.stewards(person) if area.stewards else None
        if section is not None:
            yield render_to_string(section.template, {"person": person, **section.about})


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """Their number, as a part of another question."""
    counted = rows.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@for_stewards
def community(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/community/: our own words about ourselves."""
    form = CommunityForm(request.POST or None, instance=Community.ours())
    if form.is_valid():
        form.save()
        messages.success(request, _("Kept. The home page says it now."))
        return redirect("house:steward")
    return page(request, "house/community.html", form=form)


@for_stewards
def switches(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/areas/: what is on here, and what work each area brings."""
    if request.method == "POST":
        flip(request.POST.get("area", ""), request.POST.get("to", ""), by=request.person)
        return redirect("house:switches")
    always = [area.name for area in areas() if area.always_on and area.place]
    return page(request, "house/switches.html", switches=all_switches(), always=always)


@for_stewards
def second(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/second/: ask somebody to look after the community too."""
    form = SecondForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            asked = ask_second(**form.cleaned_data, by=request.person)
            said = _("{name} is asked, and says yes or no.").format(name=asked.person.name)
            messages.success(request, said)
            return redirect("house:second")
    return page(
        request,
        "house/second.html",
        form=form,
        stewards=Person.objects.stewards().by_name(),
        waiting=[] if letters_leave() else _to_hand_over(),
    )


def _to_hand_over() -> list[dict[str, str]]:
    """Where no letter can leave, a steward hands the link over by themselves."""
    return [
        {"name": asked.person.name, "url": absolute(link(asked.person, "/steward/asked/"))}
        for asked in Stewardship.objects.asked().select_related("person")
    ]


@for_guests
def asked(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/asked/: somebody asked you to look after the community with them."""
    question = _asked(request.person)
    if request.method == "POST" and "no" in request.POST:
        question.decline()
        messages.success(request, _("That is fine. Nobody is told why."))
        return redirect("house:home")
    if request.method == "POST":
        question.accept()
        return page(request, "house/accepted.html")
    return page(request, "house/asked.html", question=question)


@require_POST
@for_stewards
def start_charter(request: MemberRequest) -> HttpResponse:
    """POST /steward/charter/: begin with the starting lines, where there is no charter yet."""
    publish_starting_lines(by=request.person)
    messages.success(request, _("Here they are. Change them together when you have met."))
    return redirect("charter:charter")


@for_stewards
def letters(request: MemberRequest) -> HttpResponse:
    """GET /steward/letters/: what waits in the post, and why. Not what stands in it."""
    waits, demo = Letter.objects.waiting().select_related("to"), _here_is_demo(request)
    shown = [(one, waiting.why_waiting(one, is_demo=demo)) for one in waits[:LETTERS_SHOWN]]
    return page(
        request,
        "house/letters.html",
        waiting=shown,
        how_many=waits.count(),
        leave=letters_leave(),
        failed=waiting.failed().select_related("to")[:LETTERS_SHOWN],
        unreached=waiting.unreached()[:LETTERS_SHOWN],
        next_rounds=list(waiting.next_rounds()),
    )


@for_stewards
def mail(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/mail/: what came by mail and no program could read."""
    waiting = Received.objects.for_a_person()
    if request.method == "POST":
        for message in waiting:
            if str(message.pk) == request.POST.get("settle"):
                message.settle()
        return redirect("house:mail")
    shown, how_many = waiting[:LETTERS_SHOWN], waiting.count()
    is_read = bool(settings.MAILBOX or settings.MAIL_LISTEN)
    return page(request, "house/mail.html", waiting=shown, how_many=how_many, is_read=is_read)


@for_stewards
def look(request: MemberRequest) -> HttpResponse:
    """GET /steward/look/: every component, with the words of an ordinary Tuesday."""
    shown: dict[str, Any] = samples()
    return page(request, "house/look.html", **shown)


@for_anyone
def healthy(request: Request) -> HttpResponse:
    """GET /healthy/: for machines that watch whether the house is open."""
    return HttpResponse("open\n", content_type="text/plain")


@for_anyone
def robots(request: Request) -> HttpResponse:
    """GET /robots.txt: what is public may be found; a signed link is nobody else's business."""
    closed = "\n".join(f"Disallow: {path}" for path in ("/l/", "/me/", "/sign-in/", "/search/"))
    return HttpResponse(f"User-agent: *\n{closed}\n", content_type="text/plain")


def bad_request(request: Request, exception: Exception) -> HttpResponse:
    """A request that no browser of ours makes."""
    return page(request, "house/errors/bad_request.html", code=400)


def not_yours(request: Request, exception: Exception) -> HttpResponse:
    """You may see that it exists, and not change it."""
    return page(request, "house/errors/not_yours.html", code=403)


def lost_touch(request: Request, reason: str = "") -> HttpResponse:
    """A form came without the mark that our own page gives it."""
    return page(request, "house/errors/lost_touch.html", code=403)


def not_here(request: Request, exception: Exception) -> HttpResponse:
    """Nothing at this address, or nothing for you."""
    return page(request, "ground/error.html", code=404)


def broke(request: Request) -> HttpResponse:
    """Something broke on our side. If even the page for that breaks, a line has to do."""
    try:
        return page(request, "house/errors/broke.html", code=500)
    except Exception:  # whatever broke the page may break this one too
        line = _("Something broke on our side. Try again in a minute.")
        return HttpResponse(line, status=500, content_type="text/plain; charset=utf-8")
