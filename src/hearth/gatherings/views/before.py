"""Pages for hosts and stewards before a gathering: plan, words, invitation, changes."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings import invites
from hearth.gatherings.forms import (
    CancellationForm,
    GatheringForm,
    OriginForm,
    TemplateForm,
    WordingForm,
)
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.gathering import TIMES, WORDS, free_slug
from hearth.gatherings.models.offers import give_free_places
from hearth.gatherings.models.origins import come_from
from hearth.gatherings.models.other_calendars import clashes
from hearth.gatherings.models.places import whom_we_may_invite
from hearth.gatherings.models.runsheet import lay_out, questions, templates
from hearth.gatherings.role_cards import free_cards
from hearth.gatherings.video import notes
from hearth.gatherings.views.fetching import find_mine, find_own
from hearth.ground.access import for_members, for_stewards
from hearth.ground.accounts import Person
from hearth.ground.links import absolute
from hearth.ground.refusals import told_on
from hearth.ground.text import first_words
from hearth.ground.time import LONDON, on
from hearth.ground.web import MemberRequest, page


@for_stewards
def plan(request: MemberRequest) -> HttpResponse:
    """A new gathering, with the steps of a template. It is a draft until it is announced."""
    form = GatheringForm(request.POST or None, by=request.person)
    choice = TemplateForm(request.POST or None)
    asked = OriginForm(
        request.POST or None,
        by=request.person,
        first=request.GET.get("card", ""),
        about=request.GET.get("about", ""),
    )
    if request.method == "POST" and all([form.is_valid(), choice.is_valid(), asked.is_valid()]):
        made = _new_gathering(form, choice, asked, by=request.person)
        _say_what_clashes(request, made)
        return redirect(made)
    return page(
        request,
        "gatherings/plan.html",
        form=form,
        choice=choice,
        asked=asked,
        questions=questions(),
        video_notes=notes(),
        templates=templates().values(),
    )


def _say_what_clashes(request: MemberRequest, gathering: Gathering) -> None:
    found = clashes(gathering.starts_at, gathering.ends_at, titled=request.person.is_steward)
    if found:
        words = _("It clashes with {what}. You can still change the day.")
        messages.warning(request, words.format(what="; ".join(found)))


@transaction.atomic
def _new_gathering(
    form: GatheringForm, choice: TemplateForm, asked: OriginForm, *, by: Person
) -> Gathering:
    """The draft; a second press within a minute gives the same one."""
    day = form.cleaned_data["day"]
    form.instance.slug = free_slug(f"{form.cleaned_data['title']}-{day:%Y-%m-%d}")
    starts_at = on(day, form.cleaned_data["clock"])
    pressed = Gathering.objects.drafts().filter(title=form.instance.title, starts_at=starts_at)
    twin = pressed.filter(changed_at__gt=now() - timedelta(minutes=1)).first()
    if twin:
        return twin
    gathering = form.save()
    lay_out(gathering, choice.cleaned_data["template"])
    come_from(gathering, **asked.cleaned_data, by=by)
    return gathering


@for_members
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change the words and the place. The time of an announced one moves by `move`."""
    gathering = find_mine(request, slug)
    form = GatheringForm(request.POST or None, instance=gathering, by=request.person)
    if not gathering.is_hosted_by(request.person):
        del form.fields["host_name"]
    if gathering.announced_at:
        for fixed in ("day", "clock", "minutes"):
            form.fields[fixed].disabled = True
    asked = OriginForm(request.POST or None, by=request.person, gathering=gathering)
    if request.method == "POST" and all([form.is_valid(), asked.is_valid()]):
        form.save(commit=False)
        with told_on(form), transaction.atomic():
            gathering.change(*(WORDS if gathering.announced_at else (*WORDS, *TIMES)))
            come_from(gathering, **asked.cleaned_data, by=request.person)
            give_free_places(gathering)
            messages.success(request, _("Kept. The page, the calendar and the poster say so too."))
            return redirect(gathering)
    return page(
        request,
        "gatherings/edit.html",
        gathering=gathering,
        form=form,
        asked=asked,
        questions=questions(),
        video_notes=notes(),
    )


