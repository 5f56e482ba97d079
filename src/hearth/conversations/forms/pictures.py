"""Choosing a picture for a message, while pictures are on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models.pictures import Picture, pictures_are_on
from hearth.conversations.shrinking import NoPicture, TooLarge, shrink

MOST_BYTES = 8 * 1024 * 1024
_TAKEN = "image/jpeg,image/png,image/webp"


class PictureForm(forms.Form):
    """A picture, and what it shows. What is asked for last: the words come first."""

    picture = forms.FileField(
        label=_("A picture"),
        help_text=_("A JPEG, PNG or WebP, 8 MB at most. We take the place and the time out of it."),
        required=False,
        widget=forms.FileInput({"accept": _TAKEN}),
        error_messages={"empty": _("There is nothing in this file. Choose another one.")},
    )
    description = forms.CharField(
        label=_("What does it show? For those who cannot see it"),
        help_text=_("A picture is shown only with these words."),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Say in 300 signs what it shows.")},
    )

    def __init__(self, *args: Any, takes_pictures: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (takes_pictures and pictures_are_on()):
            del self.fields["picture"], self.fields["description"]

    @property
    def takes_pictures(self) -> bool:
        return "picture" in self.fields

    def add_error(self, field: str | None, error: Any) -> None:
        """Browsers keep what was typed, and not which file was chosen."""
        super().add_error(field, error)
        if self.takes_pictures and self.files.get("picture") and not self.has_error("picture"):
            super().add_error("picture", gettext("Choose the picture once more."))

    def take_picture(self, said: dict[str, Any]) -> None:
        """Put a `Picture` that is not kept yet into what was said, or nothing; once all else is
        well, as unpacking one takes a moment."""
        if not self.takes_pictures:
            return
        file, description = said.pop("picture", None), said.pop("description", "")
        said["picture"] = None
        if self.errors:
            return
        if description and not file:
            self.add_error(
                "picture", gettext("Choose the picture, or empty the line that says what it shows.")
            )
        elif file and not description:
            self.add_error("description", gettext("Say in a few words what the picture shows."))
        elif file:
            said["picture"] = self._unpacked(file, description)

    def _unpacked(self, file: Any, description: str) -> Picture | None:
        try:
            if file.size > MOST_BYTES:
                raise TooLarge
            small = shrink(file.read())
        except TooLarge:
            why = gettext("This picture is too large: 8 MB at most, and 40 million dots.")
        except NoPicture:
            why = gettext("We cannot read this picture. Choose a JPEG, a PNG or a WebP.")
        else:
            size = {"width": small.width, "height": small.height}
            return Picture(description=description, file=small.file, **size)
        self.add_error("picture", why)
        return None
