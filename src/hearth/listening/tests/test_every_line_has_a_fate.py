"""Every contribution shows its fate; "not answered yet, so many days" is one (complaint 14)."""

from datetime import timedelta

import time_machine

from hearth.ground.books import Contribution, hear
from hearth.listening.models import Theme
from hearth.listening.tests.spoken import DAY, NOON, answered, theme_of


def test_every_contribution_shows_its_fate(people, as_):
    with time_machine.travel(NOON, tick=False) as clock:
        hear("Chairs that do not wobble", said_by=people.fin, during="June", url="/june/")
        theme_of("Bread", (people.fin, "More bread"), by=people.dee)
        tried = theme_of("Time", (people.fin, "Not at 11.30"), by=people.dee)
        done = theme_of("Ramps", (people.fin, "A ramp"), by=people.dee)
        answered(tried, "Evenings in May.", by=people.dee)
        answered(done, "We build it.", by=people.dee).done("It stands.", by=people.dee)
        clock.shift(12 * DAY)
        page = " ".join(as_(people.fin).get("/me/words/").text.split())
    fates = [
        ("Chairs that do not wobble", "Not sorted yet, 12 days"),
        ("More bread", "Not yet answered, 12 days"),
        ("Not at 11.30", "We try it: Evenings in May."),
        ("A ramp", "It is done: It stands."),
    ]
    for words, fate in fates:
        assert fate in page[page.index(words) :]
    assert "/june/" in page


def test_what_others_said_is_not_among_my_words(people, as_):
    theme_of("Bread", (people.fin, "More bread"), (people.amara, "Cake"), by=people.dee)
    page = as_(people.amara).get("/me/words/").text
    assert "Cake" in page and "More bread" not in page


def test_my_own_page_shows_the_latest_answers_and_says_no_word_twice(people, as_):
    theme = theme_of("Bread", (people.fin, "More bread"), by=people.dee)
    assert "Nothing that you said is answered yet" in as_(people.fin).get("/me/").text
    answered(theme, "We bake.", by=people.dee)
    page = as_(people.fin).get("/me/").text
    assert "We try it: We bake." in page and "More bread" not in page


def test_many_words_come_in_pages(people, as_):
    lines = [
        Contribution(words=f"Word {n}.", said_by=people.fin, said_at=NOON + timedelta(minutes=n))
        for n in range(45)
    ]
    theme = Theme.objects.create(name="Many", slug="many")
    theme.gather(Contribution.objects.bulk_create(lines), by=people.dee)
    first, last = (as_(people.fin).get(f"/me/words/?page={n}").text for n in (1, 3))
    assert "Word 44." in first and "Word 4." not in first
    assert "Word 4." in last and "Newer" in last and "Older" not in last
