"""Words for the addresses of the post that need some, so that each can be opened by itself."""

from __future__ import annotations

from hearth.ground.books.post import Kind


def fewer() -> dict[str, object]:
    return {"kind": Kind.INVITATION.value}
