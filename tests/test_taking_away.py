"""Taking it all away: one file with all that somebody ever gave, and nothing of others."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

from hearth.gatherings.models import Answer
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import book
from tests.leaver import EMAIL, NAME, NEEDS, WORDS


def taken(person, as_):
    """The two halves of the file that somebody takes away."""
    answer = as_(person).post("/me/download/")
    assert "what-i-gave.zip" in answer["Content-Disposition"]
    folder = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    return folder.read("read-me.html").decode(), json.loads(folder.read("everything.json"))


def test_a_member_takes_away_all_that_they_ever_gave(full_life, as_):
    page, everything = taken(full_life.zyx, as_)
    said = (WORDS, f"{WORDS} and not for all", NEEDS, "zzyzx", "xylographs", "Quillworks")
    for words in (NAME, EMAIL, *said, "Kiln night", "Kiln circle", "Mending day"):
        assert words in page, words
        assert words in json.dumps(everything), words
    assert {one["wish"] for one in everything["gatherings.answer"]} >= {"Stewards only"}
    assert everything["people.fit"] == [{"kind": "I am new to this and curious"}]
    assert "We keep it to keep your place. Seen by the host and stewards." in page


def test_nobody_takes_away_what_is_anothers(full_life, as_, people):
    say(full_life.past, "A word of Bola's", person=people.bola)
    for half in taken(full_life.zyx, as_):
        half = json.dumps(half)
        for theirs in ("A word of Bola's", "bola@example.org", "Cerys", "dee@example.org"):
            assert theirs not in half, theirs


def test_a_guest_takes_away_what_they_gave(people, as_, full_life):
    book(full_life.full, people.fin, needs="a ramp")
    page, _everything = taken(people.fin, as_)
    assert "a ramp" in page


def test_ten_thousand_words_are_taken_away_within_a_minute(full_life, as_):
    from time import monotonic

    past, zyx = full_life.past, full_life.zyx
    Answer.objects.bulk_create(
        Answer(gathering=past, person=zyx, words=f"Word {n} <b>of</b> many") for n in range(10_000)
    )
    begun = monotonic()
    page, everything = taken(zyx, as_)
    assert monotonic() - begun < 60
    assert len(everything["gatherings.answer"]) == 10_002
    assert "Word 9999 &lt;b&gt;of&lt;/b&gt; many" in page


def test_who_sees_to_a_need_neither_takes_it_away_nor_takes_it_along(people, as_, full_life):
    from hearth.gatherings.models import Need

    place = book(full_life.full, people.fin, needs="a ramp")
    need = Need.objects.filter(place=place.pk).first() or Need.objects.create(
        place=place, words="a ramp"
    )
    Need.objects.filter(pk=need.pk).update(doer=full_life.zyx)
    assert "a ramp" not in taken(full_life.zyx, as_)[0]
    as_(full_life.zyx).post("/me/leaving/", {"words": "removed"})
    need.refresh_from_db()
    assert (need.words, need.doer) == ("a ramp", None)


def test_a_picture_is_taken_away_as_a_file_and_not_by_others(people, as_):
    from hearth.conversations.models import Picture, open_space, start_thread

    space = open_space("Hall", by=people.dee, seen_by="members")
    shown = Picture(description="A kiln", width=9, height=9, file=b"\xffa kiln")
    thread = start_thread(space, "Kilns", "Look", by=people.cerys, picture=shown)
    page, everything = taken(people.cerys, as_)
    (told,) = everything["conversations.picture"]
    assert told["description"] == "A kiln"
    assert told["page"] == f"/threads/{thread.pk}/messages/1/picture/"
    assert told["file"] in page
    answer = as_(people.cerys).post("/me/download/")
    folder = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert folder.read(told["file"]) == b"\xffa kiln"
    assert "conversations.picture" not in taken(people.bola, as_)[1]
