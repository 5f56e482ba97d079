"""Nothing goes out unless a person sends it; then each reader gets it once, as far as they may."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from hearth.ground.access import Group
from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind as Post, Letter, stop
from hearth.ground.refusals import Refused
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import Kind, put_in
from hearth.roundups.models.readers import want
from hearth.roundups.models.rota import offer
from hearth.roundups.sending import send, write_letters, write_monthly_letters
from hearth.roundups.tests.conftest import let_be_named, put
from tests.proving import proves


def letters():
    return {letter.to.name: letter for letter in Letter.objects.filter(kind=Post.ROUNDUP)}


def test_the_clock_sends_nothing_however_long_it_waits(people, draft, clock):
    for _day in range(30):
        clock.shift(timedelta(days=1))
        keep_on()
        write_letters()
    assert not letters()


def test_sending_is_for_editors_and_pressing_twice_sends_once(people, as_, draft):
    assert as_(people.bola).post(draft.page("sending")).status_code == 404
    offer(people.bola)
    bola = as_(people.bola)
    assert bola.post(draft.page("sending")).url == draft.get_absolute_url()
    bola.post(draft.page("sending"))
    for _minute in range(3):
        write_letters()
    assert sorted(letters()) == ["Amara", "Bola", "Cerys", "Dee", "Efe"]
    with pytest.raises(Refused, match="Nobody gets it twice"):
        send(draft, by=people.bola)


@proves("J7.6")
def test_it_is_a_letter_in_two_halves_a_page_and_a_feed_and_texts_to_paste(people, as_, draft):
    draft.reword(opening="Cold here.", closing="Keep warm.", seen_by="everyone", lines={})
    send(draft, by=people.dee)
    write_letters()
    letter = letters()["Amara"]
    for half in (letter.text, letter.html, as_(people.amara).get(draft.get_absolute_url()).text):
        for words in ("Cold here.", "Who mends sewing machines?", "Keep warm.", "That is all."):
            assert words in half
    pasted = as_(people.amara).get(draft.page("words")).text
    assert "**To read**" in pasted
    assert "*To read*" in pasted
    assert "|How we share one key&gt;" in pasted
    assert "](&lt;http" in pasted
    atom = as_(None).get("/roundups/feed.atom")
    [entry] = ElementTree.fromstring(atom.content).findall("{*}entry")
    assert "How we share one key" in entry.find("{*}summary").text


@proves("J7.3")
def test_passers_by_read_and_paste_only_what_everyone_may_read(people, as_, draft):
    draft.reword(opening="", closing="", seen_by="everyone", lines={})
    send(draft, by=people.dee)
    seen = as_(None).get(draft.get_absolute_url()).text
    assert "Who mends sewing machines?" not in seen
    assert "One more thing is for members." in " ".join(seen.split())
    assert "Who mends sewing machines?" not in as_(people.amara).get(draft.page("words")).text
    assert "Who mends sewing machines?" not in as_(None).get("/roundups/feed.atom").text


@proves("J7.3")
def test_a_round_up_for_members_is_on_no_public_page_and_in_no_feed(people, as_, draft):
    send(draft, by=people.dee)
    assert as_(None).get(draft.get_absolute_url()).status_code == 404
    assert "entry" not in as_(None).get("/roundups/feed.atom").text
    assert str(draft) not in as_(None).get("/roundups/").text
    assert str(draft) in as_(people.amara).get("/roundups/").text


@proves("J7.3")
def test_what_was_written_for_members_and_who_is_new_is_in_no_text_to_paste(people, as_, draft):
    let_be_named(people.cerys, True)
    draft.newcomers.add(people.cerys)
    put_in(draft, Piece(kind=Kind.PEOPLE))
    lines = {piece.pk: f"Line {piece.kind}." for piece in draft.pieces.in_it()}
    said = ("Among us.", "Stay well.", "Line read.", "Line people.", "Cerys")
    for seen_by, is_there in (("members", False), ("everyone", True)):
        draft.reword(opening=said[0], closing=said[1], seen_by=seen_by, lines=lines)
        Roundup.objects.update(sent_at=draft.until)
        pasted = as_(people.amara).get(draft.page("words")).text
        assert "How we share one key" in pasted
        assert [words in pasted for words in said] == [is_there] * len(said)
        Roundup.objects.update(sent_at=None)


@proves("J7.3")
def test_what_closes_before_the_letters_are_written_is_in_none_and_later_on_no_page(
    people, as_, draft
):
    let_be_named(people.cerys, True)
    draft.newcomers.add(people.cerys)
    put_in(draft, Piece(kind=Kind.PEOPLE))
    send(draft, by=people.dee)
    circle = Group.objects.create(name="A circle")
    put(draft.pieces.get(kind=Kind.READ).url, "How we share one key", "group", circle)
    write_letters()
    assert "How we share one key" not in letters()["Amara"].text
    assert "Cerys" in letters()["Amara"].text
    let_be_named(people.cerys, False)
    assert "Cerys" not in as_(people.amara).get(draft.get_absolute_url()).text


@proves("J7.2")
def test_more_than_350_words_do_not_go_out(people, as_, draft):
    pieces = {piece.pk: "word " * 85 for piece in draft.pieces.in_it()}
    draft.reword(opening="", closing="", seen_by="members", lines=pieces)
    reply = as_(people.dee).post(draft.page("sending"), follow=True)
    assert "People read 350. Say less" in reply.text
    draft.refresh_from_db()
    assert not draft.is_sent


@proves("J7.7")
def test_one_press_gets_it_monthly_and_another_stops_it(people, as_, draft, clock):
    send(draft, by=people.dee)
    amara, cerys = as_(people.amara), as_(people.cerys)
    assert "Once a month instead" in amara.get("/roundups/letters/").text
    amara.post("/roundups/letters/", {"monthly": "yes"})
    cerys.post("/roundups/letters/", {"none": "yes"})
    write_letters()
    assert sorted(letters()) == ["Bola", "Dee", "Efe"]
    clock.move_to(draft.sent_at.replace(month=12, day=1, hour=8, minute=59))
    write_monthly_letters()
    assert "Amara" not in letters()
    for _day in range(20):
        clock.shift(timedelta(days=1))
        write_monthly_letters()
    assert letters()["Amara"].subject == "The round-ups of November"
    assert "How we share one key" in letters()["Amara"].text
    assert len(letters()) == Letter.objects.filter(kind=Post.ROUNDUP).count() == 4


@proves("J7.7")
def test_the_letter_has_a_link_to_both_presses_and_opening_it_changes_nothing(people, as_, draft):
    send(draft, by=people.dee)
    write_letters()
    [link] = [w for w in letters()["Amara"].text.split() if "/l/" in w][:1]
    page = as_(None).get(link, follow=True)
    assert "Once a month instead" in page.text
    assert not people.amara.silences.exists()


def test_those_who_want_nothing_but_replies_get_none(people, as_, draft):
    Person.objects.filter(pk=people.amara.pk).update(rhythm="replies")
    told = as_(people.amara).get("/roundups/letters/").text
    assert "So no round-up comes" in told
    assert "/me/rhythm/" in told
    assert "Each one as it comes" not in told
    stop(people.bola, Post.ROUNDUP)
    want(people.cerys, "none")
    want(people.cerys, "each")
    send(draft, by=people.dee)
    write_letters()
    assert sorted(letters()) == ["Cerys", "Dee", "Efe"]


def test_what_was_wrong_is_put_right_where_all_can_see(people, as_, draft):
    send(draft, by=people.dee)
    with pytest.raises(Refused, match="went out already"):
        draft.reword(opening="New", closing="", seen_by="members", lines={})
    as_(people.dee).post(draft.page("correction"), {"words": "It is on the fifth."})
    assert "It is on the fifth." in as_(people.amara).get(draft.get_absolute_url()).text
    assert Roundup.objects.get().opening == ""
