"""A setting that is meant works, and what nobody set is chosen well."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.mail.handler import MailersHandler
from django.test import override_settings

from conftest import REPOSITORY
from hearth.house.config import make_home, read, root


def test_nothing_needs_to_be_set(settings_of, home):
    found = settings_of()
    assert found.home == home
    assert found.address == "http://127.0.0.1:8000"
    assert found.hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert (found.port, found.page_threads, found.behind_proxy) == (8000, 2, False)
    assert found.database["NAME"] == str(home / "hearth.sqlite3")
    assert not found.can_send


def test_reading_writes_nothing(settings_of, home):
    settings_of()
    assert not home.exists()


def test_an_address_brings_its_name_its_origin_and_its_sender(settings_of):
    found = settings_of(HEARTH_ADDRESS="https://hearth.example.org/")
    assert found.address == "https://hearth.example.org"
    assert found.hosts[0] == "hearth.example.org"
    assert found.origins == ["https://hearth.example.org"]
    assert found.from_address == "hearth@hearth.example.org"
    assert found.behind_proxy


def test_the_file_counts_where_the_environment_says_nothing(settings_of, home):
    home.mkdir()
    (home / "hearth.toml").write_text(
        'port = 9000\npage_threads = 4\nhosts = ["a.example", "b.example"]\nbehind_proxy = true\n'
    )
    found = settings_of(HEARTH_PORT="9100")
    assert (found.port, found.page_threads) == (9100, 4)
    assert found.hosts == ["a.example", "b.example"]
    assert found.behind_proxy


def test_sqlite_waits_its_turn_and_begins_to_write_at_once(settings_of):
    options = settings_of().database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_is_one_setting(settings_of):
    address = "postgres://me:p%40ss@db.example:5433/ours?sslmode=require"
    found = settings_of(DATABASE_URL=address, HEARTH_PAGE_THREADS="3").database
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "ours", "me", "p@ss", "db.example", "5433",
    ]  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 7


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://me:pw@mail.example:587/", (587, True, False)),
        ("smtp://mail.example", (587, True, False)),
        ("smtp://localhost:1025", (1025, False, False)),
        ("smtp://mail.example:2525/?tls=yes", (2525, True, False)),
        ("smtp://mail.example:587/?tls=no", (587, False, False)),
        ("smtps://me:pw@mail.example", (465, False, True)),
    ],
)
def test_a_mail_server_is_one_setting_that_django_takes(settings_of, address, expected):
    found = settings_of(EMAIL_URL=address)
    with override_settings(MAILERS={"default": found.mailer}):
        server = MailersHandler()["default"]
    assert (server.port, server.use_tls, server.use_ssl) == expected
    assert server.timeout == 20
    assert found.can_send


def test_the_demo_never_touches_the_real_database_nor_sends_letters(settings_of, home):
    found = settings_of(
        HEARTH_DEMO="yes", DATABASE_URL="postgres://me@host/real", EMAIL_URL="smtp://mail.example"
    )
    assert found.database["NAME"] == str(home / "demo.sqlite3")
    assert not found.can_send


def test_the_demo_has_a_folder_of_its_own():
    assert read({"HEARTH_DEMO": "yes"}).home == root() / "home" / "demo"


def test_the_key_is_made_once_for_nobody_else_to_read(settings_of, home):
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda _: make_home({"HEARTH_HOME": str(home)}), range(32)))
    path = home / "secret.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert settings_of().secret_key == path.read_text()
    assert [one.name for one in home.iterdir()] == ["secret.key"]


def test_settings_are_read_when_first_asked_for_and_without_django():
    script = (
        "import sys, hearth.house.config as c\n"
        "assert 'config' not in vars(c)\n"
        "assert c.config.port == 9000 and c.config is c.config\n"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules)\n"
    )
    outside = os.environ | {"PYTHONPATH": str(REPOSITORY / "src"), "HEARTH_PORT": "9000"}
    subprocess.run([sys.executable, "-c", script], env=outside, check=True)
