"""Digests, consents, and letters that came back."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("up_to", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("keys", "signing in and joining"),
                            ("place", "your places, and changes to them"),
                            ("invitation", "invitations"),
                            ("reminder", "reminders"),
                            ("notes", "thanks and notes"),
                            ("cards", "what you asked for, offered or took up"),
                            ("questions", "questions to you"),
                            ("told", "what came of what you said"),
                            (
                                "care",
                                "what was decided about your words, and answers to what you told",
                            ),
                            ("talk", "what is said in conversations"),
                            ("roundup", "the round-up"),
                            ("newsletter", "the newsletter"),
                            ("together", "several letters in one, when they had to wait"),
                            ("mail", "a mail that you sent us"),
                            ("stewards", "for stewards"),
                        ],
                        default="newsletter",
                        max_length=12,
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("wording", models.CharField(max_length=300)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "kind"),
                        name="one_standing_yes_a_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("letter", models.CharField(max_length=80)),
                ("said", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("address", "letter"), name="one_return_a_letter"
                    )
                ],
            },
        ),
    ]
