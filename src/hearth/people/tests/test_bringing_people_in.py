"""Bringing people in from a list as ticketing tools and people write them."""

import io
import zipfile

import pytest

from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.ground.refusals import Refused
from hearth.people.bringing_in import confirm, read
from hearth.people.models import Bringing
from hearth.people.models.bringing import brought_people
from hearth.people.tests.eventbrite import as_csv, as_xlsx, eventbrite


def look(stuff, name="list.csv"):
    return read(io.BytesIO(stuff), name)


COUNTS = {"new": 253, "doubled": 12, "bad": 25, "left-out": 10}


@pytest.mark.parametrize(
    "stuff",
    [
        as_csv(eventbrite()),
        as_csv(eventbrite(), "utf-16", "\t"),
        as_csv(eventbrite(), "cp1252", ";"),
        as_csv(eventbrite(), "utf-8", ";"),
        as_xlsx(eventbrite()),
    ],
    ids=["csv", "utf-16 tabs", "cp1252 semicolons", "utf-8 semicolons", "xlsx"],
)
def test_three_hundred_rows_of_eventbrite_are_read_in_every_dialect(people, stuff):
    assert dict(look(stuff).how_many()) == COUNTS


def test_looking_changes_nothing(people):
    before = list(Person.objects.order_by("pk").values())
    look(as_csv(eventbrite()))
    assert list(Person.objects.order_by("pk").values()) == before
    assert not Bringing.objects.exists()


def test_confirming_makes_guests_and_writes_to_nobody(people):
    bringing = confirm(look(as_csv(eventbrite())), by=people.dee)
    assert bringing.people().count() == brought_people().count() == 253
    assert not bringing.people().members().exists()
    assert not Letter.objects.exists()
    assert Person.objects.get(email="person0@example.org").name


def test_every_odd_row_is_named_by_number_and_reason(people):
    sentences = look(as_csv(eventbrite())).sentences()
    for words in (
        "253 people are new.",
        "12 rows name somebody for the second time.",
        "10 rows are left out: they are not coming.",
        "25 rows cannot be used.",
        "The same person as in row 7.",
        "Row 52 (Info Requested Info Requested): The name is missing.",
        "There is no email address and no telephone number.",
        "“person110(at)example.org” is not an email address.",
        "This is a formula and not a name or an address.",
    ):
        assert any(words in sentence for sentence in sentences), words


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(people):
    table = eventbrite(3)
    table[1]["Email"] = "broken"
    for stuff in (as_csv(table), as_xlsx(table)):
        assert [row.number for row in look(stuff).rows if row.verdict == "bad"] == [3]


def test_those_who_are_known_stay_as_they_are(people):
    before = list(Person.objects.order_by("pk").values())
    listed = [
        {"Name": "Somebody Else", "Email": f"{name}@EXAMPLE.org", "Phone": "0"}
        for name in ("bola", "fin")
    ]
    found = look(as_csv(listed))
    assert dict(found.how_many()) == {"known": 2}
    confirm(found, by=people.dee)
    assert list(Person.objects.order_by("pk").values()) == before
    assert set(brought_people()) == {people.bola, people.fin}


def test_the_same_list_twice_brings_nobody_twice(people):
    table = [
        {"Name": "Gwen", "Email": "", "Mobile": "07700 900 123"},
        {"Name": "Huw", "Email": "huw@example.org", "Mobile": ""},
    ]
    for _time in range(2):
        confirm(look(as_csv(table)), by=people.dee)
    assert Person.objects.filter(name__in=["Gwen", "Huw"]).count() == 2


def test_two_previews_of_one_list_confirmed_one_after_the_other_bring_nobody_twice(people):
    table = [
        {"Name": "Gwen", "Email": "", "Mobile": "07700 900 123"},
        {"Name": "Huw", "Email": "huw@example.org", "Mobile": ""},
    ]
    both = [look(as_csv(table)) for _tab in range(2)]
    for found in both:
        confirm(found, by=people.dee)
    assert Person.objects.filter(name__in=["Gwen", "Huw"]).count() == 2


@pytest.mark.parametrize(
    ("headings", "row", "name", "email"),
    [
        ("Full name,E-mail", "Gwen Rees,gwen@example.org", "Gwen Rees", "gwen@example.org"),
        ("Email Address;Surname;Forename", "GWEN@x.org;Rees;Gwen", "Gwen Rees", "gwen@x.org"),
        ("Name,Email (required)", "Gwen,Gwen R <gwen@x.org>", "Gwen", "gwen@x.org"),
        ("Attendee Name\tMail", "Gwen\tmailto:gwen@x.org", "Gwen", "gwen@x.org"),
    ],
)
def test_columns_are_known_by_their_names(people, headings, row, name, email):
    [found] = look(f"{headings}\n{row}\n".encode()).rows
    assert (found.name, found.email, found.verdict) == (name, email, "new")


def test_a_title_above_the_headings_does_no_harm(people):
    [found] = look(b"Our list 2023,\n\nName,Email\nGwen,gwen@x.org\n").rows
    assert (found.number, found.name) == (4, "Gwen")


@pytest.mark.parametrize(
    ("stuff", "sentence"),
    [
        (b"", "This file is empty."),
        (b"a,b\n1,2\n", "The list needs a first row with headings"),
        (b"Name,Email\n" + b"x" * (5 * 1024 * 1024), "This file is over 5 MB."),
        (b"Name,Email\n" + b"G,g@x.org\n" * 5001, "This list has more than 5,000 rows."),
        (b"PK\x03\x04 and then nonsense", "This spreadsheet cannot be opened."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "The list needs a first row with headings"),
        (b'Name,Email\n"' + b"x" * 200_000, "This file is not a list."),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(people, stuff, sentence):
    with pytest.raises(Refused, match=sentence):
        look(stuff)


def test_a_spreadsheet_that_unpacks_to_far_too_much_is_not_opened(people):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    with pytest.raises(Refused, match="This spreadsheet holds too much"):
        look(bomb.getvalue())


def test_a_formula_in_a_spreadsheet_is_never_calculated(people):
    table = [{"Name": '=CONCATENATE("G","wen")', "Email": "gwen@x.org"}]
    [row] = look(as_xlsx(table)).rows
    assert row.verdict == "bad"


def test_a_zip_with_other_things_in_it_is_refused(people):
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as parts:
        parts.writestr("photo.jpg", b"no")
    with pytest.raises(Refused, match="This spreadsheet cannot be opened"):
        look(other.getvalue())
