"""The project's own files and tables, for the truths that hold for every one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from hearth.ground.privacy import policies
from hearth.house.home import root

NOT_WRITTEN = {"migrations", "__pycache__", "node_modules"}


def files(*endings: str, under: str = "src") -> list[Path]:
    """Our files with these endings, without what machines wrote."""
    found = (root() / under).rglob("*")
    return sorted(
        file
        for file in found
        if file.suffix in endings and not NOT_WRITTEN.intersection(file.parts)
    )


def tables(*, ours: bool = False) -> list[type[models.Model]]:
    """Every model that stands in the database, or only ours; not those that tests make up."""
    every = [model for model in apps.get_models() if ".tests." not in model.__module__]
    return [model for model in every if not ours or model.__module__.startswith("hearth.")]


def here(file: Path) -> str:
    """A file's path as we say it: from the project's root."""
    return file.relative_to(root()).as_posix()


def lines(words: str) -> int:
    """How many lines a text has."""
    return len(words.splitlines())


def functions(words: str) -> Iterator[tuple[str, int]]:
    """Every function in a Python text: its name and its length in lines."""
    for node in ast.walk(ast.parse(words)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield node.name, node.end_lineno - node.lineno + 1


_WORDS = (models.CharField, models.TextField, models.FileField, models.JSONField)


def undeclared(model):
    """Names of fields that hold words or point at a person and declare neither a policy
    (`personal`) nor that they are about no person (`impersonal`)."""
    impersonal = getattr(model, "impersonal", ())
    for field in model._meta.concrete_fields:
        if field.primary_key and not isinstance(field, models.CharField):
            continue
        if not (isinstance(field, _WORDS) or _points_at_person(field)):
            continue
        if field.name not in policies(model) and field.name not in impersonal:
            yield f"{model._meta.label}.{field.name}"


def _points_at_person(field):
    there = field.related_model if field.is_relation else None
    return isinstance(there, type) and there.__name__ == "Person"
