"""What somebody fills in who adds a statement, or who asks a question with the first ones."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.ground.books import Wish
from hearth.listening.models.statements import LONGEST, MOST, TO_START, fold

WISHES = [
    (Wish.MEMBERS, _("Members, without my name")),
    (Wish.PUBLIC, _("Everyone, without my name")),
]


class StatementForm(forms.Form):
    """One thought, and who may read it."""

    words = forms.CharField(
        label=_("Your statement"),
        help_text=_("One thought, so that people can agree with it or not. Up to 140 letters."),
        widget=forms.Textarea({"rows": 2, "maxlength": LONGEST}),
    )
    wish = forms.ChoiceField(label=_("Who may read it"), choices=WISHES, initial=Wish.MEMBERS)


class FirstStatementsForm(forms.Form):
    """The statements that a question begins with, a line each."""

    lines = forms.CharField(
        label=_("The first statements, one to a line"),
        help_text=_("At least three, and not all of them your own view. People add more."),
        widget=forms.Textarea({"rows": 6}),
    )

    def options(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["lines"].splitlines())
        return tuple(line for line in lines if fold(line))

    def clean_lines(self) -> str:
        lines: str = self.cleaned_data["lines"]
        said = [line.strip() for line in lines.splitlines() if fold(line)]
        if any(len(line) > LONGEST for line in said):
            raise forms.ValidationError(_("Make each line 140 letters or shorter."))
        if len({fold(line) for line in said}) < TO_START:
            raise forms.ValidationError(_("Give at least three statements to start with."))
        if len(said) > MOST:
            raise forms.ValidationError(_("That is a lot to read. Give 200 at most."))
        return lines


class NameForm(forms.Form):
    """Whose vote it is, for somebody we do not know."""

    name = forms.CharField(label=_("Your name"), max_length=80)
