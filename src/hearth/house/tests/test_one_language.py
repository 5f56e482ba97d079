"""We speak one language so far, and speak it as people in the UK do."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext


def test_days_are_written_and_read_as_here():
    assert date_format(date(2023, 11, 28)) == "28 Nov 2023"
    assert forms.DateField().clean("28/11/2023") == date(2023, 11, 28)


def test_words_stay_as_they_are():
    assert gettext("Say something") == "Say something"
    assert [ngettext("one day", "{n} days", n) for n in (1, 2)] == ["one day", "{n} days"]


def test_a_page_says_which_language_it_is_in(client, people):
    assert '<html lang="en-gb">' in client.get("/join/").text
