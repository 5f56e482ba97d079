"""What people fill in around a gathering, by who fills it in."""

from hearth.gatherings.forms.cards import ReplyForm, TakingForm
from hearth.gatherings.forms.changes import CancellationForm, MoveForm, NotesForm, WordingForm
from hearth.gatherings.forms.lasting import EndingForm, HandoverForm, PauseForm
from hearth.gatherings.forms.moving import SeriesMoveForm
from hearth.gatherings.forms.origins import OriginForm
from hearth.gatherings.forms.outcomes import OutcomeForm
from hearth.gatherings.forms.places import DoerForm, HoldsForm, NamedForm
from hearth.gatherings.forms.planning import GatheringForm, TemplateForm
from hearth.gatherings.forms.roles import CoHostForm, RoleOfferForm
from hearth.gatherings.forms.series import CommunityDayForm, SeriesForm
from hearth.gatherings.forms.sheet import SheetForm
from hearth.gatherings.forms.taking_part import (
    AnswerForm,
    NameForm,
    PlaceForm,
    RewordForm,
    StrangerForm,
)

__all__ = [
    "AnswerForm",
    "CancellationForm",
    "CoHostForm",
    "CommunityDayForm",
    "DoerForm",
    "EndingForm",
    "GatheringForm",
    "HandoverForm",
    "HoldsForm",
    "MoveForm",
    "NameForm",
    "NamedForm",
    "NotesForm",
    "OriginForm",
    "OutcomeForm",
    "PauseForm",
    "PlaceForm",
    "ReplyForm",
    "RewordForm",
    "RoleOfferForm",
    "SeriesForm",
    "SeriesMoveForm",
    "SheetForm",
    "StrangerForm",
    "TakingForm",
    "TemplateForm",
    "WordingForm",
]
