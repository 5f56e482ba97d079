"""What a host chooses for those who come from afar: the kind of call, its link, and numbers."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.video import By, choices, note_of

UK = re.compile(r"\+44|0044|0[1-9]")


class VideoForm(forms.ModelForm):
    """The part that a gathering and a series share. The note on a known kind stands beside it."""

    video_by = forms.ChoiceField(
        label=_("Video"),
        choices=choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Below this form stands what each costs, and who can listen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("video_by", By.LINK)
        url, phone = self.fields["video_url"], self.fields["phone"]
        url.help_text = _("Shown 15 minutes before, and only to those who come.")
        phone.help_text = _("One a line, with its PIN. UK numbers come first.")
        phone.widget = forms.Textarea({"rows": 2, "autocomplete": "off"})
        note = note_of(str(self["video_url"].value() or ""))
        if note:
            url.help_text = f"{url.help_text} {note.name}: {note.cost} {note.app} {note.listens}"

    def clean_video_by(self) -> str:
        return str(self.cleaned_data["video_by"] or self.instance.video_by)

    def clean_phone(self) -> str:
        """The numbers, one a line; UK numbers first, as most of us ring from here."""
        typed = self.cleaned_data["phone"].splitlines()
        lines = [" ".join(line.split()) for line in typed if line.strip()]
        return "\n".join(sorted(lines, key=lambda line: not UK.match(line)))
