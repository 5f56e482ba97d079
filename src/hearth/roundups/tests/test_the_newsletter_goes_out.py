"""A person sends the newsletter, once; it reaches whoever said yes, once, and one tap ends it."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from hearth.ground.access import Group
from hearth.ground.accounts import Person
from hearth.ground.books.diary import Happening
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.refusals import Refused
from hearth.post.models import Consent
from hearth.post.newsletter import say_no, say_yes
from hearth.post.sender import send_waiting
from hearth.post.tests.conftest import server  # noqa: F401
from hearth.roundups.models import Flag, Outlet, Piece
from hearth.roundups.models.flags import flag
from hearth.roundups.models.pieces import Kind, put_in
from hearth.roundups.newsletters import begin_newsletter
from hearth.roundups.notices.sending import read_on
from hearth.roundups.sending import send, write_letters, write_monthly_letters
from hearth.roundups.tests.conftest import put
from hearth.roundups.tests.test_the_newsletter import Q4, told
from tests.replying import reply_to


@pytest.fixture
def begun(habit, people, tells):
    """This quarter's newsletter, with an answer and a meeting in it."""
    tells("told", "Time of day")
    tells("met", "Mending evening", words="We met on 12 November.")
    return begin_newsletter(Q4, by=people.dee)


def words(draft, **more):
    lines = {f"line-{piece.pk}": piece.line for piece in draft.pieces.in_it()}
    return {"opening": "", "closing": ""} | lines | more


def letters():
    return {one.to.name: one for one in Letter.objects.filter(kind=Post.NEWSLETTER)}


def test_only_a_standing_yes_brings_it_to_members_and_guests_alike(people, as_, begun, clock):
    for person in (people.fin, people.amara, people.cerys):
        say_yes(person, source="a test")
    say_no(people.cerys)
    page = as_(people.dee).get(begun.page("sending")).text
    assert "It goes by letter to 2 who said yes to it." in " ".join(page.split())
    for _twice in range(2):
        assert as_(people.dee).post(begun.page("sending")).url == "/roundups/2026-q4/"
    clock.shift(timedelta(minutes=1))
    say_yes(people.bola, source="a test, too late for this one")
    for _minute in range(3):
        write_letters()
    assert sorted(letters()) == ["Amara", "Fin"]
    assert not Letter.objects.filter(kind=Post.ROUNDUP).exists()
    with pytest.raises(Refused, match="Nobody gets it twice"):
        send(begun, by=people.efe)
    write_monthly_letters()
    assert len(letters()) == 2


def test_who_takes_their_yes_back_before_it_leaves_gets_none(people, begun, server):  # noqa: F811
    for person in (people.fin, people.amara):
        say_yes(person, source="a test")
    send(begun, by=people.dee)
    write_letters()
    say_no(people.fin)
    send_waiting()
    assert [message.to for message in server] == [["amara@example.org"]]


def test_many_readers_get_it_in_turns_and_each_once(people, begun):
    for n in range(120):
        reader = Person.objects.meet(name=f"Reader {n}", email=f"r{n}@example.org")
        say_yes(reader, source="a test")
    send(begun, by=people.dee)
    assert write_letters() == 120
    assert write_letters() == 0
    assert len(letters()) == Letter.objects.filter(kind=Post.NEWSLETTER).count() == 120


def test_it_is_a_letter_in_two_halves_and_one_tap_ends_it(people, begun, server):  # noqa: F811
    say_yes(people.fin, source="a test")
    begun.reword(opening="A wet autumn.", closing="Keep dry.", seen_by="everyone", lines={})
    send(begun, by=people.dee)
    write_letters()
    send_waiting()
    [message] = server
    plain, html = message.body, message.alternatives[0].content
    for half in (plain, html):
        for said in ("A wet autumn.", "Time of day", "Mending evening", "Keep dry.",
                     "because you said yes to our newsletter"):  # fmt: skip
            assert said in half
        assert "Dee" not in half, "outside, nobody of us is named unasked"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message.extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    Client().post(f"/{link}", {"List-Unsubscribe": "One-Click"})
    assert not Consent.objects.filter(person=people.fin, withdrawn_at=None).exists()


