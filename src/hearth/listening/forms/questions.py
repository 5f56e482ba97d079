"""What somebody fills in who asks a question, and whoever answers it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared
from hearth.ground.books import Wish
from hearth.ground.time import LONDON, on
from hearth.listening.models.questions import Form, Option, Question
from hearth.listening.models.replies import Reply, Suits

WISHES = [
    (Wish.NAMED, _("Everyone, with my name")),
    (Wish.PUBLIC, _("Everyone, without my name")),
    (Wish.MEMBERS, _("Members, without my name")),
    (Wish.STEWARDS, _("Stewards only")),
]
ANSWERS = {
    Form.WHEN: [(Suits.YES, _("Yes")), (Suits.IF_NEED_BE, _("If need be")), (Suits.NO, _("No"))],
    Form.WHICH: [
        (Suits.GLADLY, _("Gladly")),
        (Suits.YES, _("Fine")),
        (Suits.IF_NEED_BE, _("Rather not")),
        (Suits.NO, _("I could not live with it")),
    ],
}
STEPS = [_("Far too little"), _("A bit too little"), _("Just right"), _("A bit too much"),
         _("Far too much")]  # fmt: skip
TIMES = 6


class AskForm(forms.ModelForm):
    """The question itself: its words, who may answer, and until when."""

    seen_by = forms.ChoiceField(
        label=_("Who may answer"),
        choices=[
            (Shared.SeenBy.MEMBERS, _("Members, and guests whom we write to")),
            (Shared.SeenBy.EVERYONE, _("Everyone who has the link")),
        ],
        initial=Shared.SeenBy.MEMBERS,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = ["words", "about", "closes_on", "seen_by"]
        widgets: ClassVar = {
            "words": forms.TextInput({"autocomplete": "off"}),
            "about": forms.Textarea({"rows": 3}),
            "closes_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar = {
            "words": _("One question, in a sentence: “What time of day suits you?”"),
            "about": _("You can leave it empty."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = localdate() + timedelta(days=14)

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day < localdate():
            raise forms.ValidationError(_("That day has passed. Pick today or a later one."))
        return day


class DayForm(forms.Form):
    """The last day to answer."""

    day = forms.DateField(
        label=_("Last day to answer"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class LinesForm(forms.Form):
    """What there is to choose from, a line each."""

    lines = forms.CharField(
        label=_("The choices, one to a line"), max_length=4000, widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if form == Form.HOW_MUCH:
            self.fields["lines"].label = _("The steps, from the least to the most")
            self.fields["lines"].initial = "\n".join(map(str, STEPS))

    def options(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.cleaned_data["lines"].splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def clean_lines(self) -> str:
        lines: str = self.cleaned_data["lines"]
        if any(len(line.strip()) > 120 for line in lines.splitlines()):
            raise forms.ValidationError(_("Make each line shorter than 120 letters."))
        if len([line for line in lines.splitlines() if line.strip()]) > 30:
            raise forms.ValidationError(_("That is a lot to read. Give 30 choices at most."))
        return lines


class TimesForm(forms.Form):
    """Days and times, on a UK clock. Rows that stay empty mean nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, TIMES + 1):
            self.fields[f"day_{n}"] = forms.DateField(
                label=_("Day {n}").format(n=n),
                required=False,
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"clock_{n}"] = forms.TimeField(
                label=_("Time {n}, UK clock").format(n=n),
                required=False,
                widget=forms.TimeInput({"type": "time"}),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in range(1, TIMES + 1):
            day, clock = given.get(f"day_{n}"), given.get(f"clock_{n}")
            if day and clock is None and f"clock_{n}" not in self.errors:
                self.add_error(f"clock_{n}", _("Say at what time."))
            if clock is not None and day is None and f"day_{n}" not in self.errors:
                self.add_error(f"day_{n}", _("Say on which day."))
            if day and day < localdate():
                self.add_error(f"day_{n}", _("That day has passed. Pick one after today."))
        return given

    def options(self) -> tuple[datetime, ...]:
        rows = [
            (self.cleaned_data.get(f"day_{n}"), self.cleaned_data.get(f"clock_{n}"))
            for n in range(1, TIMES + 1)
        ]
        moments = {on(day, clock) for day, clock in rows if day and isinstance(clock, time)}
        return tuple(sorted(moments))


class ReplyForm(forms.Form):
    """An answer: what is chosen, in the words of the form, and one's own words."""

    name = forms.CharField(label=_("What shall we call you?"), max_length=80)
    words = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    wish = forms.ChoiceField(
        label=_("Who may see it"), choices=WISHES, initial=Wish.MEMBERS, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        question: Question,
        options: list[Option],
        zone: ZoneInfo = LONDON,
        is_known: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.options, self.zone = question, options, zone
        if is_known:
            del self.fields["name"]
        if question.form == Form.HOW_MUCH:
            self._ask_for_a_step()
        elif question.form in ANSWERS:
            for option in options:
                self._ask_about(option)
        self.order_fields([*(n for n in self.fields if n not in ("words", "wish")), "words"])

    def _ask_for_a_step(self) -> None:
        self.fields["step"] = forms.TypedChoiceField(
            label=self.question.words,
            choices=[(option.pk, option.words) for option in self.options],
            coerce=int,
            required=False,
            widget=forms.RadioSelect,
        )

    def _ask_about(self, option: Option) -> None:
        self.fields[f"option_{option.pk}"] = forms.TypedChoiceField(
            label=option.said_in(self.zone),
            choices=ANSWERS[Form(self.question.form)],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
        if self.question.form == Form.WHICH:
            self.fields[f"reason_{option.pk}"] = forms.CharField(
                label=_("Why? You can leave it empty."), max_length=500, required=False
            )

    def chosen(self) -> dict[Option, tuple[Suits, str]]:
        """What was chosen, by option; options that nobody spoke of are left out."""
        given = self.cleaned_data
        if self.question.form == Form.HOW_MUCH:
            return {o: (Suits.YES, "") for o in self.options if o.pk == given.get("step")}
        return {
            option: (Suits(given[f"option_{option.pk}"]), given.get(f"reason_{option.pk}", ""))
            for option in self.options
            if given.get(f"option_{option.pk}") is not None
        }


def as_typed(reply: Reply | None) -> dict[str, Any]:
    """A reply as its form shows it again."""
    if reply is None:
        return {}
    typed: dict[str, Any] = {"wish": reply.wish, "words": reply.heard.words if reply.heard else ""}
    for choice in reply.choices.select_related("option", "heard"):
        typed["step"] = choice.option_id
        typed[f"option_{choice.option_id}"] = choice.suits
        if choice.heard:
            prefix = f"{choice.option.words}: "
            typed[f"reason_{choice.option_id}"] = choice.heard.words.removeprefix(prefix)
    return typed
