"""What people said leads to what came of it, how often we write, and words found by their stems.

On SQLite the table of entries is built anew, so what finds them is taken down and built again.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hearth.ground.books.search_words import folded

first = import_module("hearth.ground.migrations.0002_search")


def take_down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        first.take_down(apps, editor)


def build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        first.build(apps, editor)


def fold_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    Entry = apps.get_model("ground", "Entry")
    for entry in Entry.objects.order_by("pk").iterator(500):
        titled = folded(entry.title) if entry.title_words else ""
        Entry.objects.filter(pk=entry.pk).update(title_words=titled, text_words=folded(entry.text))


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0004_letters_that_can_be_answered"),
    ]

    operations = [
        migrations.AddField(
            model_name="community",
            name="areas_on",
            field=models.CharField(blank=True, editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name="contribution",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(take_down, build),
        migrations.AddField(
            model_name="entry",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.RunPython(build, take_down),
        migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="letter",
            name="held",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pause", "They want no letters until a day."),
                    ("promise", "They had as many letters this week as they want."),
                    ("returns", "Letters to this address came back."),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="within",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="letters",
                to="ground.letter",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="letters_a_week",
            field=models.PositiveSmallIntegerField(default=7),
        ),
        migrations.AddField(
            model_name="person",
            name="paused_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("keys", "signing in and joining"),
                    ("place", "your places, and changes to them"),
                    ("invitation", "invitations"),
                    ("reminder", "reminders"),
                    ("notes", "thanks and notes"),
                    ("cards", "what you asked for, offered or took up"),
                    ("questions", "questions to you"),
                    ("told", "what came of what you said"),
                    ("care", "what was decided about your words, and answers to what you told"),
                    ("talk", "what is said in conversations"),
                    ("roundup", "the round-up"),
                    ("newsletter", "the newsletter"),
                    ("together", "several letters in one, when they had to wait"),
                    ("mail", "a mail that you sent us"),
                    ("stewards", "for stewards"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="rhythm",
            field=models.CharField(
                choices=[
                    ("replies", "Nothing but replies to me"),
                    ("weekly", "Once a week"),
                    ("daily", "Once a day"),
                    ("at-once", "As it happens"),
                ],
                default="weekly",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="silence",
            name="kind",
            field=models.CharField(
                choices=[
                    ("keys", "signing in and joining"),
                    ("place", "your places, and changes to them"),
                    ("invitation", "invitations"),
                    ("reminder", "reminders"),
                    ("notes", "thanks and notes"),
                    ("cards", "what you asked for, offered or took up"),
                    ("questions", "questions to you"),
                    ("told", "what came of what you said"),
                    ("care", "what was decided about your words, and answers to what you told"),
                    ("talk", "what is said in conversations"),
                    ("roundup", "the round-up"),
                    ("newsletter", "the newsletter"),
                    ("together", "several letters in one, when they had to wait"),
                    ("mail", "a mail that you sent us"),
                    ("stewards", "for stewards"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin", models.CharField(db_index=True, max_length=200)),
                ("url", models.CharField(db_index=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("origin", "url"), name="one_lead_a_pair")
                ],
            },
        ),
    ]
