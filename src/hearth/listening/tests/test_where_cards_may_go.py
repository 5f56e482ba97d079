"""Where the rest may go: once piles have about five cards, and only where one stands out."""

from hypothesis import given, strategies as st

from hearth.listening.alike import places

TIME = [
    "Half past eleven is hard for schools",
    "Evenings, please",
    "Could we alternate mornings and evenings?",
    "Tuesday mornings are full",
    "Lunch time would suit me",
]
MONEY = [
    "How do you keep going when the grant stops?",
    "Who funds the work?",
    "Is there money for travel?",
    "A bursary for people without a salary",
    "Funders want numbers, not stories",
]
some_texts = st.text("time evening fund 👍ŷ'", max_size=30)
texts = st.lists(some_texts, max_size=6)


def test_a_card_goes_where_its_words_are_and_says_why():
    found = places(
        {1: TIME, 2: MONEY}, {7: "An evening would be better", 8: "Which grants are open?"}
    )
    assert {card: guess.pile for card, guess in found.items()} == {7: 1, 8: 2}
    assert found[7].shared == ("evening",)
    assert 0 < found[7].sureness <= 1


def test_a_card_that_fits_none_stays_where_it_is():
    rest = {1: "A lost umbrella", 2: "", 3: "👍", 4: "And so do we"}
    assert places({1: TIME, 2: MONEY}, rest) == {}


def test_a_card_that_fits_two_alike_goes_to_neither():
    rest = {7: "An evening would be better"}
    assert places({1: TIME, 2: MONEY, 3: TIME}, rest) == {}


def test_nothing_is_guessed_before_two_piles_have_about_five():
    rest = {7: "An evening would be better"}
    assert places({}, rest) == {}
    assert places({1: TIME}, rest) == {}
    assert places({1: TIME, 2: MONEY[:3]}, rest) == {}
    assert places({1: TIME, 2: [*MONEY[:3], "👍", ""]}, rest) == {}
    assert places({1: TIME[:4], 2: MONEY[:4]}, rest)


def test_a_small_pile_gets_nothing_yet_and_what_is_like_it_goes_nowhere_else():
    rest = {7: "Evenings in the garden, with beans"}
    assert places({1: TIME, 2: MONEY}, rest)[7].pile == 1
    assert places({1: TIME, 2: MONEY, 3: ["Beans in the garden"]}, rest) == {}


def test_the_name_of_somebody_places_no_card():
    told = [*TIME, "Cerys asks for noon", "Noon, says Cerys"]
    rest = {7: "Cerys again"}
    assert places({1: told, 2: MONEY}, rest)
    assert places({1: told, 2: MONEY}, rest, names=["Cerys"]) == {}


@given(
    st.dictionaries(st.integers(1, 9), texts, max_size=4),
    st.dictionaries(st.integers(), some_texts),
)
def test_whatever_people_write_a_guess_has_a_pile_and_a_reason(placed, rest):
    found = places(placed, rest)
    assert found.keys() <= rest.keys()
    assert all(guess.shared and len(placed[guess.pile]) >= 4 for guess in found.values())
    assert found == places(dict(reversed(placed.items())), dict(reversed(rest.items())))
