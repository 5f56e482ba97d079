"""A test that says what it proves names a criterion that exists, and the count is right."""

from __future__ import annotations

from types import SimpleNamespace

from hearth.house.proves import Collected, criteria, lines, our_criteria
from tests.proving import proves


def unknown(items):
    """Marks with a number that no criterion has."""
    return sorted(
        f"{item.nodeid} proves {number}"
        for item in items
        for mark in item.iter_markers("proves")
        for number in mark.args
        if number not in our_criteria()
    )


def test_every_proof_names_a_criterion(request):
    assert unknown(request.session.items) == []


def test_a_proof_of_nothing_is_found(request):
    request.node.add_marker(proves("J99.1"))
    assert unknown([request.node]) == [f"{request.node.nodeid} proves J99.1"]


def test_the_list_holds_every_criterion_once():
    numbers = our_criteria()
    assert len(numbers) == len(set(numbers))
    assert sum(number.startswith("J") for number in numbers) == 192
    assert sum(number.startswith("G") for number in numbers) == 14


def test_a_line_names_the_tests_and_the_last_line_counts():
    text = "- G1 **First.** Rule.\n- J1.1 Something.\n- J1.2 Another.\n  J1.3 is no criterion.\n"
    found = {"J1.2": ["test_one", "test_two"], "G1": ["test_three"]}
    assert list(lines(criteria(text), found)) == [
        "G1       1  test_three",
        "J1.1     0",
        "J1.2     2  test_one, test_two",
        "1 of 1 rules in every flow proven",
        "1 of 2 proven",
    ]


def test_a_test_with_many_cases_is_one_proof(request):
    request.node.add_marker(proves("J1.1"))
    collected = Collected()
    collected.pytest_collection_finish(SimpleNamespace(items=[request.node, request.node]))
    assert collected.tests["J1.1"] == {"test_a_test_with_many_cases_is_one_proof"}
