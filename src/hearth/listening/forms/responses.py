"""What stewards fill in to answer a theme, and whoever sees to it to say what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _

from hearth.listening.forms.fields import DayAheadField, MemberField
from hearth.listening.models.responses import WITH_A_DAY, WITH_SOMEBODY, Kind, Response

MEANS = {
    Kind.DO: _("Somebody sees to it, by a day."),
    Kind.TRY: _("Somebody tries it out, until a day. Then we look."),
    Kind.DECIDE: _("Somebody brings it to a decision, by a day."),
    Kind.ASK: _("We do not understand it well enough yet. We ask by a day."),
    Kind.PASS_ON: _("It is for others to answer. We tell them."),
    Kind.LISTEN: _("We leave it open and look again on a day."),
    Kind.NOT_NOW: _("We say why, and mean it."),
}
"""Each of the seven in a sentence, for whoever chooses."""


class ResponseForm(forms.Form):
    """One of seven, and what makes it true. Fields that the chosen one does not need are hidden
    by the page's look, and left out here, whatever was typed in them."""

    kind = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[
            (kind.value, format_html("<span><b>{}</b><br>{}</span>", kind.label, MEANS[kind]))
            for kind in Kind
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What we tell those who said it"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("A few plain sentences. For “not now”, this is the reason."),
        error_messages={"required": _("Say in a sentence or two what becomes of it.")},
    )
    person = MemberField(
        label=_("Who sees to it"),
        max_length=254,
        help_text=_("For do, try and decide: a member's name or email address. Ask them first."),
        error_messages={"required": _("Say who sees to it.")},
    )
    on = DayAheadField(
        label=_("By when"),
        help_text=_("For do, try, decide, ask more and keep listening."),
        error_messages={"required": _("Choose a day: by when will we know more?")},
    )
    to = forms.CharField(
        label=_("To whom"),
        max_length=120,
        help_text=_("For pass on: who can answer it."),
        error_messages={"required": _("Say to whom you pass it on.")},
    )
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = said.get("kind", "")
        self._keep_only_if(kind in WITH_SOMEBODY, "person", said)
        self._keep_only_if(kind in WITH_A_DAY, "on", said)
        self._keep_only_if(kind == Kind.PASS_ON, "to", said)
        if kind == Kind.NOT_NOW and "words" in self.errors and not self.data.get("words"):
            self.errors["words"] = self.error_class(
                [gettext("Say why not now. Those who said it deserve a reason.")]
            )
        return said

    def _keep_only_if(self, is_needed: bool, name: str, said: dict[str, Any]) -> None:
        """A field that this kind does not need counts for nothing, whatever is in it."""
        if not is_needed:
            self.errors.pop(name, None)
            said[name] = "" if name == "to" else None


class DoneForm(forms.ModelForm):
    """What was done, for those who said it."""

    class Meta:
        model = Response
        fields = ("done_words",)
        widgets = {"done_words": forms.Textarea({"rows": 4})}
        help_texts = {"done_words": _("Those who said it will read it, in these words.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["done_words"]
        field.required, field.label = True, _("What was done?")
        field.error_messages["required"] = _("Say what was done. Those who said it will read it.")


class HandForm(forms.Form):
    """Somebody new who sees to it."""

    person = MemberField(
        label=_("Who sees to it now"),
        max_length=254,
        help_text=_("A member's name or email address. Ask them first."),
    )
