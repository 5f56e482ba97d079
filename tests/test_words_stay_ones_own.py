"""What one said is changed until a day, taken back for ever, and no page promises too much."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, now

from hearth.conversations.models import open_space, start_thread
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.answers import say
from hearth.ground.books import Contribution, Wish
from hearth.listening.models.questions import ask
from hearth.listening.models.replies import reply_to
from hearth.listening.models.saying import say_in_between
from tests.proving import proves

LATER = timedelta(days=40)
CANNOT_BE_RECALLED = (
    "Letters and paper that are out already stay as they are",
    "Where it was printed or mailed already we cannot reach it",
    "Printed or mailed copies stay as they are",
)


def says_so(page):
    return any(words in page.text for words in CANNOT_BE_RECALLED)


@pytest.fixture
def question(people):
    return ask("What helps?", by=people.bola, closes_on=localdate() + timedelta(days=7))


@pytest.fixture
def evening(people):
    """A meet-up for members that ended an hour ago."""
    since = now() - timedelta(hours=2)
    return Gathering.objects.create(
        title="Evening", slug="evening", host=people.bola, starts_at=since, announced_at=since,
        ends_at=since + timedelta(hours=1), ended_at=since + timedelta(hours=1),
    )  # fmt: skip


@proves("G10")
def test_an_answer_to_a_question_is_changed_until_its_last_day_and_taken_back_after(
    people, as_, question
):
    url = question.get_absolute_url()
    for words, wish in (("A ramp", "public"), ("Two ramps", "members")):
        as_(people.cerys).post(f"{url}reply/", {"words": words, "wish": wish})
    line = Contribution.objects.get()
    assert (line.words, line.wish) == ("Two ramps", Wish.MEMBERS)
    with time_machine.travel(now() + LATER):
        browser = as_(people.cerys)
        late = browser.post(f"{url}reply/", {"words": "Three", "wish": "members"})
        assert "This question is closed" in late.text and "Three" in late.text
        wider = browser.post(f"{url}reply/wish/", {"wish": "named"}, follow=True)
        assert "This question is closed" in wider.text
        browser.post(f"{url}reply/wish/", {"wish": "stewards"})
        line.refresh_from_db()
        assert (line.words, line.wish) == ("Two ramps", Wish.STEWARDS)
        browser.post(f"{url}reply/withdrawal/")
    assert not Contribution.objects.exists()


@proves("G4")
def test_every_page_on_which_words_are_narrowed_or_taken_back_says_what_cannot_be_recalled(
    people, as_, question, evening
):
    reply_to(question, person=people.cerys, words="A ramp")
    line, _who = say_in_between("A rail", person=people.cerys)
    answer = say(evening, "A lift", person=people.cerys, wish=Wish.MEMBERS)
    space = open_space("Hall", by=people.dee, seen_by="members")
    thread = start_thread(space, "Chairs", "They wobble", by=people.cerys)
    pages = [question.get_absolute_url(), f"/say/{line.pk}/", f"{evening.page('said')}{answer.pk}/",
             "/me/words/", f"/threads/{thread.pk}/messages/1/own/",
             f"/threads/{thread.pk}/messages/1/back/"]  # fmt: skip
    for moment in (now(), now() + LATER):
        with time_machine.travel(moment):
            browser = as_(people.cerys)
            shown = {page: browser.get(page) for page in pages}
            assert [page for page, one in shown.items() if one.status_code != 200] == []
            assert [page for page, one in shown.items() if not says_so(one)] == []


@proves("G4")
@pytest.mark.parametrize("withdraws", [False, True])
def test_whoever_narrows_or_takes_back_reads_it_once_more(
    people, as_, question, evening, withdraws
):
    reply_to(question, person=people.cerys, words="A ramp")
    line, _who = say_in_between("A rail", person=people.cerys)
    answer = say(evening, "A lift", person=people.cerys, wish=Wish.MEMBERS)
    url, own = question.get_absolute_url(), f"{evening.page('said')}{answer.pk}/"
    back = {"withdraw": "yes"}
    presses = [
        (f"{url}reply/{'withdrawal' if withdraws else 'wish'}/", {"wish": "stewards"}),
        (f"/say/{line.pk}/", back if withdraws else {"words": "A rail", "wish": "stewards"}),
        (own, back if withdraws else {"words": "A lift", "wish": "stewards", "shown": "A lift"}),
    ]
    for address, typed in presses:
        after = as_(people.cerys).post(address, typed, follow=True)
        assert after.redirect_chain and says_so(after), address
    left = set(Contribution.objects.values_list("wish", flat=True))
    assert left == (set() if withdraws else {Wish.STEWARDS})
