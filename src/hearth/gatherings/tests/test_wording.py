"""One text that becomes page, letter, chat text, calendar entry and poster."""

import re

from hearth.ground.books import Letter
from tests.proving import proves


@proves("J3.7")
def test_one_text_makes_page_letter_chat_calendar_and_poster_and_each_can_be_edited(
    people, as_, make_gathering
):
    gathering = make_gathering(about="We look at repair cafes together.")
    host = as_(people.bola)
    gathering.invite(
        type(people.fin).objects.get_queryset().filter(pk=people.fin.pk), by=people.bola
    )
    places = {
        "page": host.get(gathering.get_absolute_url()).content.decode(),
        "letter": Letter.objects.get().text,
        "calendar": host.get(gathering.page("calendar_file")).content.decode(),
        "feed": host.get("/gatherings/calendar.ics").content.decode(),
        "poster": host.get(gathering.page("poster")).content.decode(),
        "chat": host.get(gathering.page("wording")).context["form"]["chat"].value(),
    }
    for channel, words in places.items():
        assert "repair cafes together" in re.sub(r"\r?\n ", "", words), channel
    made = host.get(gathering.page("wording")).context["form"].initial
    edited = made | {"poster": "Bring your toaster.", "chat": "Toasters welcome"}
    host.post(gathering.page("wording"), edited)
    assert "Bring your toaster" in host.get(gathering.page("poster")).content.decode()
    assert "repair cafes" in host.get(gathering.page("calendar_file")).content.decode()
    host.post(gathering.page("wording"), edited | {"letter": "Dear all", "calendar": "At noon"})
    Letter.objects.all().delete()
    gathering.refresh_from_db()
    gathering.invite(type(people.fin).objects.members(), by=people.bola)
    assert "Dear all" in Letter.objects.first().text
    assert "At noon" in host.get(gathering.page("calendar_file")).content.decode()
    assert [w.channel for w in gathering.wordings.order_by("channel")] == [
        "calendar",
        "chat",
        "letter",
        "poster",
    ]
