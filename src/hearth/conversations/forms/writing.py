"""Writing: a thread, an answer, and one's own words once more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.forms.pictures import PictureForm
from hearth.conversations.models import EXPIRING, Kind, Message, Space
from hearth.conversations.models.mentions import spoken_to
from hearth.conversations.models.messages import LONGEST, WISHES
from hearth.conversations.models.pictures import picture_of
from hearth.ground.books import Wish

SAID_WISHES = {
    Wish.MEMBERS: _("Members, without my name"),
    Wish.PUBLIC: _("Everyone, without my name"),
    Wish.NAMED: _("Everyone, with my name"),
    Wish.STEWARDS: _("Stewards only"),
}
NOT_SAID = "no"
_NOBODY = "0"


class AnswerForm(PictureForm):
    """Words in a thread. Where the whole web reads along, who may read them; and where a name
    after an @ may mean several people, which of them."""

    words = forms.CharField(
        label=_("Say something"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("That is too long for one message. Send it as two."),
        },
    )
    wish = forms.ChoiceField(
        label=_("Who may read it"),
        choices=list(WISHES.items()),
        initial=Wish.MEMBERS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.space = space
        if not space.is_public:
            del self.fields["wish"]

    def clean(self) -> dict[str, Any]:
        """Ask whom a name means, once, where it may mean several."""
        said = super().clean() or {}
        unsure = spoken_to(said.get("words", ""), self.space).unsure
        chosen = []
        for name, people in unsure.items():
            field, key = self._ask_whom(name, people)
            answer = self.data.get(key, "")
            if answer in {pk for pk, _label in field.choices}:  # type: ignore[attr-defined]
                chosen.append(int(answer))
            else:
                self.add_error(key, gettext("Say whom you mean."))
        said["spoken_to"] = [pk for pk in chosen if pk]
        said["wish"] = Wish(said.get("wish") or Wish.MEMBERS)
        self.take_picture(said)
        return said

    def _ask_whom(self, name: str, people: list[Any]) -> tuple[forms.Field, str]:
        key = f"whom-{name.lower()}"
        choices = [(str(one.pk), one.name) for one in people]
        self.fields[key] = forms.ChoiceField(
            label=gettext("Whom do you mean by @{name}?").format(name=name),
            choices=[*choices, (_NOBODY, gettext("None of them"))],
            widget=forms.RadioSelect,
            required=False,
        )
        return self.fields[key], key


class ThreadForm(AnswerForm):
    """A thread: what it is, what it is about, its first words, and its last day if any."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Kind, initial=Kind.TALK, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("What is it about, in one line?"),
        max_length=120,
        error_messages={"required": _("Give it a title first.")},
    )
    closes_on = forms.DateField(
        label=_("Its last day"),
        help_text=_("Only for what you look for, what you give, or a chance. Then it closes."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ("kind", "title", "words", "picture", "description", "closes_on", "wish")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Your words")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("closes_on") and said.get("kind") not in EXPIRING:
            self.add_error(
                "closes_on",
                gettext("Only what you look for, what you give, or a chance has a last day."),
            )
        return said


class OwnWordsForm(AnswerForm):
    """One's own words once more; and whether they are counted among what is to be answered."""

    title = forms.CharField(label=_("What it is about, in one line"), max_length=120)
    said = forms.ChoiceField(
        label=_("Count this among what is to be sorted and answered?"),
        help_text=_("Then it comes on the table with what others said, and you hear what came."),
        widget=forms.RadioSelect,
    )
    without_picture = forms.BooleanField(label=_("Take the picture away"), required=False)
    field_order = ("title", "words", "without_picture", "wish", "said")

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        heard = message.heard
        kwargs.setdefault("initial", {}).update(
            title=message.thread.title,
            words=message.words,
            wish=message.wish,
            said=heard.wish if heard else NOT_SAID,
        )
        super().__init__(*args, space=message.thread.space, takes_pictures=False, **kwargs)
        self.fields["words"].label = _("Your words")
        if picture_of(message) is None:
            del self.fields["without_picture"]
        if not message.is_first:
            del self.fields["title"]
        if message.thread.space.is_of_a_group:
            del self.fields["said"]
        else:
            wishes = [(wish.value, _("Yes. {who}")) for wish in SAID_WISHES]
            offered = [(wish, text.format(who=SAID_WISHES[Wish(wish)])) for wish, text in wishes]
            self.fields["said"].choices = [(NOT_SAID, _("No, it stays here")), *offered]  # type: ignore[attr-defined]
