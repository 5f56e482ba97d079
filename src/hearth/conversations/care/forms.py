"""What is wrong and what would help; what a keeper decides; an appeal."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.conversations.care.lines import charter_lines
from hearth.conversations.models.decisions import Appeal, Decision
from hearth.conversations.models.reports import Helps, What
from hearth.ground.accounts import Person


class ReportForm(forms.Form):
    """Two choices and your own words; and who is to read it."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=What, widget=forms.RadioSelect)
    helps = forms.ChoiceField(
        label=_("What would help you?"),
        choices=Helps,
        widget=forms.RadioSelect,
        help_text=_("You can change your mind later."),
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("As much or as little as you want."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    readers = forms.MultipleChoiceField(
        label=_("Who reads it"),
        help_text=_("Take away the tick by anybody who should not."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: object, could_read: Sequence[Person], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        names = [(str(person.pk), person.name) for person in could_read]
        self.fields["readers"].choices = names  # type: ignore[attr-defined]
        self.fields["readers"].initial = [key for key, _name in names]

    def without(self) -> set[int]:
        """Those who were offered and left out."""
        offered = {int(key) for key, _name in self.fields["readers"].choices}  # type: ignore[attr-defined]
        return offered - {int(key) for key in self.cleaned_data["readers"]}


class DecisionForm(forms.Form):
    """What is decided, by which line, why, and until when."""

    what = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        choices={
            Decision.What.HIDE: _("This message is not shown"),
            Decision.What.PAUSE: _("Its writer does not write in this space for a time"),
            Decision.What.CLOSE: _("This thread takes no more words"),
        },
    )
    line = forms.ChoiceField(label=_("Which line of the charter is it about?"))
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever wrote it reads this. Say what happened, not what they are like."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    until = forms.DateField(
        label=_("Until when?"),
        help_text=_("Only for a pause. It ends by itself on that day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        lines = charter_lines()
        if lines:
            self.fields["line"].choices = [("", _("Choose a line")), *lines]  # type: ignore[attr-defined]
        else:
            self.fields["line"] = forms.CharField(
                label=_("What do we ask of each other that this goes against?"), max_length=120
            )


class AnswerForm(forms.Form):
    """What happens now, to whoever told it."""

    words = forms.CharField(
        label=_("What happens now"),
        help_text=_("Whoever told it reads this, and your name."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closes = forms.BooleanField(label=_("That is all: it is settled"), required=False)


class AppealForm(forms.Form):
    """What somebody else should look at again."""

    words = forms.CharField(
        label=_("What should we look at again?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LookAgainForm(forms.Form):
    """What holds now, and why."""

    outcome = forms.ChoiceField(
        label=_("What holds now?"), choices=Appeal.Outcome, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why?"),
        help_text=_("The one it is about reads this, and your name."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
