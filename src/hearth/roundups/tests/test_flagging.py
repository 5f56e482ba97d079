"""Anything with an address can be flagged: by one press, by mail, from a chat, or by a form."""

from email.message import EmailMessage

import pytest
from django.utils.http import urlencode

from hearth.ground.access import Group
from hearth.ground.areas import onward
from hearth.ground.links import absolute
from hearth.ground.mailbox import Mail, answered, reply_address
from hearth.ground.refusals import Refused
from hearth.roundups.by_mail import read_flag
from hearth.roundups.models import Flag, Inlet, Piece
from hearth.roundups.models.flags import A_DAY_AT_MOST, flag
from hearth.roundups.sending import send
from hearth.roundups.tests.conftest import put
from tests.proving import proves

PAGE = "/pages/key/"


@pytest.fixture
def page(people):
    put(PAGE, "How we share one key", "members")
    return PAGE


def mail(person, words, sender=None, to="roundup"):
    message = EmailMessage()
    message["Subject"] = "Look"
    message.set_content(words)
    return Mail(message, sender or person.email, person, to, own=words, is_theirs=sender is None)


@proves("J7.1")
def test_one_press_on_a_page_flags_it_and_twice_is_one_flag(people, as_, page):
    [way] = [one for one in onward(page, people.amara) if one.acts]
    amara = as_(people.amara)
    for _press in range(2):
        assert amara.post(way.url).url == page
    found = Flag.objects.get()
    assert (found.url, found.by, found.words) == (page, people.amara, "")


def test_opening_the_link_flags_nothing_and_shows_a_form_with_a_sentence(people, as_, page):
    reply = as_(people.amara).get(f"/roundups/flag/?{urlencode({'from': page})}")
    assert page in reply.text
    assert not Flag.objects.exists()
    said = {"url": page, "words": "It made me try again."}
    as_(people.amara).post("/roundups/flag/", said)
    assert Flag.objects.get().words == "It made me try again."


def test_passers_by_have_no_such_button(people):
    assert not [one for one in onward("/pages/key/", None) if one.acts]
    assert not [one for one in onward("/pages/key/", people.fin) if one.acts]


def test_what_one_may_not_open_is_no_page_to_flag(people, as_):
    circle = Group.objects.create(name="A circle")
    put("/circle/", "Ours alone", "group", circle)
    reply = as_(people.amara).post("/roundups/flag/", {"url": "/circle/"})
    assert "We know no such page." in reply.text
    with pytest.raises(Refused, match="no such page"):
        read_flag(mail(people.amara, absolute("/circle/")))
    chat = Inlet.objects.create(name="Discord")
    reply = as_(None).post(f"/roundups/in/{chat.token}/", {"link": absolute("/circle/")})
    assert (reply.status_code, reply.text) == (400, "We know no such page.")
    assert not Flag.objects.exists()


def test_what_a_group_keeps_to_itself_is_not_flagged_by_its_own_people(people, as_):
    circle = Group.objects.create(name="A circle")
    circle.people.add(people.amara)
    put("/circle/", "Ours alone", "group", circle)
    reply = as_(people.amara).post("/roundups/flag/", {"url": "/circle/"})
    assert "This belongs to a group." in reply.text
    assert not Flag.objects.exists()


