"""Letters: how often we write to you, how many at most, none while away, and the newsletter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from hearth.ground.access import for_anyone, for_guests
from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, post
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest, Request, page
from hearth.people.letter_forms import NewsletterForm, RhythmForm
from hearth.people.models.joining import Stranger, meet_stranger
from hearth.post import newsletter as the_newsletter
from hearth.post.preview import last_week

ASKED = ("rhythm", "letters_a_week", "paused_until")
SHOWN = 20
SO_MANY_A_MINUTE = 20


@for_guests
def rhythm(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/rhythm/. `show` keeps nothing: it shows what the choice would have meant."""
    person = request.person
    form = RhythmForm(_given(request), initial=_now(person))
    if form.is_valid() and request.method == "POST":
        if "show" in request.POST:
            return redirect(f"{request.path}?{_asked(request.POST)}#last-week")
        _keep(person, form)
        messages.success(request, _("Kept."))
        return redirect("people:me")
    chosen = form.cleaned_data if form.is_valid() else _now(person)
    at_most = chosen["letters_a_week"] or person.letters_a_week
    letters = last_week(person, rhythm=chosen["rhythm"], at_most=at_most)
    return page(
        request,
        "people/rhythm.html",
        form=form,
        come=[letter for letter in letters if not letter.waits][:SHOWN],
        how_many=sum(not letter.waits for letter in letters),
        waits=[letter for letter in letters if letter.waits][:SHOWN],
        is_choice=form.is_bound and form.is_valid(),
    )


def _given(request: MemberRequest) -> QueryDict | None:
    if request.method == "POST":
        return request.POST
    return request.GET if "rhythm" in request.GET else None


def _asked(given: QueryDict) -> str:
    asked = QueryDict(mutable=True)
    asked.update({name: given.get(name, "") for name in ASKED})
    return asked.urlencode()


def _now(person: Person) -> dict[str, Any]:
    """What holds now. A pause that is over is none."""
    is_away = person.paused_until and person.paused_until > localdate()
    return {
        "rhythm": person.rhythm,
        "letters_a_week": person.letters_a_week,
        "paused_until": person.paused_until if is_away else None,
    }


def _keep(person: Person, form: RhythmForm) -> None:
    """Keep what was asked; what a browser did not send stays as it is."""
    chosen = form.cleaned_data
    person.rhythm = chosen["rhythm"]
    person.letters_a_week = chosen["letters_a_week"] or person.letters_a_week
    if "paused_until" in form.data:
        person.paused_until = chosen["paused_until"]
    person.save(update_fields=ASKED)


@for_anyone
def newsletter(request: Request) -> HttpResponse:
    """GET, POST /newsletter/. Whom we know says yes or no here; others get a letter first."""
    if request.person is None:
        return _for_passers_by(request)
    if request.method == "POST":
        _answered(request.person, yes="yes" in request.POST)
        messages.success(request, _("Kept. That holds from now on."))
        return redirect("people:newsletter")
    return page(
        request,
        "people/newsletter.html",
        yes=the_newsletter.standing(request.person),
        wording=the_newsletter.wording(),
    )


def _answered(person: Person, *, yes: bool) -> None:
    if not yes:
        the_newsletter.say_no(person)
        return
    the_newsletter.say_yes(person, source=_("the page about the newsletter"))


def _for_passers_by(request: Request) -> HttpResponse:
    form = NewsletterForm(request.POST or None)
    if form.is_valid():
        _ask_by_letter(**form.cleaned_data)
        return redirect(f"{reverse('people:newsletter')}?sent=yes")
    wording, sent = the_newsletter.wording(), "sent" in request.GET
    return page(request, "people/newsletter.html", form=form, wording=wording, sent=sent)


def _ask_by_letter(*, name: str, email: str) -> None:
    """One letter a day to an address, whoever typed it; its button opens the page with the yes."""
    lately = Stranger.objects.filter(since__gte=now() - timedelta(minutes=1))
    if lately.count() >= SO_MANY_A_MINUTE:
        raise Refused(_("Many people ask just now. Please try again in a few minutes."))
    post(
        [meet_stranger(name=name, email=email)],
        _("Do you want our newsletter?"),
        "people/letters/newsletter.txt",
        kind=Kind.KEYS,
        once=f"newsletter:{localdate()}",
        button=(_("Open the page with the button"), reverse("people:newsletter")),
        why=_("You get this letter because somebody typed your address on our newsletter page."),
    )
