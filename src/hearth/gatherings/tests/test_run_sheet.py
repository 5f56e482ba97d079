"""A run sheet is worked on with plain buttons; it adds up, and nobody's change is lost."""

import pytest
from django.utils.html import escape

from hearth.gatherings.models.runsheet import lay_out


class Sheet:
    """The run sheet as it stands on somebody's open page: what a browser would send."""

    def __init__(self, browser, gathering):
        self.browser, self.path = browser, gathering.page("run_sheet")
        self.read(browser.get(self.path))

    def read(self, reply):
        self.reply, form = reply, reply.context["form"]
        self.typed = {"step": [row.key for row in form.rows]}
        self.typed["seen"] = form.version if form.others else form.seen
        for row in form.rows:
            self.typed |= {
                f"title-{row.key}": row.title,
                f"minutes-{row.key}": row.minutes,
                f"kind-{row.key}": row.kind,
                f"asks-{row.key}": row.asks_for,
            }

    def press(self, what):
        self.read(self.browser.post(self.path, self.typed | {"press": what}))

    def keep(self, **more):
        self.read(self.browser.post(self.path, self.typed | more, follow=True))
        return self.reply.text


def titles(gathering):
    return [step.title for step in gathering.steps.in_order()]


def minutes(gathering):
    return sum(step.minutes for step in gathering.steps.all())


@pytest.fixture
def sheet(people, as_, meetup):
    return Sheet(as_(people.bola), meetup)


def test_a_step_is_added_below_another_and_takes_its_minutes_from_a_third(sheet, meetup):
    was = titles(meetup)
    first, _second, third = sheet.typed["step"][:3]
    sheet.press(f"add:{first}")
    assert titles(meetup) == was, "nothing is kept before Keep"
    assert "5 minutes more than 60" in sheet.reply.text
    sheet.typed |= {"title-new1": "A story", "kind-new1": "asks", "asks-new1": "What moved you?"}
    assert "5 minutes more than 60" in sheet.keep()
    assert titles(meetup) == was and sheet.typed["title-new1"] == "A story"
    giver = max(sheet.typed["step"], key=lambda key: int(sheet.typed[f"minutes-{key}"]))
    assert "Kept" in sheet.keep(take_from=giver)
    assert titles(meetup) == [was[0], "A story", *was[1:]] and minutes(meetup) == 60
    added = meetup.steps.get(title="A story")
    assert (added.kind, added.prompt) == ("asks", "What moved you?")
    assert meetup.steps.filter(pk=third).exists()


def test_a_second_press_of_add_or_keep_adds_nothing_more(sheet, meetup):
    was = len(titles(meetup))
    page = dict(sheet.typed)
    sheet.press("add:")
    sheet.typed = page
    sheet.press("add:")
    assert sheet.typed["step"].count("new1") == 1 and len(sheet.typed["step"]) == was + 1
    sheet.typed["title-new1"] = "A story"
    page = sheet.typed | {"take_from": "end"}
    for _press in range(2):
        sheet.typed = dict(page)
        assert "Kept" in sheet.keep()
    assert len(titles(meetup)) == was + 1 and minutes(meetup) == 65


def test_a_step_goes_and_the_page_asks_where_its_minutes_go(sheet, meetup):
    was = titles(meetup)
    gone, other = sheet.typed["step"][1:3]
    left = 60 - int(sheet.typed[f"minutes-{gone}"])
    sheet.press(f"remove:{gone}")
    assert f"leaves {60 - left} of 60" in sheet.reply.text
    assert "Where shall they go?" in sheet.reply.text and titles(meetup) == was
    sheet.keep(take_from=other)
    assert titles(meetup) == [was[0], *was[2:]] and minutes(meetup) == 60


def test_steps_move_up_and_down_and_no_further_than_the_ends(sheet, meetup):
    was = titles(meetup)
    first, second = sheet.typed["step"][:2]
    last = sheet.typed["step"][-1]
    for press in (f"up:{first}", f"down:{last}", f"up:{second}", f"up:{second}", "up:nobody"):
        sheet.press(press)
    sheet.keep()
    assert titles(meetup) == [was[1], was[0], *was[2:]]
    assert [step.position for step in meetup.steps.in_order()] == list(range(1, len(was) + 1))


