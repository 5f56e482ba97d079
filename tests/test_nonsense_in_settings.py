"""Nonsense in the settings is refused in a sentence that helps."""

from __future__ import annotations

import pytest

from hearth.house.config import Nonsense, make_home


@pytest.mark.parametrize(
    ("outside", "sentence"),
    [
        (
            {"HEARTH_PORT": "eighty"},
            'HEARTH_PORT says "eighty", which cannot be used. '
            "Write a whole number from 1 to 65535.",
        ),
        (
            {"HEARTH_PAGE_THREADS": "0"},
            'HEARTH_PAGE_THREADS says "0", which cannot be used. '
            "Write a whole number from 1 to 64.",
        ),
        (
            {"HEARTH_ADDRESS": "hearth.example.org"},
            'HEARTH_ADDRESS says "hearth.example.org", which cannot be used. '
            "Write a full address such as https://hearth.example.org.",
        ),
        (
            {"HEARTH_DEMO": "perhaps"},
            'HEARTH_DEMO says "perhaps", which cannot be used. Write yes or no.',
        ),
        (
            {"HEARTH_FROM_ADDRESS": "Dee"},
            'HEARTH_FROM_ADDRESS says "Dee", which cannot be used. '
            "Write an address such as Hearth <hearth@example.org>.",
        ),
        (
            {"BIGBLUEBUTTON_URL": "video.example.org", "BIGBLUEBUTTON_SECRET": "s"},
            'BIGBLUEBUTTON_URL says "video.example.org", which cannot be used. '
            "Write an address such as https://video.example.org/bigbluebutton.",
        ),
        (
            {"BIGBLUEBUTTON_URL": "https://video.example.org/bigbluebutton/"},
            "Give BIGBLUEBUTTON_URL and BIGBLUEBUTTON_SECRET, or neither of them.",
        ),
        (
            {"REDIS_URL": "localhost"},
            'REDIS_URL says "localhost", which cannot be used. '
            "Write an address such as redis://localhost:6379/0.",
        ),
        (
            {"HEARTH_SECRET_KEY": "too short"},
            "The key in HEARTH_SECRET_KEY is too short. Write at least 32 signs nobody can guess.",
        ),
        ({"HEARTH_PROT": "80"}, "HEARTH_PROT is no setting of Hearth. Use HEARTH_PORT."),
    ],
)
def test_nonsense_is_refused_in_a_sentence(settings_of, outside, sentence):
    with pytest.raises(Nonsense) as refused:
        settings_of(**outside)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "outside",
    [
        {"DATABASE_URL": "mysql://me:pass:word@host/name"},
        {"DATABASE_URL": "postgres://me:pass:word@host:99999/name"},
        {"EMAIL_URL": "smtp://me:pass:word@host:587/?tls=perhaps"},
        {"EMAIL_URL": "imap://me:pass:word@host/"},
    ],
)
def test_a_refusal_names_the_setting_and_hides_the_password(settings_of, outside):
    with pytest.raises(Nonsense) as refused:
        settings_of(**outside)
    assert str(refused.value).startswith(next(iter(outside)))
    assert "word" not in str(refused.value).replace("name:password@", "")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("port = ", "cannot be understood"),
        ("prot = 80", "prot in"),
        ("port = 1.5", 'port in hearth.toml says "1.5"'),
        ("home = 'elsewhere'", "home in"),
    ],
)
def test_nonsense_in_the_file_is_refused_too(settings_of, home, written, named):
    home.mkdir()
    (home / "hearth.toml").write_text(written)
    with pytest.raises(Nonsense, match=named):
        settings_of()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Nonsense, match="cannot be written in"):
        make_home({"HEARTH_HOME": str(tmp_path / "file" / "home")})
