"""A list of 300 people from a ticketing tool is brought in, and all of them are invited."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.people.tests.eventbrite import as_csv, eventbrite
from hearth.post.sender import send_waiting
from tests.letterbox import letterbox


@pytest.fixture
def meetup(people):
    start = now() + timedelta(days=7)
    meetup = Gathering.objects.create(
        title="Monthly meet-up",
        slug="monthly",
        about="How do repair cafes keep going?",
        host=people.bola,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        seen_by="everyone",
    )
    lay_out(meetup, "standard-hour")
    meetup.announce(by=people.bola)
    return meetup


def test_all_of_them_are_invited_once_and_each_letter_leaves_once(people, as_, meetup, settings):
    steward = as_(people.dee)
    file = SimpleUploadedFile("attendees.csv", as_csv(eventbrite(300)), "text/csv")
    preview = steward.post("/steward/bring-people/", {"file": file}).url
    steward.post(preview)
    Person.objects.members().update(joined_at=now() - timedelta(days=3))
    everyone = set(Person.objects.exclude(email=None).values_list("email", flat=True))
    everyone.remove("fin@example.org")  # only typed an address once
    assert len(everyone) == 253 + 5
    for _ in range(2):
        steward.post(meetup.page("invitation"), {"to": "all"})
    assert Letter.objects.count() == len(everyone)
    with letterbox() as box:
        settings.MAILERS_READY = True
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": box.port},
            }
        }
        while send_waiting():
            pass
        assert Counter(letter["To"] for letter in box.letters) == dict.fromkeys(everyone, 1)
    assert not Letter.objects.waiting().exists()
