"""Planning from what members asked for: chosen, shown by their wishes, and told."""

import pytest

from hearth.gatherings.models import Gathering, Origin
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import card_page, take_up
from hearth.gatherings.models.origins import come_from
from hearth.gatherings.tests.test_planning import plan_form
from hearth.ground.books import Letter, Wish


@pytest.fixture
def batteries(running, people):
    words = "Batteries that last"
    return say(running, words, person=people.fin, kind="ask", wish=Wish.PUBLIC)


@pytest.fixture
def draft(people, as_, batteries):
    Letter.objects.all().delete()
    as_(people.dee).post("/gatherings/plan/", plan_form(title="On batteries", cards=batteries.pk))
    return Gathering.objects.get(title="On batteries")


def test_planning_shows_open_asks_and_offers_oldest_first_with_how_many(
    people, as_, running, batteries
):
    say(running, "Hall lights", person=people.cerys, kind="hosting", wish=Wish.STEWARDS)
    say(running, "Room words", person=people.cerys, kind="ask", wish=Wish.ROOM)
    page = as_(people.dee).get("/gatherings/plan/").text
    assert page.index("I need: Batteries that last") < page.index("Hall lights")
    assert "2 asks and offers wait for a gathering" in page
    assert "Room words" not in page and "Fin" not in page


def test_whoever_asked_and_whoever_took_it_up_hear_when_it_is_announced_and_once(
    people, as_, batteries, draft
):
    take_up(batteries, by=people.cerys)
    Letter.objects.all().delete()
    assert Origin.objects.get().answer == batteries
    as_(people.bola).post(draft.page("announcement"))
    told = Letter.objects.filter(kind="cards").order_by("to__name")
    assert [letter.to for letter in told] == [people.cerys, people.fin]
    assert "You said:" in told[1].text and "You took up a card" in told[0].text
    assert "Fin" not in told[0].text
    come_from(draft, [batteries], by=people.dee)
    assert Letter.objects.filter(kind="cards").count() == 2


def test_a_draft_tells_nobody(people, draft):
    assert not Letter.objects.filter(kind="cards").exists()


def test_the_page_says_that_members_asked_in_words_by_their_wish(people, as_, batteries, draft):
    draft.announce(by=people.bola)
    page = as_(None).get(draft.get_absolute_url()).text
    assert "Members asked for this" in page and "Batteries that last" in page
    assert "Fin" not in page
    batteries.wish_for(Wish.MEMBERS, by=people.fin)
    page = as_(None).get(draft.get_absolute_url()).text
    assert "Members asked for this" in page and "Batteries that last" not in page
    assert "Batteries that last" in as_(people.amara).get(draft.get_absolute_url()).text
    batteries.wish_for(Wish.ROOM, by=people.fin)
    page = as_(people.amara).get(draft.get_absolute_url()).text
    assert "Members asked for this" not in page


def test_a_card_narrowed_to_the_room_tells_nobody_when_it_is_announced(people, batteries, draft):
    batteries.wish_for(Wish.ROOM, by=people.fin)
    draft.announce(by=people.bola)
    assert not Letter.objects.filter(kind="cards").exists()


def test_what_was_chosen_by_mistake_is_taken_off_and_an_old_page_takes_off_nothing(
    people, as_, batteries, draft
):
    host = as_(people.bola)
    form = plan_form(title="On batteries")
    host.post(draft.page("edit"), form)
    assert Origin.objects.exists(), "this page was opened before the card was chosen"
    shown = host.get(draft.page("edit")).context["asked"]["instead_of"].value()
    host.post(draft.page("edit"), form | {"instead_of": shown})
    assert not Origin.objects.exists()


def test_a_card_that_was_taken_back_meanwhile_is_refused_in_words(people, as_, batteries):
    pk = batteries.pk
    batteries.withdraw(by=people.fin)
    page = as_(people.dee).post("/gatherings/plan/", plan_form(cards=pk)).text
    assert "was taken back" in page and not Gathering.objects.filter(announced_at=None).exists()


def test_planning_from_a_card_has_it_chosen(people, as_, batteries):
    page = as_(people.dee).get(card_page(batteries)).text
    path = f"/gatherings/plan/?card={batteries.pk}"
    assert path in page
    assert as_(people.dee).get(path).context["asked"].initial["cards"] == [batteries.pk]
    for nonsense in ("x", "9" * 400, "-1"):
        assert as_(people.dee).get(f"/gatherings/plan/?card={nonsense}").status_code == 200


def test_only_cards_that_the_host_may_read_can_be_chosen(people, as_, running, meetup):
    hidden = say(running, "Hush", person=people.cerys, kind="ask", wish=Wish.STEWARDS)
    page = as_(people.bola).post(meetup.page("edit"), plan_form(cards=hidden.pk))
    assert not Origin.objects.exists() and "Hush" not in page.text


def test_a_host_neither_sees_nor_takes_off_what_only_stewards_may_read(
    people, as_, running, meetup
):
    hidden = say(running, "Hush", person=people.cerys, kind="ask", wish=Wish.STEWARDS)
    come_from(meetup, [hidden], by=people.dee)
    host = as_(people.bola)
    shown = host.get(meetup.page("edit"))
    assert "Hush" not in shown.text
    instead_of = shown.context["asked"]["instead_of"].value()
    host.post(meetup.page("edit"), plan_form(instead_of=instead_of))
    assert Origin.objects.get().answer == hidden
