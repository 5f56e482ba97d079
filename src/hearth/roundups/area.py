"""The face of round-ups: once a week a person tells the others what there was."""

from django.utils.translation import gettext_lazy as _

from hearth.ground.areas import Area
from hearth.roundups.by_mail import read_flag
from hearth.roundups.examples import EXAMPLES
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.notices.sending import forget_old_notices, tell_outlets
from hearth.roundups.onward import onward
from hearth.roundups.sending import write_letters, write_monthly_letters
from hearth.roundups.stewards import stewards

AREA = Area(
    name=_("Round-ups"),
    always_on=False,
    lies_at=("/roundups/",),
    brings=_("Once a week somebody takes fifteen minutes to read the draft and send it."),
    examples=EXAMPLES,
    every_minute=(
        keep_on,
        write_letters,
        write_monthly_letters,
        tell_outlets,
        forget_old_notices,
    ),
    onward=onward,
    reads=read_flag,
    stewards=stewards,
)