def test_the_last_step_stays_and_nobody_fills_a_sheet_for_ever(sheet):
    for key in list(sheet.typed["step"]):
        sheet.press(f"remove:{key}")
    assert len(sheet.typed["step"]) == 1
    for _press in range(45):
        sheet.press("add:")
    assert len(sheet.typed["step"]) == 40


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("minutes", "five", "needs a whole number of minutes"),
        ("title", "", "A step has no name"),
        ("kind", "party", "Choose what kind of step it is"),
    ],
)
def test_what_is_refused_stays_as_it_was_typed(sheet, meetup, name, typed, sentence):
    was = titles(meetup)
    first, second = sheet.typed["step"][:2]
    sheet.typed |= {f"{name}-{first}": typed, f"asks-{second}": "What is <new>?"}
    assert sentence in sheet.keep()
    assert sheet.typed[f"{name}-{first}"] == typed
    assert escape("What is <new>?") in sheet.reply.text and titles(meetup) == was


def test_two_tabs_a_stale_page_shows_both_and_undoes_nothing(people, as_, sheet, meetup):
    other = Sheet(as_(people.dee), meetup)
    last = other.typed["step"][-1]
    other.typed[f"title-{last}"] = "Goodbye, all"
    other.keep()
    first = sheet.typed["step"][0]
    sheet.typed[f"title-{first}"] = "Hello, all"
    page = sheet.keep()
    assert "Somebody changed these steps" in page
    assert "Goodbye, all" in page and "Hello, all" in page
    assert titles(meetup)[-1] == "Goodbye, all" and "Hello, all" not in titles(meetup)
    sheet.typed[f"title-{last}"] = "Goodbye, all"
    assert "Kept" in sheet.keep()
    assert (titles(meetup)[0], titles(meetup)[-1]) == ("Hello, all", "Goodbye, all")


def test_a_stale_page_stays_stale_while_something_else_is_wrong(people, as_, sheet, meetup):
    first, last = sheet.typed["step"][0], sheet.typed["step"][-1]
    other = Sheet(as_(people.dee), meetup)
    other.typed[f"title-{last}"] = "Goodbye, all"
    other.keep()
    minutes_before = sheet.typed[f"minutes-{first}"]
    sheet.typed[f"minutes-{first}"] = "five"
    sheet.keep()
    sheet.typed[f"minutes-{first}"] = minutes_before
    assert "Somebody changed these steps" in sheet.keep()


def test_a_step_that_somebody_took_out_comes_back_only_on_purpose(people, as_, sheet, meetup):
    was, gone = titles(meetup), sheet.typed["step"][1]
    other = Sheet(as_(people.dee), meetup)
    other.press(f"remove:{gone}")
    other.keep(take_from=other.typed["step"][-1])
    sheet.press(f"down:{sheet.typed['step'][0]}")
    assert "Somebody changed these steps" in sheet.reply.text
    assert "Kept" in sheet.keep()
    assert sorted(titles(meetup)) == sorted(was)


def test_another_run_sheet_from_a_stale_page_is_refused_once_and_not_laid_twice(
    people, as_, sheet, meetup
):
    before = sheet.typed["seen"]
    lay_out(meetup, "peer-drop-in")
    host = as_(people.bola)
    choose = {"template": "standard-hour", "seen": before}
    page = host.post(
        sheet.path, choose, follow=True, headers={"referer": "http://testserver" + sheet.path}
    )
    assert "Somebody changed these steps" in page.text
    choose = {"template": "peer-drop-in", "seen": before}
    assert "These are the steps now" in host.post(sheet.path, choose, follow=True).text


def test_once_it_has_begun_no_step_comes_or_goes_but_names_change(people, as_, running):
    sheet = Sheet(as_(people.bola), running)
    was, first = titles(running), sheet.typed["step"][0]
    sheet.typed[f"title-{first}"] = "Welcome all"
    assert "Kept" in sheet.keep()
    assert titles(running) == ["Welcome all", *was[1:]]
    sheet.press("add:")
    sheet.typed["title-new1"] = "One more"
    assert "It has begun" in sheet.keep(take_from="end")
    assert titles(running) == ["Welcome all", *was[1:]]
