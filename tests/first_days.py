"""The first days of a community, as a steward lives them in a browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def start(dee, house):
    """Start a community with its starting lines, and Dee as its steward."""
    dee.goto(house)
    dee.get_by_label("What is your community called?").fill("Tidewater Makers")
    dee.get_by_label("What this is").fill("We mend and lend on the coast.")
    dee.get_by_label("What are you called?").fill("Dee")
    dee.get_by_label("Your email").fill("dee@example.org")
    dee.get_by_role("button", name="Start our community").click()
    dee.get_by_role("button", name="Start from these 19 lines").click()


def plan_and_invite(dee, house, *, video):
    """A gathering that starts in nine minutes, announced, with everybody invited; returns its
    address."""
    soon = datetime.now(ZoneInfo("Europe/London")) + timedelta(minutes=9)
    dee.goto(f"{house}/gatherings/plan/")
    dee.get_by_label("Title").fill("Monthly meet-up")
    dee.get_by_label("What it is about").fill("How do repair cafes keep going?")
    dee.get_by_label("Day").fill(f"{soon:%Y-%m-%d}")
    dee.get_by_label("Starts at").fill(f"{soon:%H:%M}")
    dee.get_by_label("The opening question").fill("What would you miss?")
    dee.get_by_label("Video link").fill(video)
    dee.get_by_role("button", name="Make the draft").click()
    dee.get_by_role("button", name="Announce it").click()
    gathering = dee.url
    dee.goto(f"{gathering}invitation/")
    dee.get_by_role("button", name="Send the invitation").click()
    return gathering
