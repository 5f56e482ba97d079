"""What people suffer from letters elsewhere, and that it does not happen here."""

import re
from pathlib import Path

import pytest
from django.utils.timezone import now

import hearth
from hearth.ground.accounts import Person
from hearth.ground.books.post import ANSWERS, Kind, Letter, post, stop
from hearth.post.newsletter import say_yes
from hearth.post.sender import send_waiting
from hearth.post.tests.told import Talk
from hearth.post.wording import told

STOPPED = [kind for kind in Kind if kind not in ANSWERS]
pytestmark = pytest.mark.usefixtures("clock")
SENDS = re.compile(r"send_messages\(|\bsend_mail\(|mail_admins|mail_managers|message\.send\(")


def write(person, kind):
    words = "ground/letters/new_link.txt"
    return post([person], f"About {kind}", words, kind=kind, button=("Open", "/"))


def test_complaint_1_one_place_alone_hands_letters_to_a_mail_server():
    source = Path(hearth.__file__).parent
    sends = {
        file.relative_to(source).as_posix()
        for file in source.rglob("*.py")
        if "tests" not in file.parts and SENDS.search(file.read_text())
    }
    assert sends - {"people/signing_in.py"} == {"post/sender.py"}
    keys = (source / "people/signing_in.py").read_text()
    assert len(SENDS.findall(keys)) == 1 and "def send_mail(" in keys, "it hands on to the post"


@pytest.mark.parametrize("kind", STOPPED)
def test_complaint_1_what_was_switched_off_does_not_keep_coming(people, server, kind):
    say_yes(people.cerys, source="a test")
    write(people.cerys, kind)
    Letter.objects.filter(kind=kind).update(not_before=now())
    stop(people.cerys, kind)
    write(Person.objects.get_queryset().get(pk=people.cerys.pk), kind)
    assert send_waiting() == 0 and server == []
    assert not Letter.objects.waiting().exists()


def test_complaint_1_the_gate_is_asked_for_every_letter(people, server, monkeypatch):
    for kind in (Kind.KEYS, Kind.PLACE, Kind.NOTES):
        write(people.cerys, kind)
    asked = []

    def nobody(person, kind):
        asked.append(kind)
        return False

    monkeypatch.setattr("hearth.post.sender.may_send", nobody)
    assert send_waiting() == 0 and server == [] and len(asked) == 3


@pytest.mark.parametrize("kind", [kind for kind in STOPPED if kind != Kind.TOGETHER])
def test_complaint_3_a_mail_scanner_unsubscribes_nobody(people, server, client, kind):
    say_yes(people.cerys, source="a test")
    write(people.cerys, kind)
    Letter.objects.update(not_before=now())
    send_waiting()
    link = server[0].extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    for method in (client.get, client.head, client.options):
        method(f"/{link}", follow=True)
    assert not people.cerys.silences.exists()
    assert client.post(f"/{link}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert people.cerys.silences.get().kind == kind


def test_complaint_6_a_letter_of_news_is_short_and_says_that_it_is_all(people, talk, clock):
    for number in range(40):
        for _line in range(5):
            words = "a great many words were said about it " * 20
            talk.say(f"Thread {number}", [people.cerys], words=words)
    news = [one for _to, one in talk.said]
    about = told(people.cerys, news)
    said = " ".join(line["words"] for thread in about["threads"] for line in thread["lines"])
    assert len(about["threads"]) == 7 and len(said.split()) <= 350
    assert len(about["also"]) == 33
    from hearth.post.clock import minute
    from hearth.post.tests.test_rhythms import DAYS

    minute()
    clock.shift(6 * DAYS)
    minute()
    letter = Letter.objects.get(to=people.cerys)
    assert "That is all." in letter.text and "That is all." in letter.html
    assert isinstance(talk, Talk) and "Thread 39" in letter.text
    assert "<img" not in letter.html
