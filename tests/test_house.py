"""The shape of the house: each area shows its face, each file says what it is, nothing is huge."""

from __future__ import annotations

import ast
import re
from statistics import median, quantiles

import pytest
from django.apps import apps

from hearth.ground.areas import Area, every_area
from hearth.house.home import root
from tests.source import files, functions, here, lines
from tests.telling import none_of

CEILINGS = (
    (r"area\.py", 80),
    (r"forms\.py", 140),
    (r"views\.py|views/\w+\.py", 340),
    (r"urls\.py", 40),
    (r"tests/[\w/]*\.py", 200),
    (r"[\w/]+\.py", 350),
    (r"[\w/]+\.html", 120),
    (r"[\w/]+\.css", 150),
)
"""The most lines a file may have, by its name; the first that fits counts."""

GROUND_CEILING = 2500
LONGEST, LONG, USUAL = 60, 30, 8
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "managers", "services", "misc"}

SENTENCE = re.compile(r"[A-Z`\"'].*?[.:?!](\s|$)", re.DOTALL)
TEMPLATE_OPENING = re.compile(r"\{% extends |\{# [A-Z].*[.:?!].* ?#\}")


def ceiling(name):
    return next(most for pattern, most in CEILINGS if re.search(rf"(^|/)({pattern})$", name))


def is_sentence(words):
    return bool(words and SENTENCE.match(words))


def without_opening(name, words):
    """Whether a file that holds anything fails to open with a sentence."""
    if not words.strip():
        return False
    if name.endswith(".py"):
        return not is_sentence(ast.get_docstring(ast.parse(words)))
    if name.endswith(".html"):
        return not TEMPLATE_OPENING.match(words)
    return not words.startswith(("/*", "//"))


def ours():
    return [app for app in apps.get_app_configs() if app.name.startswith("hearth.")]


def test_every_area_shows_its_face():
    assert len(every_area()) == len(ours())
    for area in every_area().values():
        assert isinstance(area, Area)
        assert str(area.name)
        assert is_sentence(str(area.brings)), (
            f"{area.name} says in no sentence what work it brings."
        )


def test_every_file_opens_with_a_sentence():
    written = [*files(".py", ".html", ".css", ".js", ".mjs"), *files(".py", under="tests")]
    silent = [here(file) for file in written if without_opening(here(file), file.read_text())]
    none_of(silent)


def test_no_file_is_too_long():
    written = [*files(".py", ".html", ".css"), *files(".py", under="tests")]
    sizes = {here(file): lines(file.read_text()) for file in written}
    none_of({name: size for name, size in sizes.items() if size > ceiling(name)})


def test_the_ground_stays_small():
    ground = [file for file in files(".py", under="src/hearth/ground") if "tests" not in file.parts]
    assert sum(lines(file.read_text()) for file in ground) <= GROUND_CEILING


def test_functions_are_short():
    sizes = {
        f"{here(file)} {name}": size
        for file in files(".py")
        for name, size in functions(file.read_text())
    }
    none_of({name: size for name, size in sizes.items() if size > LONGEST})
    assert median(sizes.values()) <= USUAL
    assert quantiles(sizes.values(), n=20)[-1] <= LONG


def test_no_file_has_a_name_that_says_nothing():
    none_of([here(file) for file in files(".py") if file.stem in VAGUE])


def test_browser_scripts_do_one_thing():
    scripts = [file for file in files(".js", ".mjs") if "vendor" not in file.parts]
    none_of([here(f) for f in scripts if lines(f.read_text()) > 60 and ".min." not in f.name])


def test_the_root_holds_only_what_has_a_reason():
    ignored = {line.strip("/\n") for line in (root() / ".gitignore").open()}
    reasons = {
        ".ci", ".git", ".github", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
        "README.md", "conftest.py", "deploy", "docs", "hearth", "package-lock.json",
        "package.json", "pyproject.toml", "requirements-dev.lock", "requirements.lock", "src",
        "tests",
    }  # fmt: skip
    found = {entry.name for entry in root().iterdir()}
    none_of(found - reasons - ignored)


# The same checks, fed with what they must refuse.


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.py", "import os\n"),
        ("a.py", '"""utils"""\n'),
        ("a.html", "<h1>Hello</h1>\n"),
        ("a.html", "{% load i18n %}<h1>Hello</h1>\n"),
        ("a.css", "p { color: red }\n"),
    ],
)
def test_a_file_that_does_not_say_what_it_is_is_found(name, words):
    assert without_opening(name, words)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("src/hearth/people/area.py", 80),
        ("src/hearth/people/views.py", 340),
        ("src/hearth/gatherings/views/room.py", 340),
        ("src/hearth/people/urls.py", 40),
        ("src/hearth/people/tests/test_joining.py", 200),
        ("src/hearth/gatherings/models/places.py", 350),
        ("src/hearth/people/templates/people/join.html", 120),
    ],
)
def test_each_kind_of_file_has_its_ceiling(name, most):
    assert ceiling(name) == most


def test_a_long_function_is_measured_whole():
    body = "\n".join(f"    x = {n}" for n in range(70))
    assert list(functions(f"async def long():\n{body}\n")) == [("long", 71)]
