"""Whatever people read here is in plain words: short sentences, at a reading grade of seven."""

from __future__ import annotations

import ast
import re

import pytest

from tests.source import files, here
from tests.telling import none_of

LONGEST = 25
HARDEST = 7
"""Words in a sentence, and the Flesch-Kincaid grade of a file (Kincaid and others, "Derivation
of New Readability Formulas", US Navy, 1975). Both are the house's rule 16."""

PLURAL = re.compile(r"\{%\s*plural\s*%\}")
ENOUGH = 60  # fewer words than this say nothing about a file
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
SHORT = re.compile(r'\{%\s*translate\s+"([^"]+)"')
LONG = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)


def in_a_page(text):
    blocks = [
        part for block in LONG.findall(text) for part in re.split(r"\{%\s*plural\s*%\}", block)
    ]
    return [_read(re.sub(r"\{\{.*?\}\}", "Amara", one)) for one in [*SHORT.findall(text), *blocks]]


def in_code(text):
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "id", "") in TRANSLATED)
    told = (one.value for call in named for one in call.args if isinstance(one, ast.Constant))
    return [_read(re.sub(r"\{\w*\}", "Amara", one)) for one in told if isinstance(one, str)]


def _read(words):
    return " ".join(words.split())


def sentences(told):
    return [one for words in told for one in re.split(r"(?<=[.!?:])\s+", words) if one.strip()]


def syllables(word):
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return bool(letters)
    spoken = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", letters)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", spoken)))


def grade(told):
    """The Flesch-Kincaid grade of whole sentences; 0 where there are too few words to say."""
    whole = [one.split() for one in sentences(told) if len(one.split()) >= 4]
    words = [word for one in whole for word in one]
    if len(words) < ENOUGH:
        return 0
    return 0.39 * len(words) / len(whole) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def what_people_read():
    pages = [(file, in_a_page(file.read_text())) for file in files(".html", ".txt")]
    code = [(file, in_code(file.read_text())) for file in files(".py") if "tests" not in file.parts]
    return {here(file): told for file, told in [*pages, *code] if told}


def test_no_sentence_is_long():
    none_of(
        [
            (name, one)
            for name, told in what_people_read().items()
            for one in sentences(told)
            if len(one.split()) > LONGEST
        ]
    )


def test_everything_reads_at_grade_seven_or_lower():
    grades = {name: round(grade(told), 1) for name, told in what_people_read().items()}
    none_of({name: one for name, one in grades.items() if one > HARDEST})
    assert sum(one != 0 for one in grades.values()) > 20, "this looks at next to nothing"


# The same checks, fed with what they must refuse.


def test_officialese_is_found():
    told = [
        "Subsequent to the cancellation of the aforementioned registration, participants"
        " necessarily relinquish associated accessibility accommodations automatically."
    ] * 5
    assert grade(told) > HARDEST


def test_a_sentence_in_a_page_and_in_code_is_read():
    page = (
        '{% translate "Come in." %}{% blocktranslate with x=y %}{{ x }} is here'
        "{% plural %}all{% endblocktranslate %}"
    )
    assert in_a_page(page) == ["Come in.", "Amara is here", "all"]
    assert in_code('raise Refused(_("{name} has come.").format(name=1))') == ["Amara has come."]


SPOKEN = [("it", 1), ("gathering", 3), ("named", 1), ("people", 2)]


@pytest.mark.parametrize(("word", "many"), SPOKEN)
def test_syllables_are_counted_as_they_are_spoken(word, many):
    assert syllables(word) == many
