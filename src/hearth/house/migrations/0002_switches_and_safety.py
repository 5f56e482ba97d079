"""Which areas are on, and what a community thought about its safety."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("house", "0001_mail_that_came"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "age",
                    models.CharField(
                        choices=[
                            ("adults", "Nobody under 18 can join"),
                            ("some", "Some people here may be under 18"),
                        ],
                        max_length=6,
                        verbose_name="age",
                    ),
                ),
                ("people", models.TextField(max_length=1000, verbose_name="who is here")),
                (
                    "also",
                    models.TextField(blank=True, max_length=2000, verbose_name="what else we do"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "answers_for_it",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "harm",
                    models.CharField(
                        choices=[
                            ("terror", "Terrorism"),
                            (
                                "children",
                                "Sexual exploitation and abuse of children, grooming among it",
                            ),
                            ("hate", "Hate"),
                            ("threats", "Harassment, stalking, threats and abuse"),
                            ("control", "Controlling or coercive behaviour"),
                            ("intimate", "Intimate pictures shared without consent"),
                            ("extreme", "Extreme pornography"),
                            ("adults", "Sexual exploitation of adults"),
                            ("trafficking", "Human trafficking"),
                            ("crossing", "Unlawful immigration"),
                            ("fraud", "Fraud and false financial offers"),
                            ("proceeds", "Money from crime"),
                            ("drugs", "Drugs and psychoactive substances"),
                            ("weapons", "Guns, knives and other weapons"),
                            ("suicide", "Encouraging or helping suicide"),
                            ("foreign", "Interference by a foreign power"),
                            ("animals", "Cruelty to animals"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("none", "Negligible"),
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                        ],
                        max_length=6,
                    ),
                ),
                ("why", models.CharField(max_length=400)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risks",
                        to="house.assessment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "harm"), name="one_risk_a_harm")
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(max_length=60)),
                ("is_on", models.BooleanField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
            options={
                "verbose_name_plural": "switches",
                "indexes": [models.Index(fields=["area", "-id"], name="switch_newest")],
            },
        ),
    ]
