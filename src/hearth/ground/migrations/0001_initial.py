"""The tables of the ground, as they were first made."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "email",
                    models.EmailField(max_length=254, null=True, unique=True, verbose_name="email"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                ("joined_at", models.DateTimeField(editable=False, null=True)),
                (
                    "is_active",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("joined_at__isnull", False)),
                        output_field=models.BooleanField(),
                        verbose_name="may sign in",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("replies", "Nothing but replies to me"),
                            ("weekly", "Once a week"),
                            ("at-once", "As it happens"),
                        ],
                        default="weekly",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "about",
                    models.TextField(blank=True, max_length=600, verbose_name="what this is"),
                ),
                (
                    "for_whom",
                    models.CharField(
                        default="Anyone, from any background or level.",
                        max_length=200,
                        verbose_name="who it is for",
                    ),
                ),
                (
                    "looked_after_by",
                    models.CharField(blank=True, max_length=120, verbose_name="who looks after it"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="address for questions"
                    ),
                ),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name_plural": "communities",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=1000)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="UsedLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("used_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "people",
                    models.ManyToManyField(related_name="groups", to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone on the web"),
                            ("members", "Members"),
                            ("group", "A group"),
                        ],
                        default="members",
                        max_length=8,
                        verbose_name="who sees this",
                    ),
                ),
                ("url", models.CharField(max_length=200, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("title_words", models.TextField(editable=False)),
                ("text_words", models.TextField(editable=False)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.group",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Happening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone on the web"),
                            ("members", "Members"),
                            ("group", "A group"),
                        ],
                        default="members",
                        max_length=8,
                        verbose_name="who sees this",
                    ),
                ),
                ("phrase", models.CharField(max_length=120)),
                ("thing", models.CharField(max_length=200)),
                ("url", models.CharField(db_index=True, max_length=200)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.group",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                            ("stewards", "for stewards"),
                        ],
                        max_length=12,
                    ),
                ),
                ("once", models.CharField(max_length=160, null=True, unique=True)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("calendar", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("not_after", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(db_index=True, null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=200)),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stewardship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(default=django.utils.timezone.localdate, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stewardships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                ("said_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("during", models.CharField(max_length=160)),
                ("url", models.CharField(blank=True, db_index=True, max_length=200)),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("named", "Everyone, with my name"),
                            ("public", "Everyone, without my name"),
                            ("members", "Members, without my name"),
                            ("stewards", "Stewards only"),
                            ("room", "This room only"),
                        ],
                        default="members",
                        max_length=8,
                    ),
                ),
                ("kind", models.CharField(default="answer", max_length=20)),
                ("freezes_on", models.DateField(null=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wish", "room"), _negated=True),
                        name="room_words_stay_there",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Silence",
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
                            ("stewards", "for stewards"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="silences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind"), name="one_silence_a_kind")
                ],
            },
        ),
    ]
