"""However much was said, each page of talk asks the database as often as with little."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.conversations.models import Kind, open_space, start_thread, write
from hearth.ground.access import Shared

PATHS = ("/space/", "/space/hall/", "/space/questions/", "/space/hall/questions/", "/threads/{}/")
MOST = 12


def asks(browser, path):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["amara", "dee"])
def test_pages_ask_as_much_with_three_as_with_sixty(people, spaces, as_, path, who):
    def talk(times):
        for n in range(times):
            thread = start_thread(
                spaces.members, f"Q {n}", "Words", by=people.bola, kind=Kind.QUESTION
            )
            for other in (people.cerys, people.efe, people.amara):
                write(thread, f"@Dee @Bola {n}", by=other, answers=thread.messages.first())
            start_thread(spaces.members, f"Waits {n}", "?", by=people.cerys, kind=Kind.QUESTION)
        return thread

    path = path.format(talk(1).pk)
    browser = as_(getattr(people, who))
    browser.get("/")
    little = asks(browser, path)
    talk(12)
    for n in range(5):
        open_space(f"More {n}", by=people.dee, seen_by=Shared.SeenBy.MEMBERS)
    assert asks(browser, path) <= little <= MOST