@pytest.mark.parametrize(
    "wrong", ["", "soon", "javascript:alert(1)", "mailto:a@b.example", "https://[a.example/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(people, as_, wrong):
    reply = as_(people.amara).post("/roundups/flag/", {"url": wrong})
    assert reply.status_code == 200
    assert not Flag.objects.exists()


@proves("J7.1")
def test_a_link_with_a_sentence_by_mail_is_a_flag(people, page, settings):
    settings.SITE_ADDRESS = "https://tidewater.example"
    words = f"Worth it for page two.\nhttps://tidewater.example{page}.\n"
    assert read_flag(mail(people.amara, words))
    found = Flag.objects.get()
    assert (found.url, found.words, found.way) == (page, "Worth it for page two.", "mail")


def test_the_address_for_flags_is_signed_for_one_person(people, as_, settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    mine = reply_address(people.amara, "roundup")
    assert mine in as_(people.amara).get("/roundups/flag/").text
    assert answered(mine) == (people.amara, "roundup")


def test_a_forged_sender_and_words_without_a_link_are_for_a_person(people, page):
    with pytest.raises(Refused, match="another address"):
        read_flag(mail(people.amara, f"https://a.example{page}", sender="x@y.example"))
    with pytest.raises(Refused, match="no address"):
        read_flag(mail(people.amara, "See https://[a.example/ for it"))
    with pytest.raises(Refused, match="no link in it"):
        read_flag(mail(people.amara, "What a good one!"))
    assert not read_flag(mail(people.amara, "https://a.example/", to="told-20261119"))
    assert not Flag.objects.exists()


@proves("J7.1")
@pytest.mark.parametrize(
    "body",
    [
        {"link": "https://a.example/x", "sentence": "Look"},
        {"url": "https://a.example/x", "text": "Look"},
        {"content": "Look https://a.example/x"},
        {"text": "Look <https://a.example/x|this>"},
    ],
)
@pytest.mark.parametrize("kind", ["application/json", None])
def test_an_emoji_in_a_linked_chat_flags_by_its_own_address(people, as_, body, kind):
    chat = Inlet.objects.create(name="Discord")
    more = {"content_type": kind} if kind else {}
    reply = as_(None).post(f"/roundups/in/{chat.token}/", body, **more)
    assert reply.status_code == 200
    found = Flag.objects.get()
    assert found.url == "https://a.example/x"
    assert found.words.startswith("Look")
    assert (found.by, found.way) == (None, "chat")


def test_looking_at_a_chats_address_changes_nothing_and_a_guess_finds_nothing(people, as_):
    chat = Inlet.objects.create(name="Discord")
    assert as_(None).get(f"/roundups/in/{chat.token}/").status_code == 200
    for token in (f"{chat.pk}-0123", "x", f"{chat.pk}", chat.token[:-1] + "g"):
        assert as_(None).post(f"/roundups/in/{token}/", {"link": "https://a.b/"}).status_code == 404
    assert not Flag.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["{", "[]", '{"link": 3}', '"x"', '{"text": "no link"}', '{"url": "https://[a.b"}', "[" * 9999],
)
def test_nonsense_from_a_chat_is_refused_in_words(people, as_, body):
    chat = Inlet.objects.create(name="Discord")
    reply = as_(None).post(f"/roundups/in/{chat.token}/", body, content_type="application/json")
    assert reply.status_code == 400
    assert not Flag.objects.exists()


def test_signs_that_nobody_can_read_are_left_out(people, as_):
    chat = Inlet.objects.create(name="Discord")
    body = '{"link": "https://a.example/\\u0000x", "text": "Look\\u0000 at \\ud800this"}'
    reply = as_(None).post(f"/roundups/in/{chat.token}/", body, content_type="application/json")
    assert reply.status_code == 200
    assert [(one.url, one.words) for one in Flag.objects.all()] == [
        ("https://a.example/x", "Look at this")
    ]


def test_a_chat_that_went_wild_fills_nothing(people, as_):
    chat = Inlet.objects.create(name="Discord")
    Flag.objects.bulk_create(
        Flag(url=f"https://a.example/{n}", way="chat") for n in range(A_DAY_AT_MOST)
    )
    reply = as_(None).post(f"/roundups/in/{chat.token}/", {"link": "https://a.example/more"})
    assert reply.status_code == 429
    assert Flag.objects.count() == A_DAY_AT_MOST


def test_a_steward_takes_a_chats_address_away(people, as_):
    dee = as_(people.dee)
    dee.post("/roundups/chats/", {"name": "Slack"})
    chat = Inlet.objects.get()
    assert chat.address in dee.get("/roundups/chats/").text
    dee.post("/roundups/chats/", {"remove": chat.pk})
    assert as_(None).get(f"/roundups/in/{chat.token}/").status_code == 404


def test_a_flag_says_nothing_about_its_person_to_other_members(people, as_, draft):
    piece = draft.pieces.in_it().first()
    found = flag(piece.url, by=people.cerys, words="A secret reason.")
    Piece.objects.filter(pk=piece.pk).update(flag=found)
    draft.reword(opening="", closing="", seen_by="everyone", lines={})
    send(draft, by=people.dee)
    bola = as_(people.bola)
    for path in ("/roundups/", draft.get_absolute_url(), draft.page("words"), "/roundups/rota/"):
        page = bola.get(path)
        assert page.status_code == 200
        assert "A secret reason." not in page.text
        assert "Cerys" not in page.text
    assert "secret" not in as_(None).get("/roundups/feed.atom").text
