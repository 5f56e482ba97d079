"""`hearth proves`: for every criterion, the tests that prove it, and how many are proven."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from hearth.house.home import root

CRITERION = re.compile(r"^- (?P<number>[GJ]\d+(?:\.\d+)?) ", re.MULTILINE)

type Proofs = Mapping[str, Sequence[str]]


def criteria(text: str) -> list[str]:
    """The numbers of the criteria in such a list, in its order."""
    return [found["number"] for found in CRITERION.finditer(text)]


def our_criteria() -> list[str]:
    """The numbers in `docs/journeys.md`."""
    return criteria((root() / "docs" / "journeys.md").read_text(encoding="utf-8"))


class Collected:
    """While pytest looks for tests, this notes which criteria each says that it proves."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            name = getattr(item, "originalname", None) or item.name
            for mark in item.iter_markers("proves"):
                for number in mark.args:
                    self.tests[number].add(name)


def proofs(folder: Path) -> tuple[Proofs, str]:
    """The tests by the criteria they prove, and what pytest complained of while it looked."""
    collected, said = Collected(), StringIO()
    with redirect_stdout(said):
        code = pytest.main(
            ["--collect-only", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}", str(folder)],
            plugins=[collected],
        )
    fine = code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    found = {number: sorted(names) for number, names in collected.tests.items()}
    return found, "" if fine else said.getvalue()


def lines(numbers: Sequence[str], found: Proofs) -> Iterator[str]:
    """One line a criterion; the rules in every flow are counted before the journeys."""
    for number in numbers:
        names = found.get(number, [])
        yield f"{number:7}{len(names):3}  {', '.join(names)}".rstrip()
    for kind, many in (("G", "{} of {} rules in every flow proven"), ("J", "{} of {} proven")):
        of_kind = [number for number in numbers if number.startswith(kind)]
        yield many.format(sum(number in found for number in of_kind), len(of_kind))


def main(words: Sequence[str] = ()) -> int:
    """Print the list; 1 where the tests cannot even be collected."""
    found, trouble = proofs(root())
    if trouble:
        sys.stderr.write(trouble)
        return 1
    print("\n".join(lines(our_criteria(), found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
