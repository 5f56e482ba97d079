"""Two things of one name have two addresses, and none takes one that a page of ours needs."""

import pytest

from hearth.people.models import Organisation

pytestmark = pytest.mark.django_db


def free(words, *but):
    return Organisation.objects.free_slug(words, "organisation", *but)


def named(slug):
    Organisation.objects.create(name=slug, key=slug, slug=slug)


def test_the_first_has_the_name_and_others_the_next_number_that_is_free():
    assert free("The Repair Café") == "the-repair-cafe"
    for slug in ("the-repair-cafe", "the-repair-cafe-3"):
        named(slug)
    assert free("The Repair Café") == "the-repair-cafe-2"
    named("the-repair-cafe-2")
    assert free("The Repair Café") == "the-repair-cafe-4"
    assert free("The Repair") == "the-repair", "another that begins alike is not in the way"


def test_addresses_that_our_pages_need_are_taken():
    assert free("New", "new", "feed") == "new-2"


@pytest.mark.parametrize("words", ["", "!!!", "社区"])
def test_words_without_a_letter_of_ours_have_an_address_too(words):
    assert free(words) == "organisation"


def test_a_long_name_leaves_room_for_its_number():
    long = free("word " * 60)
    named(long)
    assert not long.endswith("-")
    assert len(free("word " * 60)) <= Organisation._meta.get_field("slug").max_length
