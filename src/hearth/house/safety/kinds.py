"""The kinds of illegal content that are each looked at, in plain words, and how likely each is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Harm(models.TextChoices):
    """The 17 kinds of priority illegal content (Ofcom, Risk Assessment Guidance, December 2024)."""

    TERROR = "terror", _("Terrorism")
    CHILDREN = "children", _("Sexual exploitation and abuse of children, grooming among it")
    HATE = "hate", _("Hate")
    THREATS = "threats", _("Harassment, stalking, threats and abuse")
    CONTROL = "control", _("Controlling or coercive behaviour")
    INTIMATE = "intimate", _("Intimate pictures shared without consent")
    EXTREME = "extreme", _("Extreme pornography")
    ADULTS = "adults", _("Sexual exploitation of adults")
    TRAFFICKING = "trafficking", _("Human trafficking")
    CROSSING = "crossing", _("Unlawful immigration")
    FRAUD = "fraud", _("Fraud and false financial offers")
    PROCEEDS = "proceeds", _("Money from crime")
    DRUGS = "drugs", _("Drugs and psychoactive substances")
    WEAPONS = "weapons", _("Guns, knives and other weapons")
    SUICIDE = "suicide", _("Encouraging or helping suicide")
    INTERFERENCE = "foreign", _("Interference by a foreign power")
    ANIMALS = "animals", _("Cruelty to animals")


class Level(models.TextChoices):
    """How likely and how bad, in the words that Ofcom uses."""

    NONE = "none", _("Negligible")
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


BY_LINKS = {Harm.TERROR, Harm.CHILDREN, Harm.FRAUD, Harm.DRUGS, Harm.SUICIDE, Harm.INTERFERENCE}
"""Kinds for which Ofcom counts it as a risk that people can post links."""

BY_PICTURES = {Harm.CHILDREN, Harm.INTIMATE, Harm.EXTREME, Harm.ANIMALS}
"""Kinds that mostly need pictures."""
