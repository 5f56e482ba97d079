"""A whole meet-up, from the first day to the thanks, as four people live it in a browser.

Dee stewards and hosts. Fin is a guest on a phone, Amara a member who uses the keyboard
alone, Cerys has no JavaScript. The house is `hearth up`; letters leave by real SMTP.
"""

from __future__ import annotations

from tests.first_days import plan_and_invite, start
from tests.keyboard import keys, tab_to
from tests.letterbox import button, letterbox, links, plain
from tests.proving import proves
from tests.running import hearth_up

CSV = "First Name,Surname,Email\nFin,Reid,fin@example.org\nCerys,Owen,cerys@example.org\n"
VIDEO = "https://meet.example/tidewater"


@proves("J2.1", "J2.4", "J2.8", "J3.17", "J3.18")
def test_four_people_live_a_meetup_from_invitation_to_notes(chromium, tmp_path):
    file = tmp_path / "attendees.csv"
    file.write_text(CSV)
    with letterbox() as box, hearth_up(tmp_path / "home", box.port) as (house, hearth):
        dee = chromium.new_page()
        start(dee, house)
        hearth("import", "people", str(file), "--confirm")
        amara = chromium.new_page()
        _join_by_keyboard(amara, house, box)
        gathering = plan_and_invite(dee, house, video=VIDEO)

        fin = chromium.new_context(
            viewport={"width": 360, "height": 780}, has_touch=True
        ).new_page()
        _come_on_a_phone(fin, box)
        cerys = chromium.new_context(java_script_enabled=False).new_page()
        _come_without_script(cerys, box)
        _come_by_keyboard(amara, gathering)
        letter = box.to("fin@example.org", "Your place")
        kinds = {part.get_content_type() for part in letter.walk()}
        assert {"text/plain", "text/html", "text/calendar"} <= kinds

        _meet(dee, fin, amara, cerys, gathering)
        _publish_and_thank(dee, gathering)
        _read_the_notes(box, fin, cerys, amara, gathering)
        for person in (dee, fin, amara, cerys):
            person.context.close()


def _join_by_keyboard(amara, house, box):
    amara.goto(f"{house}/join/")
    for label, words in (("call you", "Amara"), ("email", "amara@example.org")):
        tab_to(amara, label)
        amara.keyboard.type(words)
    keys(amara, "Enter")
    amara.get_by_role("heading", name="Look in your mail").wait_for()
    letter = box.to("amara@example.org", "")
    amara.goto(next(link for link in links(letter) if "/join/" in link))
    tab_to(amara, amara.locator("main button").inner_text())
    keys(amara, "Enter")
    amara.locator("header").get_by_text("Amara").wait_for()


def _come_on_a_phone(fin, box):
    invitation = box.to("fin@example.org", "You are invited")
    assert "How do repair cafes keep going?" in plain(invitation)
    fin.goto(button(invitation, "I'll come"))
    fin.get_by_role("button", name="I'll come").tap()
    fin.get_by_role("heading", name="You have a place").wait_for()


def _come_without_script(cerys, box):
    cerys.goto(button(box.to("cerys@example.org", "You are invited"), "I'll come"))
    cerys.get_by_role("button", name="I'll come").click()
    cerys.get_by_role("heading", name="You have a place").wait_for()


def _come_by_keyboard(amara, gathering):
    amara.goto(gathering)
    tab_to(amara, "I'll come")
    keys(amara, "Enter")
    amara.get_by_role("heading", name="You have a place").wait_for()


def _meet(dee, fin, amara, cerys, gathering):
    room, host = f"{gathering}room/", f"{gathering}host/"
    for person in (fin, amara, cerys):
        person.goto(room)
        assert VIDEO in person.content(), "the doors are open"
    fin.get_by_role("button", name="Come in").tap()
    fin.get_by_role("heading", name="You are here").wait_for()
    cerys.get_by_role("button", name="Come in").click()
    tab_to(amara, "Come in")
    keys(amara, "Enter")
    amara.get_by_role("heading", name="You are here").wait_for()

    dee.goto(host)
    dee.get_by_role("button", name="Begin").click()
    fin.get_by_role("heading", name="Welcome", exact=True).wait_for(timeout=5000)
    fin.get_by_label("Say something").fill("My bicycle pump")
    for step in ("Charter check-in", "Check-in"):
        dee.get_by_role("button", name="Next step").click()
        dee.get_by_role("heading", name=step, exact=True).wait_for()
    fin.get_by_role("heading", name="Check-in", exact=True).wait_for(timeout=5000)
    assert fin.get_by_label("Say something").input_value() == "My bicycle pump"
    assert "What would you miss?" in fin.inner_text("#now")
    fin.get_by_role("button", name="Say it").tap()
    fin.get_by_role("link", name="Change mine").wait_for()

    amara.get_by_role("heading", name="Check-in", exact=True).wait_for(timeout=5000)
    tab_to(amara, "Say something")
    amara.keyboard.type("A ladder")
    tab_to(amara, "Members and those who came see it")
    keys(amara, "Enter")
    tab_to(amara, "Members and those who came, without")
    keys(amara, "ArrowUp", "ArrowUp")
    tab_to(amara, "Say it")
    keys(amara, "Enter")
    amara.locator("#heard").get_by_text("Everyone, with my name").wait_for()

    cerys.reload()
    assert "Check-in" in cerys.inner_text("#now")
    cerys.get_by_label("Say something").fill("The chip shop")
    cerys.get_by_role("button", name="Say it").click()
    assert "The chip shop" in cerys.inner_text("#heard")
    fin.get_by_text("The chip shop").wait_for(timeout=5000)
    assert "Cerys" not in fin.inner_text("main")
    assert "Amara" in fin.inner_text("#heard")
    dee.get_by_role("button", name="End the hour").click()
    fin.get_by_role("heading", name="The hour is over").wait_for(timeout=5000)


def _publish_and_thank(dee, gathering):
    dee.get_by_role("button", name="Publish the notes").wait_for()
    draft = dee.inner_text("main")
    assert "My bicycle pump" in draft
    assert "A ladder" in draft
    dee.get_by_label("In a few words").fill("We spoke of what we would miss.")
    dee.get_by_role("button", name="Publish the notes").click()
    dee.get_by_text("The notes are out").wait_for()
    dee.get_by_role("link", name="Send thanks").click()
    assert "3" in dee.locator("dl").inner_text()
    dee.get_by_role("button", name="Tell them").click()


def _read_the_notes(box, fin, cerys, amara, gathering):
    thanks = box.to("fin@example.org", "Thank you")
    assert "“My bicycle pump”" in plain(thanks)
    fin.goto(button(thanks, "Read the notes"))
    fin.wait_for_load_state()
    fin.goto(f"{gathering}notes/")
    notes = fin.inner_text("main")
    assert "We spoke of what we would miss." in notes
    assert "The chip shop" in notes
    assert "Amara" in notes
    assert "Cerys" not in notes
    box.to("cerys@example.org", "Thank you")
    box.to("amara@example.org", "Thank you")
    passer_by = amara.context.browser.new_page()
    passer_by.goto(f"{gathering}notes/")
    assert "A ladder" in passer_by.inner_text("main")
    assert "My bicycle pump" not in passer_by.inner_text("main")
