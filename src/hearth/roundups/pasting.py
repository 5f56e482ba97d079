"""A round-up as a text to paste to a chat. It has what everyone may read, and nothing else: what
its editor wrote for members, and who is new, stays on its page."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from hearth.ground.links import absolute
from hearth.roundups.shown import Shown, Told

type Link = Callable[[str, str], str]


def plain(shown: Shown) -> str:
    """For anything that shows text as it is."""
    return _text(shown, bold="", link=lambda title, url: f"{title}\n{url}")


def slack(shown: Shown) -> str:
    """Slack's own signs: one star for bold, and links in angle brackets."""
    return _text(shown, bold="*", link=lambda title, url: f"<{url}|{_tame(title)}>")


def discord(shown: Shown) -> str:
    """Markdown, as Discord, Mattermost and Matrix read it. The brackets keep it from drawing a
    picture of each page."""
    return _text(shown, bold="**", link=lambda title, url: f"[{_tame(title)}](<{url}>)")


def _tame(title: str) -> str:
    return title.translate(str.maketrans("<>[]|`", "()()/'"))


def _text(shown: Shown, *, bold: str, link: Link) -> str:
    roundup = shown.roundup
    page = absolute(roundup.get_absolute_url())
    parts = [
        f"{bold}{roundup}{bold}",
        roundup.opening if roundup.is_public else "",
        *(_piece(told, bold, link, roundup.is_public) for told in shown.pieces),
        _for_members(shown.kept_back),
        roundup.closing if roundup.is_public else "",
        gettext("That is all. On its page: {url}").format(url=page),
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _piece(told: Told, bold: str, link: Link, is_public: bool) -> str:
    if not told.url and not is_public:
        return ""
    whole = absolute(told.url) if told.url.startswith("/") else told.url
    rows = [
        f"{bold}{told.heading}{bold}",
        link(told.title, whole) if told.url else ", ".join(told.names),
        told.day_in_words,
        told.line if is_public else "",
    ]
    return "\n".join(row for row in rows if row)


def _for_members(n: int) -> str:
    words = ngettext("One more thing is for members.", "{n} more things are for members.", n)
    return words.format(n=n) if n else ""
