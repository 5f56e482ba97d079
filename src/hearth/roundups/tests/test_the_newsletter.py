"""A newsletter begins from what the quarter left, as far as everyone may read it."""

from datetime import date, timedelta

import pytest

from hearth.ground.access import Group
from hearth.ground.books.post import Letter
from hearth.ground.quarters import Quarter
from hearth.ground.refusals import Refused
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import Kind, put_in
from hearth.roundups.models.rota import offer
from hearth.roundups.newsletters import begin_newsletter, desk, in_reserve
from hearth.roundups.sending import send, write_letters
from hearth.roundups.shown import shown
from hearth.roundups.tests.conftest import THURSDAY, put

HELD = date(2026, 11, 12)
Q4 = Quarter.of(THURSDAY)


def told(roundup, person=None):
    return {one.title: one.line for one in shown(roundup, person).pieces}


def sent_with(draft, people, seen_by, **lines):
    """The round-up goes out to these readers, with these lines by kind."""
    numbers = {draft.pieces.in_it().get(kind=kind).pk: line for kind, line in lines.items()}
    draft.reword(opening="", closing="", seen_by=seen_by, lines=numbers)
    send(draft, by=people.dee)


def test_it_fills_itself_with_answers_meetings_and_what_round_ups_told(people, draft, tells):
    sent_with(draft, people, "everyone", read="It made me try.", told="They do now.")
    tells("met", "Mending evening", until=HELD, words="We met on 12 November.")
    begun = begin_newsletter(Q4, by=people.dee)
    assert told(begun) == {
        "Time of day": "They do now.",
        "Mending evening": "We met on 12 November.",
        "How we share one key": "It made me try.",
        str(draft): "",
    }
    kinds = [piece.kind for piece in begun.pieces.in_it()]
    assert kinds == ["told", "met", "read", "read"]
    assert str(begun) == "Newsletter of October to December 2026"
    assert begun.get_absolute_url() == "/roundups/2026-q4/"


def test_what_members_or_a_group_read_is_not_in_it_nor_offered(people, draft, tells):
    put_in(draft, Piece(kind=Kind.MORE, url="https://far.example/our-minutes", title="Minutes"))
    sent_with(draft, people, "members", read="Amara told us at tea.")
    tells("met", "Members’ evening", seen_by="members")
    tells("told", "Said among members", seen_by="members")
    tells("read", "Ours alone", seen_by="group")
    put("/circle/", "A circle’s page", "group", Group.objects.create(name="A circle"))
    begun = begin_newsletter(Q4, by=people.dee)
    assert told(begun, people.dee) == {"Time of day": "We alternate.", "How we share one key": ""}
    offers = {one.title for one in in_reserve(begun)}
    assert offers == {"A fund for tools"}, "the round-up itself was for members"


def test_what_was_said_ahead_of_a_meeting_is_not_said_after_it(people, draft, tells):
    for title, day in (("Before", HELD), ("After", draft.on + timedelta(days=1))):
        met = tells("met", title, until=day, words="We met.")
        put_in(draft, Piece(kind=Kind.READ, url=met, line="Bring a chair."))
    sent_with(draft, people, "everyone")
    begun = begin_newsletter(Q4, by=people.dee)
    assert told(begun)["Before"] == "We met. Bring a chair."
    assert told(begun)["After"] == "We met."


def test_what_closes_after_it_was_begun_is_gone_for_its_editor_too(people, as_, draft):
    sent_with(draft, people, "everyone")
    begun = begin_newsletter(Q4, by=people.dee)
    put(draft.pieces.get(kind=Kind.READ).url, "How we share one key", "members")
    assert "How we share one key" not in told(begun, people.dee)
    page = as_(people.dee).get(begun.page("draft")).text
    assert "How we share one key" not in page
    put_in(begun, Piece(kind=Kind.READ, url="/members-page/"))
    put("/members-page/", "For members", "members")
    assert "For members" not in told(begun, people.dee)