@require_POST
@for_members
def announcement(request: MemberRequest, slug: str) -> HttpResponse:
    gathering = find_mine(request, slug)
    gathering.announce(by=request.person)
    messages.success(request, _("Announced. Now people can come: send the invitation next."))
    return redirect(gathering)


@for_members
def invitation(request: MemberRequest, slug: str) -> HttpResponse:
    """Who gets the invitation, in numbers, before anything is sent."""
    gathering = find_mine(request, slug)
    everyone = whom_we_may_invite()
    if request.method == "POST":
        members_only = request.POST.get("to") == "members"
        written = gathering.invite(
            everyone.members() if members_only else everyone, by=request.person
        )
        messages.success(request, _("{number} letters are on their way.").format(number=written))
        return redirect(gathering)
    return page(
        request,
        "gatherings/invitation.html",
        gathering=gathering,
        members=everyone.members().count(),
        guests=everyone.filter(joined_at=None).count(),
        sent=gathering.invitations.order_by("-at"),
    )


@for_members
def wording(request: MemberRequest, slug: str) -> HttpResponse:
    """One text, as each channel says it; each can be edited and goes back to the one text."""
    gathering = find_mine(request, slug)
    made = _made_words(gathering)
    own = {wording.channel: wording.words for wording in gathering.wordings.all()}
    form = WordingForm(request.POST or None, initial=made | own)
    if request.method == "POST" and form.is_valid():
        _keep_wordings(gathering, form, made)
        messages.success(request, _("Kept. What you left alone follows the one text."))
        return redirect(request.path)
    return page(request, "gatherings/wording.html", gathering=gathering, form=form)


@transaction.atomic
def _keep_wordings(gathering: Gathering, form: WordingForm, made: dict[str, str]) -> None:
    for channel, words in form.cleaned_data.items():
        if "".join(words.split()) == "".join(made[channel].split()):
            gathering.wordings.filter(channel=channel).delete()
        else:
            gathering.wordings.update_or_create(channel=channel, defaults={"words": words})
    gathering.change()


def _made_words(gathering: Gathering) -> dict[str, str]:
    """What each channel says of itself, made from the one text."""
    start = localtime(gathering.starts_at, LONDON)
    chat = "\n".join(
        [
            f"{gathering.title}: {start:%A %-d %B, %-H.%M} (UK)",
            first_words(gathering.about, 280),
            _("Come without an account: {address}").format(
                address=absolute(gathering.get_absolute_url())
            ),
            *_would_you_like(gathering),
        ]
    )
    return {
        "letter": gathering.about,
        "chat": chat,
        "calendar": gathering.about,
        "poster": gathering.about,
    }


def _would_you_like(gathering: Gathering) -> list[str]:
    """The roles that nobody has taken yet, and where to take one."""
    asks = [str(card.ask) for card in free_cards(gathering)]
    where = absolute(gathering.page("roles"))
    words = _("Would you like to {asks}? {address}")
    return [words.format(asks=", ".join(asks), address=where)] if asks else []


@for_members
def cancellation(request: MemberRequest, slug: str) -> HttpResponse:
    """Call it off. The page says beforehand how many people will be told."""
    gathering = find_own(request, slug)
    form = CancellationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            gathering.cancel(by=request.person, why=form.cleaned_data["why"])
            messages.success(request, _("Called off. Everyone who booked hears now."))
            return redirect(gathering)
    counts = invites.who_counts_on(gathering, by=request.person)
    told = len(set(counts.values_list("pk", flat=True)) | invites.invited(gathering))
    return page(request, "gatherings/cancellation.html", gathering=gathering, form=form, told=told)
