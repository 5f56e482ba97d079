"""For stewards: somebody said "not quite", and the answer stays as it is; they hear why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_stewards
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.listening.models import Telling, Theme
from hearth.listening.telling_forms import WhyForm


@for_stewards
def doubt(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /told/not-quite/<pk>/: leave the answer as it is, and tell them why."""
    themes = Theme.objects.visible_to(request.person)
    told = Telling.objects.filter(response__theme__in=themes.values("pk"))
    asked = get_object_or_404(told.select_related("response__theme"), pk=pk)
    if asked.answer != Telling.Answer.NOT_QUITE or asked.settled_at:
        messages.info(request, _("Somebody answered this meanwhile, or they changed their mind."))
        return redirect("listening:care")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            asked.leave_it(form.cleaned_data["why"], by=request.person)
            messages.success(request, _("Kept, and told to whoever asked."))
            return redirect("listening:care")
    return page(request, "listening/doubt.html", doubt=asked, form=form)
