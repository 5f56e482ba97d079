"""How a failing truth of the house is told: every fault on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def none_of(faults: Iterable[object]) -> None:
    """Fail with all of these faults, if there are any."""
    found = faults.items() if isinstance(faults, Mapping) else list(faults)
    lines = [f"{fault[0]}: {fault[1]}" if isinstance(fault, tuple) else fault for fault in found]
    if lines:
        raise AssertionError("\n".join(["", *map(str, lines)]))
