"""The first words of a text: plain, as people wrote them, and escaped by the page."""

from django.template import Context, Template

from hearth.ground.text import first_words


def test_first_words_say_what_people_wrote():
    assert first_words("Tea & **cake**, 3 < 4, “so”") == "Tea & cake, 3 < 4, “so”"
    assert first_words("AT&amp;T") == "AT&T"


def test_a_page_escapes_them():
    words = "`<script>alert(1)</script>` & more"
    assert first_words(words) == "<script>alert(1)</script> & more"
    page = Template("{% load hearth %}{{ words|first_words }}").render(Context({"words": words}))
    assert page == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"
