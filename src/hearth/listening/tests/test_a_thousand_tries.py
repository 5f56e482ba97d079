"""A thousand presses at the same moment: never more than five dots, and one vote a statement."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db.models import Sum
from django.utils.timezone import localdate

from hearth.ground.books import hear
from hearth.ground.refusals import Refused
from hearth.listening.models import Dots, Reply, Vote
from hearth.listening.models.priorities import DOTS, lay
from hearth.listening.models.statements import Stance, ask_to_vote
from hearth.listening.models.themes import open_theme
from hearth.listening.tests.at_once import at_once

TRIES = 1000


def lie_of(person):
    return Dots.objects.filter(person=person).aggregate(n=Sum("count", default=0))["n"]


@pytest.mark.django_db(transaction=True)
def test_no_more_than_five_dots_lie_and_none_is_lost(people):
    themes = [
        open_theme(name, by=people.dee, lines=[hear(name, said_by=people.amara, during="June")])
        for name in ("Evenings", "Bursaries", "Batteries", "Keys")
    ]
    dice = Random(5)
    tries = [(dice.choice(themes), dice.randint(0, DOTS)) for _try in range(TRIES)]
    lay_at_once = []

    def attempt(one):
        with suppress(Refused):
            lay(*one, by=people.cerys)
            lay_at_once.append(lie_of(people.cerys))

    at_once(attempt, tries)
    assert max(lay_at_once) <= DOTS
    for theme in themes:
        lay(theme, 0, by=people.cerys)
    lay(themes[0], DOTS, by=people.cerys)
    assert lie_of(people.cerys) == DOTS


@pytest.mark.django_db(transaction=True)
def test_a_thousand_presses_are_one_vote_for_each_statement(people):
    question = ask_to_vote("What for?", by=people.bola, closes_on=localdate() + timedelta(days=7),
                           options=["To learn", "To meet", "To eat"])  # fmt: skip
    statements = list(question.statements.order_by("pk")[:2])
    dice = Random(3)
    presses = [(dice.choice(statements), dice.choice(list(Stance))) for _press in range(TRIES)]
    at_once(lambda one: one[0].think(one[1], person=people.cerys), presses)
    votes = Vote.objects.filter(person=people.cerys).order_by("statement")
    assert [vote.statement for vote in votes] == statements
    assert Reply.objects.filter(person=people.cerys).count() == 1
