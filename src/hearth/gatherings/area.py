"""The face of gatherings: meeting, from the invitation to the notes."""

from django.utils.translation import gettext_lazy as _

from hearth.gatherings import examples, leaving
from hearth.gatherings.by_mail import read
from hearth.gatherings.models.all_dates import keep_standing_places
from hearth.gatherings.models.calls import forget_what_passed
from hearth.gatherings.models.lasting import ask_whether_still_on
from hearth.gatherings.models.meetings import forget_meetings
from hearth.gatherings.models.needs import forget_needs
from hearth.gatherings.models.offers import keep_offers_moving
from hearth.gatherings.models.other_calendars import forget_what_is_past
from hearth.gatherings.models.pairs import forget_pairs
from hearth.gatherings.models.paper import send_run_sheets
from hearth.gatherings.models.place_moves import forget_place_moves
from hearth.gatherings.models.remarks import forget_remarks
from hearth.gatherings.models.roles import tell_of_those_gone
from hearth.gatherings.models.seats import forget_choices
from hearth.gatherings.next_date import next_date
from hearth.gatherings.onward import onward
from hearth.gatherings.other_calendars import refresh_calendars
from hearth.gatherings.quiet import heard_from
from hearth.gatherings.reminders import send_last_follow_ups, send_reminders
from hearth.gatherings.round_ups import items
from hearth.gatherings.tending import remind_hosts, tend_cards
from hearth.ground.areas import Area, Leaving

AREA = Area(
    name=_("Gatherings"),
    lies_at=("/gatherings/", "/series/", "/asks/"),
    brings=_("Plan the next one, invite, host the hour, and send the notes: two hours a month."),
    place=(_("Gatherings"), "gatherings:gatherings"),
    next_date=next_date,
    mine=examples.mine,
    examples=examples.EXAMPLES,
    heard_from=heard_from,
    leaving=Leaving(says=leaving.says, does=leaving.does),
    every_minute=(
        send_reminders,
        send_last_follow_ups,
        keep_offers_moving,
        keep_standing_places,
        forget_needs,
        forget_place_moves,
        forget_remarks,
        forget_what_passed,
        send_run_sheets,
        tell_of_those_gone,
        tend_cards,
        remind_hosts,
        ask_whether_still_on,
        forget_meetings,
        forget_pairs,
        forget_choices,
        forget_what_is_past,
        refresh_calendars,
    ),
    reads=read,
    items=items,
    onward=onward,
)
