"""Looking back: what was stands under its year, also after years in which nobody met."""

from datetime import UTC, datetime, timedelta


def met_on(make_gathering, people, year, title):
    start = datetime(year, 12, 31, 23, 30, tzinfo=UTC)
    gathering = make_gathering(title=title, starts_at=start, ends_at=start + timedelta(minutes=20))
    gathering.end(by=people.bola)


def test_each_year_has_its_page_and_an_empty_one_says_so(make_gathering, people, as_):
    met_on(make_gathering, people, 2021, "The old one")
    met_on(make_gathering, people, 2023, "The new one")
    page = as_(None).get("/gatherings/").content.decode()
    assert [year for year in range(2019, 2027) if f"?year={year}" in page] == [2021, 2022, 2023]
    of_2021 = as_(None).get("/gatherings/?year=2021").content.decode()
    assert "The old one" in of_2021
    assert "The new one" not in of_2021
    assert (
        "We did not meet in that year." in as_(None).get("/gatherings/?year=2022").content.decode()
    )


def test_a_year_that_is_none_shows_what_is_ahead(meetup, as_):
    for year in ("1999", "nonsense", "2026'--", "٢٠٢٦"):
        assert meetup.title in as_(None).get("/gatherings/", {"year": year}).content.decode()
