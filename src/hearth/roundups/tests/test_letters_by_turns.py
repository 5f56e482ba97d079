"""Letters are written by turns; a turn is whole or not at all, wherever a run broke off."""

import pytest

from hearth.ground.books import Letter
from hearth.roundups import sending
from hearth.roundups.models import Roundup
from hearth.roundups.sending import send, write_letters


def written_to():
    letters = Letter.objects.filter(kind="roundup")
    return sorted(letters.values_list("to__name", flat=True))


def test_a_run_that_breaks_off_loses_no_letter_and_doubles_none(people, draft, monkeypatch):
    send(draft, by=people.dee)
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    turns, real = [], sending.post

    def breaks_off(to, *words, **more):
        turns.append(real(to, *words, **more))
        if len(turns) in {1, 3}:
            raise ConnectionError

    monkeypatch.setattr(sending, "post", breaks_off)
    for so_many in (0, 2):
        with pytest.raises(ConnectionError):
            write_letters()
        assert len(written_to()) == so_many
    for _again in range(2):
        write_letters()
        assert written_to() == ["Amara", "Bola", "Cerys", "Dee", "Efe"]


def test_where_the_bookmark_is_lost_nobody_gets_a_second_one(people, draft):
    send(draft, by=people.dee)
    write_letters()
    Roundup.objects.update(letters_up_to=0, letters_done_at=None)
    write_letters()
    assert written_to() == ["Amara", "Bola", "Cerys", "Dee", "Efe"]
