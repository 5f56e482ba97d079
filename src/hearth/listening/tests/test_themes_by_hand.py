"""Themes by hand: opened from a line, named, given lines, shown to others, joined."""

import pytest

from hearth.ground.books import Happening, Wish, hear, index, lead
from hearth.ground.books.trail import what_came_of
from hearth.ground.refusals import Refused
from hearth.listening.models import Belonging, Theme
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.tellings import to_tell
from hearth.listening.models.unions import join


@pytest.fixture
def line(people):
    return hear("The door is heavy", said_by=people.cerys, during="June", wish=Wish.MEMBERS)


def words_of(theme):
    return sorted(theme.contributions.values_list("words", flat=True))


def test_a_member_opens_a_theme_from_a_line_that_they_may_read(people, as_, line):
    hidden = hear("Hush", said_by=people.cerys, during="June", wish=Wish.STEWARDS)
    bola = as_(people.bola)
    page = bola.get(f"/themes/new/?line={line.pk}")
    assert page.context["form"].initial["lines"] == [line.pk] and "Hush" not in page.text
    typed = {"name": "Getting in", "lines": [hidden.pk]}
    assert "lines" in bola.post("/themes/new/", typed).context["form"].errors
    bola.post("/themes/new/", {**typed, "lines": [line.pk]})
    theme = Theme.objects.get()
    assert (theme.name, theme.by, words_of(theme)) == ("Getting in", people.bola, [line.words])
    assert "The door is heavy" not in bola.get("/themes/new/").text, "it is in a theme now"
    for nonsense in ("x", "9" * 400, "-1"):
        assert bola.get(f"/themes/new/?line={nonsense}&during={nonsense}").status_code == 200


def test_what_was_typed_stays_where_something_is_missing(people, as_, line):
    page = as_(people.bola).post("/themes/new/", {"name": "", "about": "x y", "lines": [line.pk]})
    assert "x y" in page.text and f'value="{line.pk}"' in page.text and "checked" in page.text


@pytest.mark.parametrize("name", ["fin", None])
def test_who_is_no_member_changes_no_theme(people, as_, theme, line, name):
    browser = as_(getattr(people, name) if name else None)
    for path in ("/themes/new/", theme.page("lines"), theme.page("words")):
        browser.post(path, {"name": "Mine", "was": theme.name, "lines": [line.pk]})
    theme.refresh_from_db()
    assert theme.name == "Time of day" and Belonging.objects.count() == 2


def test_members_add_lines_and_take_them_out_until_it_is_answered(people, as_, theme, line):
    amara = as_(people.amara)
    amara.post(theme.page("lines"), {"lines": [line.pk]})
    assert line.words in words_of(theme)
    out = f"{theme.page('lines')}{line.pk}/"
    for _press in range(2):
        amara.post(out)
    assert line.words not in words_of(theme)
    amara.post(theme.page("lines"), {"lines": [line.pk]})
    respond(theme, Kind.NOT_NOW, "No room", by=people.dee)
    assert amara.post(out).status_code == 403 and line.words in words_of(theme)
    assert amara.get(theme.page("words")).status_code == 403
    as_(people.dee).post(out)
    assert line.words not in words_of(theme)


def test_a_line_that_i_may_not_read_i_cannot_take_out(people, as_, theme):
    hidden = hear("Hush", said_by=people.cerys, during="June", wish=Wish.STEWARDS)
    theme.gather([hidden], by=people.dee)
    assert as_(people.amara).post(f"{theme.page('lines')}{hidden.pk}/").status_code == 404
    assert "Hush" in words_of(theme)


def test_two_who_name_it_at_once_see_each_other(people, as_, theme):
    amara = as_(people.amara)
    amara.post(theme.page("words"), {"name": "Hours", "was": "Time of day"})
    page = amara.post(theme.page("words"), {"name": "Clock", "was": "Time of day"})
    assert "“Hours”" in page.text and 'value="Clock"' in page.text
    theme.refresh_from_db()
    assert (theme.name, theme.get_absolute_url()) == ("Hours", "/themes/time-of-day/")
    assert "Hours" in amara.get("/search/?q=hours").text


