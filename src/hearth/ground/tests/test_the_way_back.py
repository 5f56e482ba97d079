"""Back after a refusal: no reader is left on an address that only takes what a form sends."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hearth.ground.refusals import RefusalMiddleware

HERE = "http://testserver"


def answer(method="get", referer="", code=405):
    """What somebody gets at an address like that."""
    asked = getattr(RequestFactory(), method)("/a/form/", headers={"referer": referer})
    return RefusalMiddleware(lambda _request: HttpResponse(status=code))(asked)


def test_who_comes_from_a_page_of_ours_goes_on_to_the_page_above():
    reply = answer(referer=f"{HERE}/a/form/")
    assert (reply.status_code, reply.url) == (302, "../")


@pytest.mark.parametrize("elsewhere", ["", "https://evil.example/a/", f"{HERE}//evil.example/"])
def test_who_comes_from_elsewhere_hears_that_it_is_no_page(elsewhere):
    assert answer(referer=elsewhere).status_code == 405


def test_only_looking_and_only_that_fault_lead_on():
    assert answer("post", f"{HERE}/a/").status_code == 405
    assert answer("get", f"{HERE}/a/", code=404).status_code == 404
