"""A steward brings in a list on its page: looks first, and confirms then."""

import io
from datetime import timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.people.bringing_in import confirm, read
from hearth.people.models import Bringing, Brought
from hearth.people.models.bringing import brought_people, clear_old_lists, keep
from hearth.people.tests.eventbrite import as_csv, eventbrite


def upload(browser, stuff, name="list.csv"):
    file = SimpleUploadedFile(name, stuff, content_type="text/csv")
    return browser.post("/steward/bring-people/", {"file": file})


def test_a_steward_looks_first_and_confirms_then(people, as_):
    browser = as_(people.dee)
    address = upload(browser, as_csv(eventbrite())).url
    page = browser.get(address).text
    assert "253 people are new." in page
    assert "Nothing has changed yet." in page
    assert Person.objects.count() == 6
    for _press in range(2):
        assert browser.post(address).url == address
    assert Person.objects.count() == 6 + 253
    bringing = Bringing.objects.get()
    assert (bringing.by, bringing.file) == (people.dee, "list.csv")
    assert "Nobody was written to." in browser.get(address).text
    assert "list.csv" in browser.get("/steward/bring-people/").text


def test_what_is_wrong_with_a_file_is_said_on_the_page(people, as_):
    browser = as_(people.dee)
    assert "The list needs a first row" in upload(browser, b"a,b\n1,2\n").text
    assert "The submitted file is empty." in upload(browser, b"").text
    assert "Choose a file first." in browser.post("/steward/bring-people/", {}).text
    assert not Bringing.objects.exists()


def test_a_list_of_only_odd_rows_has_no_button(people, as_):
    browser = as_(people.dee)
    address = upload(browser, b"Name,Email\nGwen,broken\n").url
    assert "Bring them in" not in browser.get(address).text


def test_only_stewards_bring_people_in(people, as_):
    address = upload(as_(people.dee), as_csv(eventbrite(5))).url
    for path in ("/steward/bring-people/", address):
        assert as_(people.bola).get(path).status_code == 404
        assert as_(people.bola).post(path).status_code == 404
    assert not brought_people().exists()


def test_names_from_a_list_do_no_harm_on_the_page(people, as_):
    browser = as_(people.dee)
    address = upload(browser, b"Name,Email\n<script>x</script>,broken\n").url
    assert "<script>x" not in browser.get(address).text


def test_lists_go_again_and_who_was_brought_in_stays_known(people):
    confirm(read(io.BytesIO(as_csv(eventbrite(200))), "list.csv"), by=people.dee)
    unused = read(io.BytesIO(as_csv(eventbrite(5))), "list.csv")

    keep(unused.rows, file="unused.csv", by=people.dee)
    brought = brought_people().count()
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        clear_old_lists()
        assert Bringing.objects.count() == 1
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        clear_old_lists()
        assert clear_old_lists() == 0
    assert not Brought.objects.exclude(email="").exists()
    assert brought_people().count() == brought


def test_a_second_press_brings_nobody_back_who_left_since(people, as_):
    browser = as_(people.dee)
    address = upload(browser, as_csv(eventbrite(5))).url
    browser.post(address)
    Person.objects.get(email="person0@example.org").delete()
    browser.post(address)
    assert not Person.objects.filter(email="person0@example.org").exists()