def test_pressed_twice_and_by_two_it_is_one_and_only_editors_press(people, as_, habit):
    press = {"quarter": "2026-q4"}
    path = "/roundups/newsletter/"
    assert as_(people.bola).post(path, press).status_code == 404
    assert "Start this quarter" not in as_(people.bola).get("/roundups/").text
    offer(people.bola)
    assert "Start this quarter’s newsletter" in as_(people.bola).get("/roundups/").text
    for person in (people.bola, people.bola, people.dee):
        assert as_(person).post(path, press).url == "/roundups/2026-q4/draft/"
    assert Roundup.objects.newsletters().count() == 1
    assert as_(people.dee).post(path, {"quarter": "likes"}).status_code == 404
    page = as_(people.dee).get("/roundups/").text
    assert "Open the newsletter" in page
    assert "Start this quarter" not in page


def test_a_quarter_that_is_long_over_or_not_there_yet_is_refused(people, habit, clock):
    for quarter in (Q4.before, Quarter.named("2027-q1")):
        with pytest.raises(Refused, match="Begin this quarter"):
            begin_newsletter(quarter, by=people.dee)
    with pytest.raises(Refused, match="Only editors"):
        begin_newsletter(Q4, by=people.amara)
    clock.move_to(Quarter.named("2027-q1").begins + timedelta(days=9))
    assert [one.name for one in desk().quarters] == ["2027-q1", "2026-q4"]
    assert begin_newsletter(Q4, by=people.dee).until == Q4.ends


def test_the_next_one_goes_on_where_the_last_one_ended_and_repeats_nothing(
    people, draft, tells, clock
):
    sent_with(draft, people, "everyone")
    first = begin_newsletter(Q4, by=people.dee)
    send(first, by=people.dee)
    clock.move_to(Q4.ends + timedelta(days=40))
    tells("told", "Said since")
    second = begin_newsletter(Quarter.named("2027-q1"), by=people.dee)
    assert second.since == first.until
    assert told(second) == {"Said since": ""}


def test_one_that_nobody_sent_leaves_what_it_had_to_the_next(people, as_, draft, clock):
    sent_with(draft, people, "everyone")
    missed = begin_newsletter(Q4, by=people.dee)
    clock.move_to(Q4.ends + timedelta(days=40))
    new = begin_newsletter(Quarter.named("2027-q1"), by=people.dee)
    assert told(new) == told(missed)
    assert "A newer draft" in as_(people.dee).get(missed.page("draft")).text
    with pytest.raises(Refused, match="A newer draft"):
        send(missed, by=people.dee)


def test_the_clock_nags_nobody_about_it_and_sends_it_never(people, habit, tells, clock):
    tells("told", "Time of day")
    begin_newsletter(Q4, by=people.dee)
    keep_on()
    assert Roundup.objects.weekly().waiting().count() == 1, "the week's draft comes as ever"
    Letter.objects.all().delete()
    Roundup.objects.weekly().delete()
    habit.is_on = False
    habit.save()
    for _day in range(60):
        clock.shift(timedelta(days=1))
        keep_on()
        write_letters()
    assert not Letter.objects.exists()
    assert Roundup.objects.newsletters().waiting().count() == 1


def test_a_round_up_of_the_first_day_of_a_quarter_is_another_page(people, as_, draft):
    Roundup.objects.filter(pk=draft.pk).update(on=Q4.first, seen_by="everyone")
    draft.refresh_from_db()
    send(draft, by=people.dee)
    begun = begin_newsletter(Q4, by=people.dee)
    send(begun, by=people.dee)
    assert "Round-up of 1 October 2026" in as_(None).get("/roundups/2026-10-01/").text
    assert "Newsletter of October" in as_(None).get("/roundups/2026-q4/").text
    for odd in ("2026-q5", "2026-q0", "0000-q1", "2026-13-01", "2026-Q4"):
        assert as_(people.dee).get(f"/roundups/{odd}/").status_code == 404


def test_a_quarter_with_nothing_says_so_and_does_not_go_out(people, as_, habit):
    begun = begin_newsletter(Q4, by=people.dee)
    dee = as_(people.dee)
    assert "Nothing came in by itself" in dee.get(begun.page("draft")).text
    reply = dee.post(begun.page("sending"), follow=True)
    assert "There is nothing in it yet" in reply.text
    assert "Nobody said yes to its letter yet." in dee.get(begun.page("sending")).text
    assert not Roundup.objects.sent().exists()
    assert dee.post(f"/roundups/{begun.issue}/turn/", {"take": "yes"}).status_code == 404