def test_what_a_reader_writes_back_is_read_by_a_steward(people, as_, begun, settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    say_yes(people.fin, source="a test")
    send(begun, by=people.dee)
    write_letters()
    assert reply_to(letters()["Fin"], "Look at https://far.example/x too.")
    assert "https://far.example/x" in as_(people.dee).get("/steward/mail/").text
    assert not Flag.objects.exists()


def test_a_yes_can_be_given_again_where_letters_are_stopped(people, as_, begun):
    fin, path = as_(people.fin), "/letters/fewer/newsletter/"
    assert "Send me these again" in fin.get(path).text, "who never said yes gets none"
    fin.post(path, {"resume": "yes"})
    [yes] = Consent.objects.filter(person=people.fin, withdrawn_at=None)
    assert yes.source == "the page about fewer letters"
    assert yes.wording in as_(people.amara).get(path).text
    send(begun, by=people.dee)
    write_letters()
    assert sorted(letters()) == ["Fin"]


def test_its_page_is_for_everyone_and_it_is_in_the_feed_and_can_be_pasted(people, as_, begun):
    path = begun.get_absolute_url()
    assert as_(None).get(path).status_code == 404
    send(begun, by=people.dee)
    assert "Mending evening" in as_(None).get(path).text
    assert str(begun) in as_(None).get("/roundups/").text
    [entry] = ElementTree.fromstring(as_(None).get("/roundups/feed.atom").content).findall(
        "{*}entry"
    )
    assert "Mending evening" in entry.find("{*}summary").text
    pasted = as_(people.amara).get(begun.page("words")).text
    assert "We met on 12 November." in pasted
    assert "One more thing is for members" not in as_(None).get(path).text


def test_what_closes_later_is_gone_from_page_letter_and_feed(people, as_, begun):
    say_yes(people.fin, source="a test")
    send(begun, by=people.dee)
    circle = Group.objects.create(name="A circle")
    put(begun.pieces.get(kind=Kind.TOLD).url, "Time of day", "group", circle)
    write_letters()
    assert "Time of day" not in letters()["Fin"].text
    for path in (begun.get_absolute_url(), "/roundups/feed.atom"):
        assert "Time of day" not in as_(None).get(path).text


def test_its_editor_orders_writes_swaps_leaves_out_and_puts_in(people, as_, begun, tells):
    other = tells("told", "Where we meet")
    dee, draft = as_(people.dee), begun.page("draft")
    answer, met = begun.pieces.in_it()
    assert "Who reads its page?" not in dee.get(draft).text
    dee.post(draft, words(begun, opening="Hello.", up=met.pk, **{f"line-{met.pk}": "It rained."}))
    assert told(begun) == {"Mending evening": "It rained.", "Time of day": ""}
    assert list(told(begun)) == ["Mending evening", "Time of day"]
    swap = f"/roundups/{begun.issue}/pieces/{answer.pk}/"
    assert "Where we meet" in dee.get(swap).text
    dee.post(swap, {"url": other})
    assert list(told(begun)) == ["Mending evening", "Where we meet"]
    dee.post(draft, words(begun, out=met.pk, opening="Hello."))
    dee.post(begun.page("pieces"), {"url": met.url})
    assert told(begun) == {"Where we meet": "", "Mending evening": "It rained."}
    dee.post(begun.page("pieces"), {"url": "https://far.example/a", "title": "A far story"})
    begun.refresh_from_db()
    assert (begun.opening, begun.seen_by, len(told(begun))) == ("Hello.", "everyone", 3)
    with pytest.raises(Refused, match="A newsletter is for everyone"):
        begun.reword(opening="", closing="", seen_by="members", lines={})


def test_twelve_things_and_seven_hundred_words_are_enough(people, as_, begun):
    for n in range(10):
        put_in(begun, Piece(kind=Kind.MORE, url=f"https://far.example/{n}", title="Far"))
    with pytest.raises(Refused, match="Twelve things are enough"):
        put_in(begun, Piece(kind=Kind.MORE, url="https://far.example/13", title="Far"))
    lines = {piece.pk: "word " * 60 for piece in begun.pieces.in_it()}
    begun.reword(opening="", closing="", seen_by="everyone", lines=lines)
    reply = as_(people.dee).post(begun.page("sending"), follow=True)
    assert "People read 700. Say less" in reply.text


def test_it_takes_no_flag_from_the_round_up_and_counts_as_its_own_kind(people, as_, begun, tells):
    flag(tells("read", "How we share one key"), by=people.cerys)
    outlet = Outlet(name="Chat", tool="standard", address="https://chat.example.org/x")
    outlet.add()
    send(begun, by=people.dee)
    [line] = Happening.objects.filter(url=begun.get_absolute_url())
    assert str(line) == "sent readers the newsletter of October to December 2026"
    read_on(outlet)
    assert "newsletter.sent" in outlet.notices.get().body
    year = as_(None).get("/roundups/year/2026/newsletters/").text
    assert "newsletter of October" in year
    assert "newsletter of" not in as_(None).get("/roundups/year/2026/roundups/").text
