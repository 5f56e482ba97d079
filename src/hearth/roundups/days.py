"""A day in an address: 2026-11-19. No word that we may need later can be one."""

from datetime import date


class Day:
    """Dates as they stand in addresses."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, words: str) -> date:
        return date.fromisoformat(words)

    def to_url(self, day: date | str) -> str:
        return str(day)
