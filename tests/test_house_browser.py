"""Every page, for every reader, opens well in a real browser: on a phone and a desk, in light,
in dark and in a person's own colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from tests.telling import none_of
from tests.test_house_budgets import REQUESTS

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
REPORT_POLICY = """
window.refusedByPolicy = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refusedByPolicy.push(`${event.violatedDirective} refuses ${event.blockedURI}`);
});
"""
RUN_AXE = """
async (rules) => {
  const options = {resultTypes: ["violations"]};
  if (rules) options.runOnly = {type: "rule", values: rules};
  const found = await axe.run(document, options);
  return found.violations.map((rule) =>
    `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}
"""
COLOURS_ONLY = ["color-contrast", "link-in-text-block"]


@dataclass
class Visit:
    """What came of opening one page."""

    page: str
    barriers: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    wider: int = 0
    works: bool = False
    host: str = ""


class Reader:
    """A browser window of one width that opens pages and says what came of it."""

    def __init__(self, chromium, axe, width, cookies=(), host="127.0.0.1"):
        self.context = chromium.new_context(viewport={"width": width, "height": 900})
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(REPORT_POLICY)
        self.context.add_cookies(
            [{"name": n, "value": v, "url": f"http://{host}"} for n, v in dict(cookies).items()]
        )
        self.axe = axe
        self.tab = self.context.new_page()
        self.tab.on("request", lambda request: self.now.fetched.append(request.url))
        self.tab.on("console", lambda said: _note(self.now, self.tab.url, said))
        self.tab.on("pageerror", lambda error: self.now.trouble.append(str(error)))

    def visit(self, name, url):
        self.now = visit = Visit(name)
        self.tab.emulate_media(color_scheme="light", forced_colors="none")
        self.tab.goto(url, wait_until="load")
        visit.refused = self.tab.evaluate("window.refusedByPolicy")
        visit.wider = self.tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        self.tab.evaluate(self.axe)
        visit.barriers = self.tab.evaluate(RUN_AXE, None)
        for scheme, forced in (("dark", "none"), ("light", "active")):
            self.tab.emulate_media(color_scheme=scheme, forced_colors=forced)
            found = self.tab.evaluate(RUN_AXE, COLOURS_ONLY)
            visit.barriers += [f"in {scheme}, forced {forced}: {one}" for one in found]
        return visit


def _note(visit, url, said):
    """An error that the browser tells its console, other than that this page is a refusal."""
    where = said.location["url"]
    itself = where == url and said.text.startswith("Failed to load resource")
    if said.type == "error" and not itself:
        visit.trouble.append(f"{said.text} {where}")


@pytest.fixture(scope="module", params=WIDTHS)
def visits(request, site, empty_site, chromium, axe):
    """Every page that anybody sees, and those of the first day, opened once in this width."""
    found = [
        visit
        for place in (site, empty_site)
        for visit in _visits(place, chromium, axe, request.param)
    ]
    assert len(found) > len(site.cookies)
    return found


def _visits(place, chromium, axe, width):
    pages = place.pages()
    for role, cookies in place.cookies.items():
        reader = Reader(chromium, axe, width, cookies, place.host)
        for page in [page for page in pages if page.role == role]:
            visit = reader.visit(str(page), f"http://{place.host}{page.path}")
            visit.works, visit.host = page.address.works, place.host
            yield visit
        reader.context.close()


def test_no_page_puts_up_a_barrier(visits):
    none_of({visit.page: visit.barriers for visit in visits if visit.barriers})


def test_no_page_is_wider_than_its_window(visits):
    none_of({visit.page: visit.wider for visit in visits if visit.wider > 0})


def test_the_content_security_policy_refuses_nothing(visits):
    none_of({visit.page: visit.refused for visit in visits if visit.refused})


def test_no_browser_complains(visits):
    none_of({visit.page: visit.trouble for visit in visits if visit.trouble})


def test_browsers_fetch_little_and_nothing_from_elsewhere(visits):
    for visit in visits:
        asked = [url for url in visit.fetched if not url.startswith("data:")]
        assert {urlsplit(url).netloc for url in asked} == {visit.host}, visit.page
        assert visit.works or len(asked) <= REQUESTS, (visit.page, asked)


BROKEN = """data:text/html,<html><head><meta http-equiv="Content-Security-Policy"
content="script-src 'none'"><style>p { width: 2000px; color: %23ccc; background: white }
@media (prefers-color-scheme: dark) { h1 { color: %23222; background: black } }</style></head>
<body><h1>Hello</h1><p>too pale</p><img src="x"><script>go()</script></body></html>"""


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_with_barriers_is_found(chromium, axe, width):
    visit = Reader(chromium, axe, width).visit("broken", BROKEN.replace("\n", " "))
    rules = {barrier.rsplit(":", 1)[0] for barrier in visit.barriers}
    assert {"image-alt", "html-has-lang", "document-title", "color-contrast"} <= rules
    assert any(rule.startswith("in dark") and rule.endswith("color-contrast") for rule in rules)
    assert visit.wider > 0
    assert any("script-src" in refusal for refusal in visit.refused)
    assert visit.trouble
