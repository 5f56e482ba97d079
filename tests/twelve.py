"""Twelve people and their browsers: some on phones, one without JavaScript, one who is late."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.letterbox import button

GUESTS = ["Amara", "Bola", "Cerys", "Efe", "Fin", "Gwen", "Hari", "Iona", "Jay", "Kofi"]
LATE, HOST = "Lena", "Dee"
ON_A_PHONE, WITHOUT_SCRIPT = {"Fin", "Gwen", "Lena"}, "Cerys"
CSV = "First Name,Surname,Email\n" + "".join(f"{n},Test,{n.lower()}@example.org\n" for n in GUESTS)


@dataclass
class Party:
    """Everybody's page, by name, and the address of the gathering."""

    chromium: object
    gathering: str = ""
    pages: dict = field(default_factory=dict)

    def __getitem__(self, name):
        return self.pages[name]

    def arrives(self, name):
        """A new browser for somebody, as they have it."""
        phone = {"viewport": {"width": 360, "height": 780}, "has_touch": True}
        words = phone if name in ON_A_PHONE else {}
        context = self.chromium.new_context(java_script_enabled=name != WITHOUT_SCRIPT, **words)
        context.set_default_timeout(15_000)
        self.pages[name] = context.new_page()
        return self.pages[name]

    def leaves(self, name):
        """The browser is closed without a word."""
        self.pages.pop(name).context.close()

    def everybody_but_the_host(self):
        return {name: page for name, page in self.pages.items() if name != HOST}

    def sees(self, name, words):
        """Wait until somebody's page says this; who has no JavaScript looks again."""
        page = self.pages[name]
        if name == WITHOUT_SCRIPT:
            page.reload()
        page.get_by_text(words).first.wait_for()

    def rooms(self):
        """Who sits where, as each of them sees it on their own page."""
        seats = {}
        for name, page in self.everybody_but_the_host().items():
            if name == WITHOUT_SCRIPT:
                page.reload()
            page.locator(".room-name").wait_for()
            seats[name] = page.locator(".room-name").inner_text()
        return seats

    def books(self, name, box):
        """Open the invitation in their mail, and say yes."""
        page = self.arrives(name)
        page.goto(button(box.to(f"{name.lower()}@example.org", "You are invited"), "I'll come"))
        page.get_by_role("button", name="I'll come").click()
        page.get_by_role("heading", name="You have a place").wait_for()

    def comes_in(self, name):
        page = self.pages[name]
        page.goto(f"{self.gathering}room/")
        page.get_by_role("button", name="Come in").click()
        page.get_by_role("heading", name="You are here").wait_for()

    def says(self, name, words):
        page = self.pages[name]
        page.get_by_label("Say something").fill(words)
        page.get_by_role("button", name="Say it").click()
