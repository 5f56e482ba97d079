"""Everything a gathering is made of, a noun to a file."""

from hearth.gatherings.models.answers import Answer
from hearth.gatherings.models.as_card import Kind
from hearth.gatherings.models.calls import Call
from hearth.gatherings.models.cards import Closing, Renewal, Taking
from hearth.gatherings.models.changes import Cancellation, Invitation, Move
from hearth.gatherings.models.cohosts import CoHost
from hearth.gatherings.models.counting import Uncounted
from hearth.gatherings.models.days import CommunityDay
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.handover import Handover
from hearth.gatherings.models.holds import Hold
from hearth.gatherings.models.lasting import Ending, StillOn
from hearth.gatherings.models.meetings import Meeting
from hearth.gatherings.models.needs import Need
from hearth.gatherings.models.notes import Notes, Thanks
from hearth.gatherings.models.origins import Origin
from hearth.gatherings.models.other_calendars import AskedZone, Busy, OtherCalendar
from hearth.gatherings.models.outcomes import Outcome
from hearth.gatherings.models.own_calendar import OwnCalendar
from hearth.gatherings.models.pairs import Pairing
from hearth.gatherings.models.place_moves import PlaceMove
from hearth.gatherings.models.places import Arrival, Place
from hearth.gatherings.models.remarks import Remark
from hearth.gatherings.models.roles import Role, RoleOffer
from hearth.gatherings.models.rooms import Room
from hearth.gatherings.models.runsheet import Step
from hearth.gatherings.models.series import RuleChange, Series, Skipped
from hearth.gatherings.models.standing import Standing
from hearth.gatherings.models.wording import Wording

__all__ = [
    "Answer",
    "Arrival",
    "AskedZone",
    "Busy",
    "Call",
    "Cancellation",
    "Closing",
    "CoHost",
    "CommunityDay",
    "Ending",
    "Gathering",
    "Handover",
    "Hold",
    "Invitation",
    "Kind",
    "Meeting",
    "Move",
    "Need",
    "Notes",
    "Origin",
    "OtherCalendar",
    "Outcome",
    "OwnCalendar",
    "Pairing",
    "Place",
    "PlaceMove",
    "Remark",
    "Renewal",
    "Role",
    "RoleOffer",
    "Room",
    "RuleChange",
    "Series",
    "Skipped",
    "Standing",
    "Step",
    "StillOn",
    "Taking",
    "Thanks",
    "Uncounted",
    "Wording",
]
