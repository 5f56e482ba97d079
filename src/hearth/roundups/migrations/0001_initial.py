"""Round-ups, their editors, and notices to other places."""

import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import hearth.roundups.models.flags
import hearth.roundups.models.notices
import hearth.roundups.notices.signing


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ground", "0005_saying_sorting_and_writing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Habit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "draft_day",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=3,
                        verbose_name="the draft is ready on",
                    ),
                ),
                ("draft_at", models.TimeField(default=datetime.time(9, 0), verbose_name="at")),
                (
                    "deadline_day",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=4,
                        verbose_name="it waits for its editor until",
                    ),
                ),
                (
                    "deadline_at",
                    models.TimeField(default=datetime.time(12, 0), verbose_name="until what time"),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Every week"), (2, "Every other week")],
                        default=1,
                        verbose_name="how often",
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[("everyone", "Everyone on the web"), ("members", "Members")],
                        default="members",
                        max_length=8,
                        verbose_name="who reads it",
                    ),
                ),
                (
                    "first",
                    models.DateField(default=django.utils.timezone.localdate, editable=False),
                ),
                ("is_on", models.BooleanField(default=True, editable=False)),
                ("asked_fortnightly_at", models.DateTimeField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Month",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField(unique=True)),
                ("letters_up_to", models.BigIntegerField(default=0, editable=False)),
                ("letters_done_at", models.DateTimeField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Editor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=400)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("words", models.CharField(blank=True, max_length=400)),
                ("may_be_named", models.BooleanField(default=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("page", "on its page"),
                            ("form", "sent in"),
                            ("mail", "by mail"),
                            ("chat", "from a chat"),
                        ],
                        default="page",
                        max_length=4,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("aside_at", models.DateTimeField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="which chat")),
                (
                    "nonce",
                    models.CharField(
                        default=hearth.roundups.models.flags.new_nonce,
                        editable=False,
                        max_length=40,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MonthlyReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="what you call it")),
                (
                    "tool",
                    models.CharField(
                        choices=[
                            ("standard", "Anything that reads Standard Webhooks"),
                            ("discord", "Discord"),
                            ("slack", "Slack"),
                            ("mattermost", "Mattermost"),
                            ("matrix", "Matrix, through a hookshot"),
                        ],
                        default="standard",
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                ("address", models.CharField(max_length=400, verbose_name="its address")),
                (
                    "secret",
                    models.CharField(
                        default=hearth.roundups.notices.signing.new_secret,
                        editable=False,
                        max_length=80,
                    ),
                ),
                ("read_up_to", models.BigIntegerField(default=0, editable=False)),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("off_at", models.DateTimeField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Roundup",
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
                ("on", models.DateField(unique=True)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "opening",
                    models.TextField(blank=True, max_length=600, verbose_name="how you begin"),
                ),
                (
                    "closing",
                    models.TextField(blank=True, max_length=600, verbose_name="how you end"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("missed_at", models.DateTimeField(editable=False, null=True)),
                ("ask_again_at", models.DateTimeField(editable=False, null=True)),
                ("letters_up_to", models.BigIntegerField(default=0, editable=False)),
                ("letters_done_at", models.DateTimeField(editable=False, null=True)),
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
                (
                    "newcomers",
                    models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        max_length=600, verbose_name="what was wrong, and what is right"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                    "roundup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="roundups.roundup",
                    ),
                ),
            ],
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
                (
                    "number",
                    models.CharField(
                        default=hearth.roundups.models.notices.new_number,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("happening", models.BigIntegerField(null=True)),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=200)),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="roundups.outlet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("outlet", "happening"), name="told_once_an_outlet"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Piece",
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
                            ("read", "To read"),
                            ("question", "A question that waits for you"),
                            ("people", "New here"),
                            ("opportunity", "Closing soon"),
                            ("told", "You said, we did"),
                            ("date", "Next date"),
                            ("more", "And this"),
                        ],
                        max_length=12,
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=400)),
                (
                    "title",
                    models.CharField(blank=True, max_length=120, verbose_name="what it is called"),
                ),
                ("line", models.TextField(blank=True, max_length=600, verbose_name="your line")),
                ("until", models.DateField(null=True)),
                ("at", models.DateTimeField(null=True)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("aside_at", models.DateTimeField(null=True)),
                (
                    "flag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="roundups.flag",
                    ),
                ),
                (
                    "roundup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="roundups.roundup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("aside_at", None)),
                        fields=("roundup", "kind", "url"),
                        name="each_thing_once_a_roundup",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("turn", "it was their turn"),
                            ("late", "nobody had finished it"),
                            ("passed", "somebody passed it on"),
                            ("took", "they took it"),
                        ],
                        default="turn",
                        max_length=6,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("passed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "roundup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="roundups.roundup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("roundup", "person"), name="asked_once_a_roundup"
                    )
                ],
            },
        ),
    ]
