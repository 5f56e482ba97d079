"""From the end of the hour to published notes and thanks: how many pages, presses and words."""

from django.core.cache import cache

from hearth.gatherings.models import Notes, Thanks
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.origins import come_from
from hearth.ground.books import Letter, Wish
from tests.evidence import asked
from tests.proving import proves

A_PAGE, A_PRESS, WORDS_A_MINUTE = 60, 10, 20
"""Seconds to read a page, seconds to find and press a button, words that somebody types slowly."""

OPENING = "We spoke of ladders, halls and batteries. " * 6


class Stopwatch:
    """A host at work: each page read and each press counts, at a slow person's pace."""

    def __init__(self, browser):
        self.browser, self.pages, self.presses, self.typed = browser, 0, 0, 0

    def press(self, path, **form):
        self.presses += 1
        self.typed += len(form.get("opening", "").split())
        reply = self.browser.post(path, form, follow=True)
        self.pages += 1
        assert reply.status_code == 200
        return reply.text

    @property
    def minutes(self):
        pace = self.pages * A_PAGE + self.presses * A_PRESS
        return pace / 60 + self.typed / WORDS_A_MINUTE


@proves("J3.17")
def test_from_the_end_to_published_notes_is_under_ten_minutes(people, as_, running, make_gathering):
    make_gathering(title="The next one")
    running.arrivals.create(person=people.fin)
    question = running.steps.get(kind="check-in")
    say(running, "Named words", person=people.amara, step=question, wish=Wish.NAMED)
    say(running, "A ladder", person=people.fin, kind="ask", wish=Wish.PUBLIC)
    say(running, "I will ring the hall", person=people.fin, kind="commitment", wish=Wish.PUBLIC)
    host = Stopwatch(as_(people.bola))
    draft = host.press(running.page("step"), press="end")
    for built in ("Check-in", "Named words", "A ladder", "I will ring the hall", "The next one"):
        assert built in draft, "the draft is there when the host ends"
    host.press(running.page("publication"), opening=OPENING)
    assert Notes.objects.get().published_at
    assert (host.pages, host.presses, host.typed) == (2, 2, 42)
    assert host.minutes < 10


def test_thanks_take_one_more_page_and_one_more_press(people, as_, running):
    running.arrivals.create(person=people.fin)
    host = Stopwatch(as_(people.bola))
    host.press(running.page("step"), press="end")
    host.press(running.page("publication"), opening="Short.")
    numbers = host.browser.get(running.page("thanks")).context
    assert (numbers["came"], numbers["missed"], numbers["unreachable"]) == (1, 0, 0)
    host.press(running.page("thanks"))
    assert Thanks.objects.exists() and Letter.objects.filter(to=people.fin, kind="notes").exists()
    assert host.presses == 3


def test_what_is_over_asks_the_database_as_little_of_its_host_as_what_is_ahead(
    people, as_, running
):
    card = say(running, "A ladder", person=people.fin, kind="ask", wish=Wish.PUBLIC)
    come_from(running, [card], by=people.dee)
    running.arrivals.create(person=people.fin)
    running.end(by=people.bola)
    Notes.objects.of(running).publish(by=people.bola)
    for reader in (people.bola, people.dee):
        for path in (running.get_absolute_url(), running.page("notes")):
            browser = as_(reader)
            cache.clear()
            with asked() as questions:
                page = browser.get(path)
            assert page.status_code == 200 and len(questions) <= 12, (path, len(questions))
