"""The editor swaps, orders, leaves out and writes lines; every button keeps what was typed."""

import pytest

from hearth.ground.refusals import Refused
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.flags import flag
from hearth.roundups.models.pieces import Kind, put_in
from hearth.roundups.models.rota import offer
from hearth.roundups.shown import shown
from hearth.roundups.tests.conftest import put
from tests.proving import proves


def words(draft, **more):
    lines = {f"line-{piece.pk}": "" for piece in draft.pieces.in_it()}
    return {"opening": "", "closing": "", "seen_by": "members"} | lines | more


def titles(draft, person=None):
    return [told.title for told in shown(draft, person).pieces]


def kinds(draft):
    return [piece.kind for piece in draft.pieces.in_it()]


def test_only_editors_and_stewards_open_a_draft(people, as_, draft):
    path = draft.page("draft")
    assert as_(people.bola).get(path).status_code == 404
    offer(people.bola)
    assert as_(people.bola).get(path).status_code == 200
    assert as_(people.dee).get(draft.get_absolute_url()).url == path
    assert as_(people.amara).get(draft.get_absolute_url()).status_code == 404
    assert as_(None).get(path).url.startswith("/sign-in/")


@pytest.mark.parametrize("press", [{}, {"up": 0}, {"send": "yes"}, {"more": "yes"}, {"swap": 0}])
def test_whatever_is_pressed_the_words_are_kept(people, as_, draft, press):
    piece = draft.pieces.get(kind=Kind.TOLD)
    press = {name: piece.pk if value == 0 else value for name, value in press.items()}
    said = {"opening": "Cold here.", f"line-{piece.pk}": "They do now.", **press}
    as_(people.dee).post(draft.page("draft"), words(draft, **said))
    draft.refresh_from_db()
    piece.refresh_from_db()
    assert (draft.opening, piece.line) == ("Cold here.", "They do now.")


def test_pieces_go_up_and_down_and_stay_at_the_edge(people, as_, draft):
    dee, last = as_(people.dee), draft.pieces.get(kind=Kind.TOLD)
    dee.post(draft.page("draft"), words(draft, up=last.pk))
    assert kinds(draft) == ["read", "question", "told", "opportunity"]
    first = draft.pieces.in_it()[0]
    dee.post(draft.page("draft"), words(draft, up=first.pk))
    dee.post(draft.page("draft"), words(draft, down=first.pk))
    assert kinds(draft) == ["question", "read", "told", "opportunity"]


def test_an_editor_is_offered_no_title_of_a_page_that_is_closed_to_them(
    people, as_, draft, monkeypatch
):
    put("/pages/90/", "A quarrel about keys")
    flag("/pages/90/", by=people.bola)
    path = draft.page("pieces")
    assert "A quarrel about keys" in as_(people.dee).get(path).text
    closed = {people.dee.pk: ["/pages/90/"]}
    monkeypatch.setattr("hearth.ground.access.closed_to", lambda to: [closed.get(to.pk, [])])
    assert "A quarrel about keys" not in as_(people.dee).get(path).text
    assert "A quarrel about keys" in as_(people.efe).get(path).text


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 30, "²", "-1"])
def test_a_piece_that_cannot_be_is_not_there(people, as_, draft, digits):
    answer = as_(people.dee).post(draft.page("draft"), words(draft, out=digits))
    assert answer.status_code == 404


@proves("J7.2")
def test_the_editor_swaps_one_for_the_next_of_its_kind_or_for_nothing(people, as_, habit, tells):
    tells("read", "How we share one key")
    tells("question", "Who mends sewing machines?")
    other = tells("question", "Who has a van?", weight=3)
    keep_on()
    dee, draft = as_(people.dee), Roundup.objects.get()
    piece = draft.pieces.in_it().get(kind=Kind.QUESTION)
    path = f"/roundups/{draft.on}/pieces/{piece.pk}/"
    assert "Who has a van?" in dee.get(path).text
    dee.post(path, {"url": other})
    assert titles(draft)[1] == "Who has a van?"
    new = draft.pieces.in_it()[1]
    dee.post(f"/roundups/{draft.on}/pieces/{new.pk}/", {"url": ""})
    assert Kind.QUESTION not in kinds(draft)


def test_what_was_left_out_can_come_back(people, as_, draft):
    dee, piece = as_(people.dee), draft.pieces.get(kind=Kind.READ)
    dee.post(draft.page("draft"), words(draft, out=piece.pk))
    assert Kind.READ not in kinds(draft)
    dee.post(draft.page("pieces"), {"url": piece.url})
    assert kinds(draft)[-1] == Kind.READ


@proves("J7.2")
def test_seven_things_are_enough(people, draft, tells):
    for number in range(3):
        put_in(draft, Piece(kind=Kind.MORE, url=f"https://far.example/{number}", title="Far"))
    with pytest.raises(Refused, match="Seven things are enough"):
        put_in(draft, Piece(kind=Kind.MORE, url="https://far.example/8", title="Far"))
    assert draft.pieces.in_it().count() == 7


def test_the_same_thing_is_not_in_it_twice(people, draft):
    piece = draft.pieces.get(kind=Kind.READ)
    with pytest.raises(Refused, match="in it already"):
        put_in(draft, Piece(kind=Kind.READ, url=piece.url))


def test_a_page_from_elsewhere_goes_in_under_the_title_given(people, as_, draft):
    said = {"url": "https://far.example/a", "title": "A far story"}
    as_(people.dee).post(draft.page("pieces"), said)
    assert titles(draft)[-1] == "A far story"
    as_(people.dee).post(draft.page("pieces"), {"url": "javascript:alert(1)", "title": "No"})
    assert len(titles(draft)) == 4  # three that everyone may open, and the story


def test_the_editor_sees_who_may_not_be_named(people, as_, habit, tells):
    flag(tells("read", "How we share one key"), by=people.cerys, words="Read page two.")
    flag("https://far.example/b", by=people.amara, title="Seen on a bus", may_be_named=True)
    keep_on()
    dee, draft = as_(people.dee), Roundup.objects.get()
    page = dee.get(draft.page("draft")).text
    assert "Cerys flagged it." in page
    assert "Do not say so" in page
    assert "Read page two." in page
    dee.post(draft.page("pieces"), {"url": "https://far.example/b"})
    page = dee.get(draft.page("draft")).text
    assert "Amara flagged it." in page
    assert "You may say so." in page


@proves("J7.4")
def test_what_members_alone_can_open_says_so(people, as_, draft):
    page = as_(people.dee).get(draft.page("draft")).text
    assert page.count('<span class="tag wish">Members</span>') == 1
    by_title = {told.title: told.is_for_members for told in shown(draft, people.bola).pieces}
    assert by_title["Who mends sewing machines?"]
    assert not by_title["Time of day"]
