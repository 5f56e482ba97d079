"""Themes as people read them: how much was said, by whom, and what became of it."""

from datetime import date, timedelta
from itertools import count

import pytest
import time_machine
from django.utils.timezone import now

from hearth.ground.books import Contribution, Wish, hear, index, lead
from hearth.listening.models import Belonging, Theme
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.tellings import Telling
from tests.evidence import asked
from tests.proving import proves


def shown(browser, theme):
    return " ".join(browser.get(theme.get_absolute_url()).text.split())


def answered(theme, people, words="Evenings in May."):
    return respond(theme, Kind.LISTEN, words, by=people.dee, on=date(2030, 5, 1))


@proves("J3.23")
def test_a_theme_shows_how_much_was_said_by_how_many_where_when_and_what_became_of_it(
    people, as_, make_theme
):
    with time_machine.travel("2031-03-03 12:00Z"):
        theme = make_theme("Time of day", (people.cerys, "Not at 11.30"), (people.cerys, "Nor 12"))
    with time_machine.travel("2031-05-05 12:00Z"):
        theme.gather([hear("Evenings", said_by=people.amara, during="Ask")], by=people.bola)
    with time_machine.travel("2031-05-17 12:00Z"):
        page = shown(as_(people.bola), theme)
        for words in ("<h1>Time of day", "3 lines", "from 2 people", "on 2 occasions",
                      "First heard on 3 March 2031, last on 5 May 2031",
                      "Not yet answered, 75 days"):  # fmt: skip
            assert words in page, words
        respond(theme, Kind.TRY, "Evenings in June.", by=people.dee, person=people.efe,
                on=date(2031, 6, 30))  # fmt: skip
        page = shown(as_(people.bola), theme)
        listed = " ".join(as_(people.bola).get("/themes/").text.split())
    assert "We try it" in page and "Evenings in June." in page and "Not yet" not in page
    assert "Efe sees to it." in page and "By 30 June 2031." in page
    for words in ("3 lines", "from 2 people", "on 2 occasions", "last on 5 May", "We try it"):
        assert words in listed, words


def test_each_reader_hears_only_what_the_wishes_allow_in_numbers_too(people, as_, make_theme):
    theme = make_theme(
        "Time of day", (people.cerys, "For all", Wish.PUBLIC), (people.amara, "For us"),
        (people.bola, "For stewards", Wish.STEWARDS), seen_by="everyone",
    )  # fmt: skip
    see = {None: 1, people.cerys: 2, people.dee: 3, people.bola: 3, people.fin: 1}
    for reader, number in see.items():
        page = shown(as_(reader), theme)
        said = [words for words in ("For all", "For us", "For stewards") if words in page]
        assert len(said) == number
        assert f"from {number} {'person' if number == 1 else 'people'}" in page


def test_names_stand_only_where_somebody_wished_it(people, as_, make_theme):
    theme = make_theme(
        "Time", (people.cerys, "With my name", Wish.NAMED), (people.amara, "Without", Wish.PUBLIC)
    )
    page = shown(as_(people.dee), theme)
    assert "Cerys" in page and "Amara" not in page


def test_the_number_of_people_does_not_tell_who_a_line_without_a_name_is_from(people, make_theme):
    theme = make_theme(
        "Time", (people.cerys, "With my name", Wish.NAMED), (people.cerys, "Without", Wish.PUBLIC)
    )
    assert theme.heard(people.bola).people == 2


def test_one_tap_leads_from_a_line_to_where_it_was_said_and_where_it_led(people, as_, theme):
    theme.show_to("everyone", by=people.dee)
    for url, title in (("/gatherings/june/", "June meet-up"), ("/gatherings/july/", "Evenings")):
        index(theme, url=url, title=title, text="")
    index(Theme(seen_by="members"), url="/threads/1/", title="A long thread", text="")
    lead(theme.get_absolute_url(), came_of=["/threads/1/", "/gatherings/unseen/"])
    lead("/gatherings/july/", came_of=[theme.get_absolute_url()])
    page = shown(as_(people.bola), theme)
    assert 'href="/gatherings/june/"' in page
    assert page.index("What came of it") < page.index("Evenings</a>")
    assert page.index("Where it came from") < page.index("A long thread")
    assert "A long thread" not in shown(as_(None), theme) and "unseen" not in page


def test_those_that_wait_come_oldest_first_apart_from_those_that_were_answered(
    people, as_, make_theme
):
    for days, name in ((3, "Newer"), (20, "Older"), (30, "Done")):
        with time_machine.travel(now() - timedelta(days=days)):
            theme = make_theme(name)
    answered(theme, people)
    page = as_(people.bola).get("/themes/").text
    places = [page.index(words) for words in (
        "Waiting for an answer", "Older", "Newer", ">Answered</h2>", "Done</a>")]  # fmt: skip
    assert places == sorted(places) and "Not yet answered, 20 days" in " ".join(page.split())
    waiting = as_(people.bola).get("/themes/?show=waiting").text
    assert "Older" in waiting and "Done</a>" not in waiting
    assert "Older" not in as_(people.bola).get("/themes/?show=answered").text


def test_a_theme_whose_answer_was_not_quite_it_waits_again(people, as_, theme):
    response = answered(theme, people)
    told = Telling.objects.create(response=response, person=people.amara, stage="given")
    told.answer_with("not-quite", "I meant lunch", by=people.amara)
    page = as_(people.bola).get("/themes/?show=waiting").text
    assert "not quite it: we look again" in page and "I meant lunch" not in page
    assert "Somebody said: not quite" in shown(as_(people.bola), theme)
    assert "I meant lunch" not in shown(as_(people.bola), theme)


def test_the_feed_tells_of_public_themes_alone(people, as_, make_theme):
    theme = make_theme("Open air", (people.cerys, "Outside!", Wish.PUBLIC), seen_by="everyone")
    make_theme("Among us")
    make_theme("Hushed", (people.cerys, "Hush"), seen_by="everyone")
    answered(theme, people)
    feed = as_(people.dee).get("/themes/feed.atom").text
    assert "Open air" in feed and "Evenings in May." in feed
    assert "Among us" not in feed and "Outside!" not in feed and "Hush<" not in feed


def test_an_empty_house_invites_and_a_theme_of_stewards_words_is_not_there(people, as_, make_theme):
    make_theme("Hushed", (people.cerys, "Hush", Wish.STEWARDS))
    assert "There is no theme yet" in as_(people.bola).get("/themes/").text
    assert "Hushed" in as_(people.cerys).get("/themes/").text, "her own line has its fate"
    assert "Hushed" not in as_(people.bola).get("/search/?q=hushed").text.split("<main")[1][900:]


@pytest.mark.parametrize("many", [3, 300])
def test_the_list_and_the_page_ask_the_database_little_however_much_there_is(
    people, as_, make_theme, many
):
    themes = [make_theme(f"Theme {n}") for n in range(many // 2 + 1)]
    for theme in themes[many // 4 :]:
        answered(theme, people)
    theme = themes[-1]
    number = count()
    lines = Contribution.objects.bulk_create(
        Contribution(words=f"Line {next(number)}", said_by=people.cerys, during="June")
        for _ in range(many)
    )
    Belonging.objects.bulk_create(Belonging(theme=theme, contribution=x) for x in lines)
    for path in ("/themes/", "/themes/?show=waiting", theme.get_absolute_url(), "/themes/new/"):
        for reader in (people.dee, people.bola, None):
            browser = as_(reader)
            with asked() as notes:
                browser.get(path)
            assert len(notes) <= 12, (path, reader, len(notes))
