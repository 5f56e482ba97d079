"""Lists of made-up people, as a ticketing tool exports them and as programs save them."""

import csv
import io
import random

from openpyxl import Workbook

EVENTBRITE = [
    "Order #", "Order Date", "First Name", "Surname", "Email", "Quantity", "Price Tier",
    "Ticket Type", "Attendee #", "Group", "Order Type", "Currency", "Total Paid",
    "Attendee Status", "Home Phone", "Company",
]  # fmt: skip
FIRST = ["Aled", "Bronwen", "Chidi", "Divya", "Eilidh", "Farah", "Grażyna", "Hüseyin", "Ìfẹ́"]
LAST = ["Okoro", "Müller", "O’Brien", "Ní Bhriain", "Singh", "Adeyemi-Jones", "Łukasik"]


def eventbrite(rows=300):
    """A list as Eventbrite exports it, with made-up people: of 300 rows 12 are doubled, 9 lack
    a name, 8 an address, 7 have a broken one, 10 do not come, and 1 is a formula."""
    chance = random.Random(300)  # noqa: S311
    odd = {
        **dict.fromkeys(range(20, 32), "doubled"),
        **dict.fromkeys(range(50, 59), "nameless"),
        **dict.fromkeys(range(80, 88), "no address"),
        **dict.fromkeys(range(110, 117), "broken"),
        **dict.fromkeys(range(140, 150), "not coming"),
        170: "formula",
    }
    table = []
    for number in range(rows):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        row = dict.fromkeys(EVENTBRITE, "")
        row |= {
            "Order #": str(7_000_000 + number), "Order Date": "2023-10-02 09:14:00+01:00",
            "First Name": first, "Surname": last, "Email": f"person{number}@example.org",
            "Quantity": "1", "Ticket Type": "Free place", "Attendee Status": "Attending",
            "Currency": "GBP", "Total Paid": "0.00", "Company": chance.choice(["", "Food, Bank"]),
        }  # fmt: skip
        unnamed = "" if number % 2 else "Info Requested"
        spoilt = {
            "doubled": {"Email": f" Person{number - 15}@Example.org "},
            "nameless": {"First Name": unnamed, "Surname": unnamed},
            "no address": {"Email": ""},
            "broken": {"Email": f"person{number}(at)example.org"},
            "not coming": {"Attendee Status": "Not Attending"},
            "formula": {"Email": '=HYPERLINK("http://evil.example","Click")'},
        }
        table.append(row | spoilt.get(odd.get(number), {}))
    return table


def as_csv(table, encoding="utf-8-sig", delimiter=","):
    words = io.StringIO(newline="")
    writer = csv.DictWriter(words, list(table[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(table)
    return words.getvalue().encode(encoding, errors="replace")


def as_xlsx(table):
    book, file = Workbook(), io.BytesIO()
    book.active.append(list(table[0]))
    for row in table:
        book.active.append(list(row.values()))
    book.save(file)
    return file.getvalue()
