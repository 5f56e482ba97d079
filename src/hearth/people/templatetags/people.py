"""Facts for a script, written into an attribute of the page so that no script stands in it."""

from __future__ import annotations

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(facts: object) -> str:
    """The facts as JSON; the template escapes it for the attribute."""
    return json.dumps(facts, cls=DjangoJSONEncoder)
