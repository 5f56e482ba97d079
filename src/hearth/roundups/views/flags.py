"""Flagging for the round-up: one press on a page, or a form for pages elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hearth.ground.access import for_members
from hearth.ground.mailbox import reply_address
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.roundups.forms import FlagForm
from hearth.roundups.models import Flag
from hearth.roundups.models.flags import flag


@for_members
def flagging(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/flag/?from=: the button on a page sends its address alone."""
    here = _ours(request.GET.get("from", ""))
    if request.method == "POST" and here and "url" not in request.POST:
        flag(here, by=request.person)
        messages.success(request, _("Flagged. Whoever writes the round-up sees it."))
        return redirect(here)
    form = FlagForm(request.POST or None, initial={"url": here})
    if form.is_valid():
        with told_on(form):
            link = form.cleaned_data.pop("url")
            flag(link, by=request.person, way=Flag.Way.FORM, **form.cleaned_data)
            messages.success(request, _("Thank you. Whoever writes the round-up sees it."))
            return redirect("roundups:roundups")
    return page(
        request,
        "roundups/flag.html",
        form=form,
        by_mail=reply_address(request.person, "roundup"),
    )


def _ours(path: str) -> str:
    """A path of ours, or nothing."""
    is_path = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path[:200] if is_path else ""
