"""Votes, dots, answers and "not quite" are in the file one takes away, and go when one leaves."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from hearth.ground.books import Contribution
from hearth.listening.models import Held, Reply, Telling
from hearth.listening.models.priorities import Dots, lay
from hearth.listening.models.questions import Form, ask
from hearth.listening.models.replies import Choice, Suits, reply_to
from hearth.listening.models.saying import say_in_between
from hearth.listening.models.statements import Stance, Vote, ask_to_vote
from hearth.listening.models.tellings import answer
from hearth.listening.tests.spoken import answered, theme_of
from hearth.people.leaving import leave
from tests.test_taking_away import taken

THEIRS = (Reply, Choice, Vote, Dots, Telling)


@pytest.fixture
def sam(people):
    """Cerys did all that one can do here, and Amara a little."""
    me, soon = people.cerys, localdate() + timedelta(days=7)
    which = ask("Which soup?", by=people.bola, closes_on=soon, form=Form.WHICH,
                options=("Leek", "Pea"))  # fmt: skip
    reply_to(which, person=me, words="With bread",
             chosen={which.options.get(words="Pea"): (Suits.GLADLY, "It keeps")})  # fmt: skip
    outside = ask_to_vote("Outside?", by=people.bola, closes_on=soon,
                          options=("It rains", "It shines", "We have coats"))  # fmt: skip
    for statement in outside.statements.all():
        statement.think(Stance.AGREE, person=me)
        statement.think(Stance.DISAGREE, person=people.amara)
    theme = theme_of("Seats", (me, "Chairs wobble"), (people.amara, "Stools"), by=people.dee)
    lay(theme, 3, by=me)
    answer(answered(theme, by=people.dee), "not-quite", "I meant benches", by=me)
    return me


def test_all_of_it_is_in_the_file_that_one_takes_away(people, sam, as_):
    page, everything = taken(sam, as_)
    for model in THEIRS:
        assert (
            len(everything[model._meta.label_lower])
            == model.objects.filter(
                **{"reply__person" if model is Choice else "person": sam}
            ).count()
        ), model
    for words in (
        "With bread",
        "It keeps",
        "I meant benches",
        "Chairs wobble",
        "Agree",
        "Not quite",
    ):
        assert words in page and words in json.dumps(everything), words
    assert "Stools" not in page


@pytest.mark.parametrize("remove_words", [False, True])
def test_all_of_it_goes_when_they_leave_and_that_of_others_stays(people, sam, remove_words):
    leave(sam, remove_words=remove_words)
    assert not any(model.objects.exists() for model in (Choice, Dots, Telling))
    for model in (Reply, Vote):
        assert {one.person for one in model.objects.all()} == {people.amara}
    left = set(Contribution.objects.values_list("words", flat=True))
    assert "Stools" in left and ("Chairs wobble" in left) != remove_words


@pytest.mark.parametrize("remove_words", [False, True])
def test_words_that_wait_for_a_steward_are_taken_along_and_go(people, as_, remove_words):
    _line, sam = say_in_between("Let me in", person=None, name="Sam")
    page, _everything = taken(sam, as_)
    assert "Let me in" in page
    leave(sam, remove_words=remove_words)
    assert Held.objects.exists() != remove_words
    assert not Contribution.objects.exclude(said_by=None).exists()
