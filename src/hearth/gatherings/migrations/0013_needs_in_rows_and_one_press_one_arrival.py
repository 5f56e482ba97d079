import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def to_rows(apps, schema_editor):
    """Each line that somebody typed becomes a row of its own."""
    Place = apps.get_model("gatherings", "Place")
    Need = apps.get_model("gatherings", "Need")
    for pk, words in Place.objects.exclude(needs="").values_list("pk", "needs"):
        lines = dict.fromkeys(line.strip() for line in words.splitlines() if line.strip())
        Need.objects.bulk_create(Need(place_id=pk, words=line) for line in lines)


def to_text(apps, schema_editor):
    """Back to one text, a line for each row."""
    Place = apps.get_model("gatherings", "Place")
    for place in Place.objects.filter(asked__isnull=False).distinct():
        place.needs = "\n".join(place.asked.order_by("pk").values_list("words", flat=True))
        place.save(update_fields=["needs"])


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0012_video_by_choice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=1000)),
                (
                    "doer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="gatherings.place",
                    ),
                ),
            ],
        ),
        migrations.RunPython(to_rows, to_text, elidable=True),
        migrations.RemoveField(model_name="place", name="needs"),
        migrations.AddField(
            model_name="arrival",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
    ]
