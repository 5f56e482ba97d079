"""Words for the addresses of listening that need some, so that each can be opened by itself."""

from __future__ import annotations

from functools import partial

from hearth.ground.accounts import Person
from hearth.ground.areas import Example
from hearth.ground.books import Contribution
from hearth.ground.quarters import Quarter
from hearth.listening.models import Belonging, Board, Held, Pile, Question, Response, Telling, Theme
from hearth.listening.models.questions import Form
from hearth.listening.models.responses import MOMENT
from hearth.listening.models.whereabouts import SAID_AT


def _board() -> dict[str, object]:
    return {"slug": Board.objects.newest_first().values_list("slug", flat=True)[0]}


def _key() -> dict[str, object]:
    keys = Board.objects.standing().newest_first().values_list("invite_key", flat=True)
    return {"key": keys[0]}


def _pile() -> dict[str, object]:
    pile = Pile.objects.filter(board=Board.objects.newest_first()[0]).in_order()[0]
    return {"slug": pile.board.slug, "pk": pile.pk}


def _theme() -> dict[str, object]:
    return {"slug": Theme.objects.answered().newest_first().values_list("slug", flat=True)[0]}


def _quarter() -> dict[str, object]:
    moments = Response.objects.values_list(MOMENT, flat=True).order_by("-pk")
    quarter = Quarter.of(moments[0])
    return {"year": quarter.year, "number": quarter.number}


def _doubt() -> dict[str, object]:
    """Somebody's "not quite"; if nobody said so, a number that leads nowhere."""
    return {"pk": Telling.objects.doubting().values_list("pk", flat=True).first() or 0}


def _telling() -> dict[str, object]:
    """An answer to a steward, who is one of those that every page is opened as; or else to
    whoever spoke; if nobody did, a number that leads nowhere."""
    answers = Response.objects.standing().order_by("-pk").values_list("pk", flat=True)
    stewards = Person.objects.stewards().order_by("pk")[:1]
    to_them = answers.filter(theme__belongings__contribution__said_by__in=list(stewards))
    return {"pk": to_them.first() or answers.first() or 0}


BOARD_PAGES = (
    "board",
    "moves",
    "last_move",
    "naming",
    "board_alike",
    "board_paper",
    "board_settings",
    "board_themes",
    "board_closing",
    "board_invite",
)


def _agreement() -> dict[str, object]:
    asked = Question.objects.filter(form=Form.AGREE).newest_first()
    return {"slug": asked.values_list("slug", flat=True)[0]}


def _question(form: Form = Form.WHEN) -> dict[str, object]:
    """One that can be answered now, if there is one: its form is on the page then."""
    asked = Question.objects.filter(form=form).order_by("-closes_on", "-pk")
    return {"slug": asked.values_list("slug", flat=True)[0]}


def _my_words() -> dict[str, object]:
    """Words of a steward, who is one of those that every page is opened as."""
    said = Contribution.objects.filter(url=SAID_AT, said_by__in=Person.objects.stewards())
    return {"pk": said.latest("pk").pk}


def _held() -> dict[str, object]:
    return {"pk": Held.objects.latest("pk").pk}


def _line() -> dict[str, object]:
    newest = Belonging.objects.select_related("theme").latest("pk")
    return {"slug": newest.theme.slug, "pk": newest.contribution_id}


THEME_PAGES = ("audience", "done", "hand", "lines", "response", "union", "words")

EXAMPLES: dict[str, Example] = {
    **{f"listening:{name}": _board for name in BOARD_PAGES},
    "listening:coming_in": _key,
    "listening:pile_name": _pile,
    "listening:quarter": _quarter,
    "listening:doubt": _doubt,
    "listening:telling": _telling,
    "listening:theme": _theme,
    "listening:question": _question,
    "listening:question#which": partial(_question, Form.WHICH),
    "listening:question#how-much": partial(_question, Form.HOW_MUCH),
    "listening:question#open": partial(_question, Form.OPEN),
    "listening:question#agree": _agreement,
    "listening:reply": _question,
    "listening:reply_wish": _question,
    "listening:reply_withdrawal": _question,
    "listening:question_until": _question,
    "listening:question_letter": _question,
    "listening:close_question": _question,
    "listening:my_words": _my_words,
    "listening:held": _held,
    **{f"listening:theme_{name}": _theme for name in THEME_PAGES},
    "listening:theme_line_out": _line,
    "listening:agreement": _agreement,
    "listening:votes": _agreement,
    "listening:vote": _agreement,
    "listening:statements": _agreement,
    "listening:statement_withdrawal": _agreement,
}