def test_stewards_open_it_to_the_web_and_the_page_says_what_that_means(people, as_, theme):
    dee = as_(people.dee)
    page = " ".join(dee.get(theme.page("audience")).text.split())
    assert "The name and the answer will be public. The words keep their wishes." in page
    assert "0 lines of 2 were said for everyone" in page
    dee.post(theme.page("audience"), {"seen_by": "everyone"})
    page = as_(None).get(theme.get_absolute_url()).text
    assert "Time of day" in page and "Not at 11.30" not in page and "stay there" in page
    assert Happening.objects.get().seen_by == "everyone"
    assert as_(people.bola).get(theme.page("words")).status_code == 403, "it is public now"
    dee.post(theme.page("audience"), {"seen_by": "members"})
    assert as_(None).get(theme.get_absolute_url()).status_code == 404
    with pytest.raises(Refused):
        theme.show_to("everyone", by=people.bola)


def test_who_sees_to_it_is_named_to_members_alone(people, as_, make_theme):
    theme = make_theme("Open", (people.cerys, "Outside", Wish.PUBLIC), seen_by="everyone")
    respond(theme, Kind.PASS_ON, "They know", by=people.dee, to="The council")
    respond(theme, Kind.DO, "Yes", by=people.dee, person=people.efe, on="2035-01-01",
            instead_of=theme.standing.pk)  # fmt: skip
    assert "Efe" not in as_(None).get(theme.get_absolute_url()).text
    assert "Efe sees to it" in as_(people.bola).get(theme.get_absolute_url()).text


def test_two_themes_become_one_with_lines_answers_trail_and_both_addresses(
    people, as_, make_theme, theme
):
    other = make_theme("Hours", (people.bola, "Seven is fine"), (people.amara, "Lunch"))
    other.gather(theme.contributions.all()[:1], by=people.dee)
    response = respond(other, Kind.NOT_NOW, "No room", by=people.dee)
    index(other, url="/gatherings/july/", title="Evenings", text="")
    lead("/gatherings/july/", came_of=[other.get_absolute_url()])
    dee = as_(people.dee)
    page = dee.post(other.page("union"), {"to": "time of DAY"}).text
    assert "goes on in" in page and Theme.objects.count() == 2, "looked at once more first"
    for _press in range(2):
        dee.post(other.page("union"), {"to": theme.get_absolute_url(), "sure": "yes"})
    assert Theme.objects.get() == theme and len(words_of(theme)) == 4
    assert theme.standing == response
    assert {row.sayer for row in to_tell()} == {people.amara.pk, people.bola.pk, people.cerys.pk}
    reply = as_(people.bola).get(other.get_absolute_url())
    assert reply.status_code == 302 and reply.url == theme.get_absolute_url()
    assert as_(None).get(other.get_absolute_url()).status_code == 404
    assert what_came_of(theme.get_absolute_url(), people.bola)[0].title == "Evenings"
    assert make_theme("Hours").slug != other.slug, "the old address is taken"


def test_themes_with_other_readers_are_not_joined(people, make_theme, theme):
    public = make_theme("Open", (people.cerys, "Outside", Wish.PUBLIC), seen_by="everyone")
    for one, to, by in ((theme, public, people.dee), (theme, theme, people.dee)):
        with pytest.raises(Refused):
            join(one, to=to, by=by)
    with pytest.raises(Refused, match="steward"):
        join(theme, to=public, by=people.bola)


def test_a_theme_whose_lines_are_all_taken_out_is_gone_for_members(people, as_, make_theme):
    theme = make_theme("Short", (people.cerys, "Once"))
    [line] = theme.contributions.all()
    reply = as_(people.bola).post(f"{theme.page('lines')}{line.pk}/")
    assert reply.url == "/themes/"
    assert as_(people.bola).get(theme.get_absolute_url()).status_code == 404
    assert as_(people.dee).get(theme.get_absolute_url()).status_code == 200
    assert "Short" not in as_(people.bola).get("/search/?q=short").text.replace("short", "")
