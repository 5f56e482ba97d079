"""Words that may be new to people are explained where they first stand (G9)."""

from __future__ import annotations

from hearth.conversations.glossary import Explained, meanings
from hearth.conversations.models import start_thread, write
from hearth.ground.text import to_html


def test_a_word_is_explained_once_on_a_page_and_reads_as_it_was_written(people, spaces, as_):
    thread = start_thread(spaces.members, "Money", "A Bursary helps.", by=people.amara)
    write(thread, "Which bursaries? One bursary a year.", by=people.bola)
    page = as_(people.cerys).get(f"/threads/{thread.pk}/").text
    assert page.count(meanings()["bursary"]) == 1
    assert page.count('popovertarget="word-bursary"') == 1


def test_links_code_and_longer_words_stay_as_they_are():
    for words in ("[bursary](https://example.org)", "`bursary`", "bursaryless", "pre-bursary"):
        assert "popover" not in Explained().in_words(to_html(words)), words


def test_signs_in_words_stay_safe():
    html = Explained().in_words(to_html("<b>bursary</b> & <script>alert(1)</script>"))
    assert "<script" not in html
    assert "<b>bursary</b>" not in html
    assert "&amp;" in html
