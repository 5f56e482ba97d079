"""What a steward answers about safety; the rest follows from how this house is set."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.house.safety.facts import why_at_first
from hearth.house.safety.kinds import Harm, Level
from hearth.house.safety.records import Assessment


class AssessmentForm(forms.Form):
    """Who answers for it, who is here, and each kind of harm by itself."""

    answers_for_it = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who answers for safety here?"),
        help_text=_("One of you. Their name stands on the public page."),
    )
    age = forms.ChoiceField(
        label=_("How old are the people here?"),
        choices=Assessment.Age,
        widget=forms.RadioSelect,
        help_text=_("If children are likely to come, the law asks for more than this page has."),
    )
    people = forms.CharField(
        label=_("Who is here, and who could be hurt more easily?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    also = forms.CharField(
        label=_("What else do you do so that nobody is hurt?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, before: Assessment | None = None, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        stewards = Person.objects.stewards().by_name()
        self.fields["answers_for_it"].queryset = stewards  # type: ignore[attr-defined]
        known = {risk.harm: risk for risk in before.risks.all()} if before else {}
        for name in ("answers_for_it", "age", "people", "also"):
            self.fields[name].initial = getattr(before, name, None)
        for harm in Harm:
            level, why = f"{harm}_level", f"{harm}_why"
            risk = known.get(harm)
            self.fields[level] = forms.ChoiceField(
                label=harm.label, choices=Level, initial=risk.level if risk else Level.LOW
            )
            self.fields[why] = forms.CharField(
                label=_("Why you think so: {harm}").format(harm=harm.label),
                max_length=400,
                initial=risk.why if risk else why_at_first(harm),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def said(self) -> dict[str, object]:
        """What was answered, each kind of harm with its level and why."""
        given = self.cleaned_data
        own = {name: given[name] for name in ("answers_for_it", "age", "people", "also")}
        risks = {str(harm): (given[f"{harm}_level"], given[f"{harm}_why"]) for harm in Harm}
        return {**own, "risks": risks}
