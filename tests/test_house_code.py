"""What our code never does: send mail past the post, or react behind a verb's back."""

from __future__ import annotations

import ast

import pytest
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test.utils import isolate_apps

from tests.source import files, here, tables
from tests.telling import none_of

MAY_SPEAK_TO_MAIL_SERVERS = {
    "src/hearth/post/envelope.py": "a letter there becomes a message",
    "src/hearth/post/sender.py": "it is the one sender",
    "src/hearth/house/doctor.py": "it asks whether the mail server answers, and sends nothing",
}
MAIL = {"smtplib", "django.core.mail", "aiosmtplib"}


def imports(words):
    """Every module that a Python text imports, and every name from one, dotted."""
    for node in ast.walk(ast.parse(words)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def sends_mail(words):
    return any(name == m or name.startswith(f"{m}.") for name in imports(words) for m in MAIL)


def reacts_to_signals(words):
    """Signals are the ones with a module of that name; Python's `signal` is another thing."""
    return any(
        "signals" in name.split(".") or name.startswith("django.dispatch")
        for name in imports(words)
    )


def opens_to_other_sites(words):
    """Functions that take posts from other sites without proof, by their names."""
    return [
        node.name
        for node in ast.walk(ast.parse(words))
        if isinstance(node, ast.FunctionDef)
        and any("csrf_exempt" in ast.unparse(one) for one in node.decorator_list)
    ]


def overrides(every):
    """Models of ours that hide something in `save` or `delete`."""
    return sorted(
        f"{one.__qualname__}.{verb}"
        for model in every
        for one in model.__mro__
        for verb in ("save", "delete")
        if verb in vars(one) and not one.__module__.startswith("django.")
    )


def shapeless(every):
    """Fields whose shape no migration knows, and keys that point at anything."""
    return [
        str(field)
        for model in every
        for field in (*model._meta.concrete_fields, *model._meta.private_fields)
        if isinstance(field, models.JSONField | GenericForeignKey)
    ]


def written():
    """Our Python, apart from its tests."""
    return [file for file in files(".py") if "tests" not in file.parts]


def test_only_the_post_sends_mail():
    senders = {here(file) for file in written() if sends_mail(file.read_text())}
    none_of(senders - MAY_SPEAK_TO_MAIL_SERVERS.keys())


def test_nothing_reacts_behind_the_back_of_a_verb():
    none_of([here(file) for file in written() if reacts_to_signals(file.read_text())])


def test_no_model_hides_work_in_save_or_delete():
    none_of(overrides(tables(ours=True)))


def test_every_field_has_a_shape_that_people_can_edit():
    none_of(shapeless(tables(ours=True)))


def test_only_signed_links_and_chats_own_addresses_are_open_to_other_sites():
    found = {here(file): opens_to_other_sites(file.read_text()) for file in written()}
    assert {name: views for name, views in found.items() if views} == {
        "src/hearth/ground/views.py": ["link"],
        "src/hearth/roundups/views/chats.py": ["inlet"],
    }


# The same checks, fed with what they must refuse.


@pytest.mark.parametrize(
    "words",
    ["import smtplib", "from django.core import mail", "from django.core.mail import send_mail"],
)
def test_mail_past_the_post_is_found(words):
    assert sends_mail(words)
    assert not sends_mail("from hearth.ground.books.post import post")


@pytest.mark.parametrize(
    "words",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "from allauth.account import signals",
    ],
)
def test_a_signal_is_found(words):
    assert reacts_to_signals(words)
    assert not reacts_to_signals("import signal")


def test_a_post_from_anywhere_is_found():
    assert opens_to_other_sites("@csrf_exempt\n@for_anyone\ndef hook(request): ...") == ["hook"]


@isolate_apps("hearth.ground", "hearth.house")
def test_a_model_with_hidden_work_and_no_shape_is_found():
    class Box(models.Model):
        anything = models.JSONField()
        kind = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
        of = GenericForeignKey("kind", "pk_of")
        pk_of = models.IntegerField()

        class Meta:
            app_label = "house"

        def save(self, *args, **kwargs): ...

    assert [name.rsplit(".", 1)[-1] for name in overrides([Box])] == ["save"]
    assert shapeless([Box]) == ["house.Box.anything", "house.Box.of"]
