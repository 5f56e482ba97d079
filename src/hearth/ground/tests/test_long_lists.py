"""A long list comes in pages: one reaches the first, the last and the next ones from each."""

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

pytestmark = pytest.mark.django_db


def links(request, pages, number):
    here = Paginator(range(pages), 1).get_page(number)
    words = render_to_string("ground/parts/pages.html", {"here": here}, request)
    shown = " ".join(re.sub(r"<[^>]+>", " ", words).split())
    return shown, re.findall(r'href="([^"]*)"', words), re.findall(r"aria-current", words)


@pytest.mark.parametrize(
    ("pages", "number", "shown"),
    [
        (1, 1, ""),
        (2, 2, "1 2"),
        (5, 3, "1 2 3 4 5"),
        (20, 1, "1 2 3 … 20"),
        (20, 4, "1 2 3 4 5 6 … 20"),
        (20, 10, "1 … 8 9 10 11 12 … 20"),
        (20, 17, "1 … 15 16 17 18 19 20"),
        (2000, 2000, "1 … 1998 1999 2000"),
    ],
)
def test_the_first_the_last_and_those_around_are_linked(rf, pages, number, shown):
    assert links(rf.get("/"), pages, number)[0] == shown


def test_what_was_chosen_is_kept_and_the_page_that_is_shown_is_marked(rf):
    _, addresses, marked = links(rf.get("/people/?q=a%26b&page=2"), 3, 2)
    assert addresses == [f"?q=a%26b&amp;page={n}" for n in (1, 2, 3)]
    assert len(marked) == 1
