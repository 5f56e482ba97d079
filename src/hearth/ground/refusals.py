"""Saying no, kindly: a rule that refuses raises a sentence, and the person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class Refused(Exception):
    """The rules say no. The message is shown to the person as it stands."""


@contextmanager
def told_on(form: forms.BaseForm) -> Iterator[None]:
    """Put a refusal on the form, so that the page comes back with all that was typed."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))


class RefusalMiddleware:
    """A refusal of a single button goes back to its page as a message. Where that address only
    takes what a form sends, the reader goes on to the page above it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        lost = response.status_code == 405 and request.method == "GET" and came_from(request) != "/"
        return redirect("../") if lost else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        messages.warning(request, str(error))
        return redirect(came_from(request))


def came_from(request: HttpRequest) -> str:
    """The path of the page the request came from, if it was ours; else the home page."""
    referer = urlsplit(request.headers.get("referer", ""))
    ours = referer.netloc == request.get_host() and referer.path.startswith("/")
    return referer.path if ours and not referer.path.startswith("//") else "/"
