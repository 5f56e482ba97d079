"""The `hearth` command: one word for each thing a host may want."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from hearth.house import config as house
from hearth.house.config import Nonsense, make_home

USAGE = "Said, sorted, done, told: a home for a community of practice."
SETTINGS = """Settings come from the environment or from hearth.toml in the community's folder.
HEARTH_HOME names that folder (./home unless said); DATABASE_URL, EMAIL_URL and REDIS_URL the
larger parts."""

type Deed = Callable[[argparse.Namespace], int]


class Stopped(Exception):
    """Why the command went no further, as a sentence."""


def main() -> None:
    """Do what the words after `hearth` say, then leave with 0, 1 (it went wrong) or 2
    (it was asked wrongly)."""
    sys.exit(obey(sys.argv[1:]))


def obey(words: list[str]) -> int:
    """Do what these words say; returns 0, 1 or 2. What went wrong is told in a sentence."""
    try:
        if words and words[0] in PASSED_ON:
            return PASSED_ON[words[0]](words[1:])
        asked = _grammar().parse_args(words or ["--help"])
        deed: Deed = asked.deed
        return deed(asked)
    except Nonsense as trouble:
        return _tell(trouble, 2)
    except Stopped as trouble:
        return _tell(trouble, 1)
    except KeyboardInterrupt:
        return _tell("Stopped.", 1)


def _tell(words: object, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _grammar() -> argparse.ArgumentParser:
    grammar = argparse.ArgumentParser("hearth", description=USAGE, epilog=SETTINGS)
    words = grammar.add_subparsers(required=True, metavar="COMMAND")

    def word(name: str, deed: Deed, says: str) -> argparse.ArgumentParser:
        one = words.add_parser(name, help=says, description=says)
        one.set_defaults(deed=deed)
        return one

    up = word("up", _up, "open the house: web, letters and clock in one process")
    up.add_argument("--demo", action="store_true", help="open the demo, in a folder of its own")
    web = word("web", _web, "production: the pages only")
    for one in (up, web):
        one.add_argument("--port", help="the port to listen at (8000 unless said)")
        one.add_argument("--host", default="127.0.0.1", help="where to listen (this machine only)")
    word("work", _work, "production: letters and the clock only")
    demo = word("demo", _demo, "build the demo, if it is not there yet")
    demo.add_argument("--again", action="store_true", help="throw the old demo away first")
    bring = word("import", _import, "bring people in from a file, or a conversation from Polis")
    bring.add_argument("what", choices=["people", "polis"])
    bring.add_argument("file", type=Path, help="a table (CSV, a spreadsheet), or Polis's folder")
    bring.add_argument("--question", default="", help="polis: what was asked, in other words")
    bring.add_argument(
        "--yes", "--confirm", dest="confirm", action="store_true", help="do it, after the preview"
    )
    word("letters", _letters, "which letters wait and why, which failed, and when the next leave")
    key = word("key", _key, "a link that signs a member in, where no letter can leave")
    key.add_argument("email", help="the member's address")
    word("doctor", _doctor, "say in plain words what is wrong with this installation")
    for name, deed in PASSED_ON.items():
        words.add_parser(name, help=deed.__doc__, add_help=False)
    return grammar


def _open_django() -> None:
    """The settings are read first, so that nonsense in them is told before anything else.
    Whatever is written from here on, nobody else on this machine can read."""
    os.umask(0o077)
    make_home(os.environ)
    _ = house.config
    os.environ["DJANGO_SETTINGS_MODULE"] = "hearth.house.settings"
    import django

    django.setup()


def _up(asked: argparse.Namespace) -> int:
    if asked.demo:
        os.environ["HEARTH_DEMO"] = "yes"
    return _serve("up", asked)


def _web(asked: argparse.Namespace) -> int:
    return _serve("web", asked)


def _serve(half: str, asked: argparse.Namespace) -> int:
    if asked.port:
        os.environ["HEARTH_PORT"] = asked.port
    _open_django()
    from hearth.house import serving

    opened = serving.up if half == "up" else serving.web
    return _unless_it_cannot(lambda: opened(asked.host, house.config.port))


def _work(_asked: argparse.Namespace) -> int:
    _open_django()
    from hearth.house import serving

    return _unless_it_cannot(serving.work)


def _demo(asked: argparse.Namespace) -> int:
    os.environ["HEARTH_DEMO"] = "yes"
    home = make_home(os.environ)
    if asked.again:
        for old in home.glob("demo.sqlite3*"):
            old.unlink()
    _open_django()
    from hearth.house.readying import make_ready

    went = _unless_it_cannot(make_ready)
    if went == 0:
        print(f"The demo is in {house.config.home}. Open it with: ./hearth up --demo")
    return went


def _unless_it_cannot(deed: Callable[[], object]) -> int:
    from hearth.house.readying import CannotStart

    try:
        deed()
    except CannotStart as trouble:
        raise Stopped(str(trouble)) from trouble
    return 0


def _import(asked: argparse.Namespace) -> int:
    if asked.what == "polis":
        return _import_polis(asked)
    if not asked.file.is_file():
        raise Stopped(f"There is no file {asked.file}. Say where the table of people is.")
    _open_django()
    from hearth.house.readying import make_ready

    _unless_it_cannot(make_ready)
    from hearth.ground.refusals import Refused
    from hearth.people import bringing_in

    try:
        found = bringing_in.read(asked.file)
        print(bringing_in.preview(found))
        if asked.confirm:
            bringing_in.confirm(found)
    except Refused as refused:
        raise Stopped(str(refused)) from refused
    print("They are in." if asked.confirm else "Nothing was changed. --confirm brings them in.")
    return 0


def _import_polis(asked: argparse.Namespace) -> int:
    if not asked.file.is_dir():
        raise Stopped(f"There is no folder {asked.file}. Say where Polis's files lie.")
    _open_django()
    from hearth.house.readying import make_ready

    _unless_it_cannot(make_ready)
    from hearth.ground.links import absolute
    from hearth.ground.refusals import Refused
    from hearth.listening import polis

    try:
        found = polis.read(asked.file, asked.question)
        print(found)
        if not asked.confirm:
            print("Nothing was changed. --yes brings it in.")
            return 0
        question = polis.bring_in(found)
    except Refused as refused:
        raise Stopped(str(refused)) from refused
    print(f"It is in: {absolute(question.get_absolute_url())}map/")
    return 0


def _letters(_asked: argparse.Namespace) -> int:
    _open_django()
    from hearth.ground.accounts import is_demo
    from hearth.ground.books.post import Letter
    from hearth.house.readying import make_ready
    from hearth.post import waiting

    _unless_it_cannot(make_ready)
    waits, demo = Letter.objects.waiting().select_related("to"), is_demo()
    for letter in waits.iterator(chunk_size=500):
        print(f"{letter.written_at:%d %b %H:%M}  to {letter.to}: {letter.subject}")
        print(f"    {waiting.why_waiting(letter, is_demo=demo)}")
    how_many = waits.count()
    print(f"{how_many} letters wait." if how_many else "No letter waits.")
    for letter in waiting.failed().select_related("to"):
        print(f"Failed: to {letter.to}: {letter.subject}\n    {letter.trouble}")
    for person in waiting.unreached():
        print(f"Three letters to {person} came back: nothing but ways to sign in is written.")
    for words in waiting.next_rounds():
        print(words)
    return 0


def _key(asked: argparse.Namespace) -> int:
    """Whoever sits at the machine could read the database, so this gives nothing away."""
    _open_django()
    from hearth.ground.accounts import Person, address
    from hearth.house.readying import make_ready
    from hearth.people.once_links import signing_in_link

    _unless_it_cannot(make_ready)
    member = Person.objects.members().filter(email=address(asked.email)).first()
    if member is None:
        raise Stopped(f"No member has the address {asked.email}. Look at /people/ for theirs.")
    print(f"This link signs {member} in, once, within ten minutes:\n{signing_in_link(member)}")
    return 0


def _doctor(_asked: argparse.Namespace) -> int:
    from hearth.house.doctor import examine

    return examine()


def _test(words: list[str]) -> int:
    """run every test (words after it go to pytest)"""
    from hearth.house.gates import test

    return test(words)


def _check(words: list[str]) -> int:
    """look over the code: style, form, types and floors"""
    from hearth.house.gates import check

    return check()


def _of_house(name: str) -> Callable[[list[str]], int]:
    """A command whose whole is `hearth.house.<name>.main()`, which reads its own words."""

    def run(words: list[str]) -> int:
        try:
            found = import_module(f"hearth.house.{name}")
        except ModuleNotFoundError as trouble:
            if trouble.name != f"hearth.house.{name}":
                raise
            raise Stopped(f"`hearth {name}` is not built yet.") from trouble
        sys.argv = [f"hearth {name}", *words]
        return int(found.main() or 0)

    return run


_proves, _pictures, _bench = _of_house("proves"), _of_house("pictures"), _of_house("bench")
_proves.__doc__ = "say which tests prove which criterion"
_pictures.__doc__ = "take a picture of every page"
_bench.__doc__ = "measure the numbers"

PASSED_ON: dict[str, Callable[[list[str]], int]] = {
    "test": _test,
    "check": _check,
    "proves": _proves,
    "pictures": _pictures,
    "bench": _bench,
}
"""Commands that take their words as they are."""
