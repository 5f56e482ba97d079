"""Whether somebody may be named outside."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_the_door"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="may_be_named",
            field=models.BooleanField(default=False, verbose_name="may be named in the round-up"),
        ),
    ]
