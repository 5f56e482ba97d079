"""Which round-up or newsletter an address means: 2026-11-19, or 2026-q4. No word that we may
need later can be one."""

from hearth.roundups.editions import Issue


class Named:
    """Round-ups and newsletters as they stand in addresses."""

    regex = r"\d{4}-(?:\d{2}-\d{2}|q[1-4])"

    def to_python(self, words: str) -> Issue:
        return Issue.named(words)

    def to_url(self, issue: Issue) -> str:
        return str(issue)
