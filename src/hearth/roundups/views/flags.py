"""Flagging for the round-up: one press on a page, or a form for pages elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hearth.ground.access import for_members
from hearth.ground.books.index import Entry
from hearth.ground.mailbox import reply_address
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, page
from hearth.roundups.forms import FlagForm
from hearth.roundups.models import Flag
from hearth.roundups.models.flags import flag, our_path


@for_members
def flagging(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/flag/?from=: the button on a page sends its address alone."""
    here = _ours(request.GET.get("from", ""))
    if request.method == "POST" and here and "url" not in request.POST:
        _flag_it(request, here, way=Flag.Way.PAGE)
        messages.success(request, _("Flagged. Whoever writes the round-up sees it."))
        return redirect(here)
    form = FlagForm(request.POST or None, initial={"url": here})
    if form.is_valid():
        with told_on(form):
            _flag_it(request, way=Flag.Way.FORM, link=form.cleaned_data.pop("url"),
                     **form.cleaned_data)  # fmt: skip
            messages.success(request, _("Thank you. Whoever writes the round-up sees it."))
            return redirect("roundups:roundups")
    return page(
        request,
        "roundups/flag.html",
        form=form,
        by_mail=reply_address(request.person, "roundup"),
    )


def _flag_it(request: MemberRequest, link: str, **about: Any) -> None:
    """A page of ours must be one that this person may open."""
    url = our_path(link)
    entry = Entry.objects.filter(url=url)
    hidden = entry.exists() and not Entry.objects.visible_to(request.person).filter(url=url)
    if url.startswith("/") and hidden:
        raise Refused(_("We know no such page."))
    flag(url, by=request.person, **about)


def _ours(path: str) -> str:
    """A path of ours, or nothing."""
    is_path = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path[:200] if is_path else ""
