"""Where a web server finds the house: `hearth.house.asgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from hearth.house.config import config

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.house.settings")
_django = get_wsgi_application()

from hearth.house.front import Front  # noqa: E402 - it needs Django's settings

application = Front(_django, threads=config.page_threads, behind_proxy=config.behind_proxy)
