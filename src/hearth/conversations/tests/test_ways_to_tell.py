"""What leads to telling that something is wrong: with somebody, and with a whole thread."""

from __future__ import annotations

from hearth.conversations.models import Report, start_thread, write
from hearth.conversations.models.blocks import keep_away
from hearth.conversations.models.decisions import decide
from hearth.ground.books import Letter

LINK = "Something is wrong with this thread"


def test_ones_own_pages_lead_to_telling_of_somebody(as_, people, spaces):
    cerys = as_(people.cerys)
    about = f"/me/reports/about/{people.bola.pk}/"
    assert "/me/reports/#about" in cerys.get("/me/").text
    assert 'id="about"' in cerys.get("/me/reports/").text
    assert cerys.post("/me/reports/", {"name": "bola"}).url == about
    keep_away(people.bola, is_mute=True, by=people.cerys)
    assert about in cerys.get("/me/blocks/").text


def test_a_name_that_nobody_has_comes_back_with_a_word(as_, people, spaces):
    said = as_(people.cerys).post("/me/reports/", {"name": "Zeno"}).text
    assert "We know no member by that name" in said


def test_what_was_decided_leads_to_telling_of_somebody_and_names_nobody(as_, people, spaces):
    thread = start_thread(spaces.members, "Paint", "You are a marlquoin", by=people.bola)
    sharp = thread.messages.get()
    made = decide("hide", by=people.dee, message=sharp, line="Kind", reason="It hurts")
    assert "Were you treated badly" in Letter.objects.get(to=people.bola).text
    page = as_(people.bola).get(made.get_absolute_url()).text
    assert "/me/reports/#about" in page
    assert "Dee" not in page


def test_a_thread_is_told_of_with_its_title_and_first_words(as_, people, spaces):
    thread = start_thread(spaces.members, "A soffit of a title", "Which?", by=people.bola)
    write(thread, "This one", by=people.amara)
    report, cerys = f"/threads/{thread.pk}/messages/1/report/", as_(people.cerys)
    assert LINK in cerys.get(thread.get_absolute_url()).text
    assert LINK not in as_(people.bola).get(thread.get_absolute_url()).text
    assert "A soffit of a title" in cerys.get(report).text.split("<h1")[1]
    cerys.post(report, {"kind": "hurts", "helps": "speak", "readers": [people.dee.pk]})
    assert Report.objects.get().quoted == "A soffit of a title\n\nWhich?"


def test_where_first_words_were_taken_back_no_thread_is_told_of(as_, people, spaces):
    thread = start_thread(spaces.members, "A soffit", "Which?", by=people.bola)
    write(thread, "This one", by=people.amara)
    thread.messages.get(number=1).take_back(by=people.bola)
    assert LINK not in as_(people.cerys).get(thread.get_absolute_url()).text
