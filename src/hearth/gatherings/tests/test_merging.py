"""Two people change one line at the same time, and no word of either is lost."""

from collections import Counter
from time import perf_counter

import pytest
from hypothesis import example, given, strategies as st

from hearth.gatherings.merging import merged

few_words = st.lists(
    st.sampled_from(["we", "need", "more", "bikes,", "tea", "and", "time", "for", "all"]),
    max_size=9,
)
lines = few_words.map(" ".join) | st.text("ab \n", max_size=14)


@given(lines, lines, lines)
@example("", "tea", "time")
@example("a b", "a", "a c b")
@example("a", "ab", "ba")
def test_every_word_that_either_added_is_there(before, mine, theirs):
    both = Counter(merged(before, mine, theirs).split())
    for text in (mine, theirs):
        added = Counter(text.split()) - Counter(before.split())
        assert added <= both


@given(lines, lines)
def test_who_changed_alone_has_it_as_they_wrote_it(before, text):
    assert merged(before, text, before) == text
    assert merged(before, before, text) == text
    assert merged(before, text, text) == text


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "both"),
    [
        ("", "tea", "time", "time tea"),
        ("we need", "we need bikes", "we need tea", "we need tea bikes"),
        ("we need tea", "we really need tea", "we need tea now", "we really need tea now"),
        ("hel", "hello", "hel world", "hello world"),
        ("a red bike", "a green bike", "a blue bike", "a blue green bike"),
        ("old words", "", "old new words", "old new words"),
        ("old words", "old new words", "", "new"),
        ("", "we need bikes", "we need tea", "we need tea bikes"),
        ("", "tea and time", "tea and", "tea and time"),
    ],
)
def test_two_edits_read_as_one_line(before, mine, theirs, both):
    assert merged(before, mine, theirs).split() == both.split()


def test_what_is_sent_twice_stands_once():
    """The answer was lost on the way, so the browser sends its words again."""
    once = merged("so far", "so far we need tea", "so far")
    assert merged("so far", "so far we need tea", once) == once
    assert merged("so far", "so far we need tea and bikes", once) == "so far we need tea and bikes"


def test_a_new_line_that_one_made_stays():
    assert merged("tea and time", "tea\nand time", "tea and more time") == "tea\nand more time"


def test_a_word_a_thousand_times_keeps_no_server_busy():
    before, mine, theirs = "a b " * 1000, "b c a " * 660, "a c b " * 660
    began = perf_counter()
    both = merged(before, mine, theirs)
    assert perf_counter() - began < 3
    assert both.count("c") >= 660
