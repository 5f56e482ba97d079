"""Choosing a picture: what is taken, what is left behind, and what is refused in words."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hearth.conversations.models import Message, Picture, start_thread
from hearth.conversations.shrinking import TooLarge, shrink
from hearth.conversations.tests.photos import PLACE, SHOWS, bomb, photo, say, taken_somewhere


@pytest.fixture
def thread(people, spaces):
    return start_thread(spaces.members, "Quilts", "Whose is it?", by=people.amara)


def test_nothing_but_the_picture_is_kept(people, thread, as_):
    raw = taken_somewhere()
    assert PLACE in raw
    say(as_(people.cerys), thread, raw)
    kept = Picture.objects.get()
    file = bytes(kept.file)
    assert PLACE not in file
    assert (kept.width, kept.height) == (1067, 1600), "it stands upright now"
    with Image.open(BytesIO(file)) as picture:
        assert picture.format == "WEBP"
        assert picture.size == (kept.width, kept.height)
        assert not dict(picture.getexif())
        assert not {"exif", "xmp", "icc_profile"} & {n for n, v in picture.info.items() if v}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_are_taken_too_and_small_ones_stay_small(people, thread, as_, kind):
    say(as_(people.cerys), thread, photo(kind, (300, 200)))
    assert (Picture.objects.get().width, Picture.objects.get().height) == (300, 200)


def test_what_one_sees_through_stays_so():
    file = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(file, "PNG")
    with Image.open(BytesIO(shrink(file.getvalue()).file)) as picture:
        assert picture.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_bomb_is_not_unpacked():
    with pytest.raises(TooLarge):
        shrink(bomb())


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "We cannot read this picture."),
        (b"<script>alert(1)</script>", "We cannot read this picture."),
        (photo("GIF", (20, 20)), "We cannot read this picture."),
        (photo()[:900], "We cannot read this picture."),
        (b"", "There is nothing in this file."),
        (bomb(), "This picture is too large"),
        (b"x" * (8 * 1024 * 1024 + 1), "This picture is too large"),
    ],
)
def test_what_is_no_picture_is_refused_and_no_word_is_lost(people, thread, as_, raw, why):
    reply = say(as_(people.cerys), thread, raw, words="My typed words")
    assert reply.status_code == 422
    assert why in reply.text
    assert "My typed words</textarea>" in reply.text
    assert SHOWS in reply.text
    assert Message.objects.count() == 1


def test_a_picture_needs_words_for_those_who_cannot_see_it(people, thread, as_):
    reply = say(as_(people.cerys), thread, photo(), description=" ")
    assert reply.status_code == 422
    assert "Say in a few words what the picture shows." in reply.text
    assert "Choose the picture once more." in reply.text
    reply = say(as_(people.cerys), thread, photo(), words="")
    assert "Write something first." in reply.text
    assert "Choose the picture once more." in reply.text
    lost = {"words": "Look", "description": SHOWS}
    reply = as_(people.cerys).post(f"/threads/{thread.pk}/answers/", lost)
    assert "Choose the picture, or empty the line" in reply.text
    assert not Picture.objects.exists()


def test_a_thread_begins_with_a_picture(people, spaces, as_):
    page = as_(people.cerys).get("/space/hall/new/").text
    assert 'enctype="multipart/form-data"' in page
    file = SimpleUploadedFile("x.png", photo("PNG", (40, 40)))
    sent = {"kind": "talk", "title": "Quilt", "words": "Look", "picture": file}
    reply = as_(people.cerys).post("/space/hall/new/", {**sent, "description": SHOWS}, follow=True)
    assert f'alt="{SHOWS}"' in reply.text


def test_the_same_words_again_do_not_lose_a_picture_in_silence(people, thread, as_):
    as_(people.cerys).post(f"/threads/{thread.pk}/answers/", {"words": "Look at this"})
    reply = say(as_(people.cerys), thread, photo())
    assert "You said this just now." in reply.text
    assert not Picture.objects.exists()
    say(as_(people.cerys), thread, photo(), words="And this", key="k")
    assert say(as_(people.cerys), thread, photo(), words="And this", key="k").status_code == 200
    assert Picture.objects.count() == 1
