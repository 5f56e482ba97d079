"""Pairs that look alike: with a reason in people's own words, never for small words or names."""

from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from hearth.listening.alike import pairs
from hearth.listening.alike.pairing import MOST_MEETINGS, meetings
from hearth.listening.alike.words import plain, spoken, stem
from hearth.listening.tests.sorting import themes

EVENINGS = {
    1: "Evenings, please — I’m at work by day",
    2: "Could we meet in the evening? Work fills my day",
    3: "The kettle is broken",
}
some_texts = st.lists(
    st.sampled_from(
        ["time", "evening", "Evenings", "the", "of", "tŷ", "Tŷ", "cost", "costs", "👍", "Amara"]
    ),
    max_size=5,
).map(" ".join) | st.text(max_size=20)
boards = st.dictionaries(st.integers(1, 99), some_texts, max_size=8)


def two_by_two(cards, **about):
    return [(pair.one, pair.other) for pair in pairs(cards, **about)]


def test_a_pair_says_which_words_made_it():
    (pair,) = pairs(EVENINGS)
    assert (pair.one, pair.other) == (1, 2)
    assert set(pair.shared) == {"evening", "day", "work"}
    assert 0 < pair.likeness < 1


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Café keys", "Is it the cafe key", {"keys", "cafe"}),
        ("Mae’r tŷ yn oer", "Tŷ oer iawn", {"tŷ", "oer"}),
        ("Don’t share photos", "Sharing a photo", {"share", "photos"}),
        ("Co-operative Zoom", "Use Zoom, it is co-operative", {"co-operative", "Zoom"}),
    ],
)
def test_accents_quotes_and_endings_make_no_difference(one, other, shared):
    (pair,) = pairs({1: one, 2: other})
    assert set(pair.shared) == shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("👍", "👍"),
        ("Yes, and so do I", "So do I, yes"),
        ("Beth yw hyn?", "Pam mae hyn?"),
        ("See https://example.org/keys", "https://example.org/keys"),
        ("11.30", "11.30"),
        ("Write to tea@example.org", "tea@example.org wrote"),
        ("x" * 100_000, "x" * 100_000),
        ("-x" * 100_000, "'x" * 100_000),
    ],
)
def test_what_says_nothing_makes_no_pair(one, other):
    assert pairs({1: one, 2: other}) == []


def test_the_name_of_somebody_makes_no_pair():
    cards = {1: "Ask Amara", 2: "Amara’s kettle", 3: "Chairs", 4: "Tea at ten"}
    assert two_by_two(cards) == [(1, 2)]
    assert pairs(cards, names=["Amara Okafor"]) == []


def test_the_same_text_twice_comes_first():
    cards = {**EVENINGS, 4: "More chairs", 5: "more  chairs"}
    assert two_by_two(cards)[0] == (4, 5)
    assert pairs(cards)[0].likeness == 1


def test_words_that_are_everywhere_are_no_reason():
    said = ["tea", "bus", "hall", "key", "cake", "van"]
    cards = {n: f"Our community, our tech, our future: {word}" for n, word in enumerate(said)}
    assert pairs(cards) == []
    (pair,) = pairs({**cards, 7: "Community tech has a future in the hall"})
    assert (pair.one, pair.other, pair.shared) == (2, 7, ("hall",))


def test_no_pair_follows_from_those_above_it():
    cards = {n: f"An evening by the sea {n * 'x'}" for n in range(1, 5)}
    assert len(pairs(cards)) == 3


def test_a_pair_that_was_turned_down_does_not_come_back():
    assert pairs(EVENINGS, apart=[(2, 1)]) == []


def test_there_are_never_more_than_was_asked_for():
    questions = themes("covid_q")
    cards = dict(enumerate(text for texts in questions.values() for text in texts))
    assert [len(pairs(cards, n)) for n in (0, 1, 15)] == [0, 1, 15]
    assert two_by_two(cards, at_most=5) == two_by_two(cards)[:5]


def test_the_order_of_the_cards_makes_no_difference():
    found = [pairs(dict(order)) for order in permutations(EVENINGS.items())]
    assert all(one == found[0] for one in found)


@given(boards)
def test_whatever_people_write_each_pair_has_its_reason_on_both_cards(cards):
    for pair in pairs(cards):
        said = [{stem for stem, _ in spoken(cards[card])} for card in (pair.one, pair.other)]
        assert pair.one < pair.other
        assert pair.shared
        assert all(
            stem(plain(word)) in said[0] & said[1] for word in pair.shared if "-" not in word
        )


def test_one_card_or_none_has_no_pair():
    assert pairs({}) == pairs({1: "Tea"}) == []


# Time is for `hearth bench alike`; what is counted here is how often two cards are compared.


def test_500_cards_meet_in_all_their_words():
    cards = [{"everywhere", f"a{n % 100}", f"b{n % 50}", f"c{n}"} for n in range(500)]
    assert len(meetings(cards)) == 1 + 100 + 50 + 500


def test_a_huge_board_compares_no_more_than_a_million_times():
    cards = [
        {"everywhere", "here" if n % 2 else "there", f"a{n % 9}", f"b{n}"} for n in range(5000)
    ]
    work = sum(len(here) * (len(here) - 1) // 2 for here in meetings(cards).values())
    assert work <= MOST_MEETINGS
    assert len(pairs(dict.fromkeys(range(5000), "Mind the kettle"))) == 15
