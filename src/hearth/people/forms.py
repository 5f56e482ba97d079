"""What is asked of people about themselves, and of stewards for a list to bring in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.ground.books import Wish


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        error_messages={"required": _("Write what we shall call you.")},
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    does = forms.CharField(
        label=_("What do you do?"),
        help_text=_("One line that members see beside your name."),
        max_length=160,
        required=False,
    )


class NeedsForm(forms.Form):
    needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("You and the hosts of what you come to see this. No reasons needed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NamedForm(forms.Form):
    may_be_named = forms.BooleanField(
        label=_("You may name me"),
        help_text=_("Members read the round-up, and it may be open to everyone on the web."),
        required=False,
    )


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("The organisation's name"),
        help_text=_("If it is here already, you are added to it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class StuckForm(forms.Form):
    """What somebody is stuck on, with their wish about who sees it."""

    words = forms.CharField(
        label=_("What are you stuck on?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wish = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[choice for choice in Wish.choices if choice[0] != Wish.ROOM],
        initial=Wish.MEMBERS,
        widget=forms.RadioSelect,
    )


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Find somebody by name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class ListForm(forms.Form):
    """A file with people in it."""

    file = forms.FileField(
        label=_("The list"),
        error_messages={"required": _("Choose a file first.")},
        help_text=_(
            "A CSV file or an Excel sheet, up to 5 MB and 5,000 rows. "
            "It needs a column with names and one with email addresses."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class LeaveForm(forms.Form):
    """What becomes of one's words."""

    NAMELESS, REMOVED = "nameless", "removed"

    words = forms.ChoiceField(
        label=_("What becomes of your words?"),
        help_text=_("What you said at gatherings, and what you noted on the charter."),
        choices=[
            (NAMELESS, _("They stay, without my name")),
            (REMOVED, _("Remove them")),
        ],
        initial=NAMELESS,
        widget=forms.RadioSelect,
    )
