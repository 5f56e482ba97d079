"""Every field that holds words or points at a person says why, or says that it is about nobody."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.test.utils import isolate_apps

from hearth.ground.privacy import Personal, policies
from tests.source import tables, undeclared
from tests.telling import none_of

ABOUT_NOBODY = {
    "auth.Permission": "names of what may be done, written by Django; we use none of them",
    "auth.Group": "Django's own groups; ours are hearth.ground.access.Group",
    "contenttypes.ContentType": "names of tables",
}
"""Tables of Django's that hold nothing about anybody, each with its reason."""


def silent(every):
    """Fields without a policy, lists of people included."""
    return [
        name
        for model in every
        if model._meta.label not in ABOUT_NOBODY
        for name in (*undeclared(model), *_lists_of_people(model))
    ]


def _lists_of_people(model):
    person = settings.AUTH_USER_MODEL
    for field in model._meta.local_many_to_many:
        if field.related_model._meta.label == person and field.name not in policies(model):
            yield f"{model._meta.label}.{field.name}"


def needless(every):
    """Policies for fields that are not there: somebody renamed the field and forgot them."""
    return [
        f"{model._meta.label}.{name}"
        for model in every
        for name in (*policies(model), *getattr(model, "impersonal", ()))
        if name not in {field.name for field in model._meta.get_fields()}
    ]


def test_every_personal_field_declares_its_policy():
    none_of(silent(tables()))


def test_every_policy_is_about_a_field_that_is_there():
    none_of(needless(tables()))


def test_every_policy_gives_a_purpose_and_a_reader():
    for model in tables():
        for name, policy in policies(model).items():
            assert isinstance(policy, Personal), f"{model._meta.label}.{name}"
            assert policy.purpose, f"{model._meta.label}.{name}"
            assert policy.seen_by, f"{model._meta.label}.{name}"


def test_no_field_watches_when_somebody_was_last_here():
    watching = {"last_login", "last_seen", "last_seen_at", "last_active_at", "ip", "user_agent"}
    found = {
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in model._meta.concrete_fields
        if field.name in watching
    }
    none_of(found)


@isolate_apps("hearth.ground", "hearth.house")
def test_a_field_without_a_policy_is_found():
    class Whisper(models.Model):
        words = models.TextField()
        said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
        heard_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
        personal = {"wrods": Personal("to whisper", "nobody")}

        class Meta:
            app_label = "house"

    for field in (Whisper._meta.get_field("said_by"), Whisper._meta.get_field("heard_by")):
        field.remote_field.model = apps.get_model(settings.AUTH_USER_MODEL)
    assert silent([Whisper]) == [
        "house.Whisper.words",
        "house.Whisper.said_by",
        "house.Whisper.heard_by",
    ]
    assert needless([Whisper]) == ["house.Whisper.wrods"]


def test_nobody_has_a_password_field_that_is_not_explained():
    users = [model for model in tables() if issubclass(model, AbstractBaseUser)]
    assert all("password" in policies(model) for model in users)
