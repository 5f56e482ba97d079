"""What you said, what we did: by quarter, for each reader as much as the wishes allow."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import now

from hearth.ground.books import Contribution, Wish, hear
from hearth.ground.quarters import Quarter
from hearth.listening.models import Belonging, Response, Telling, Theme
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import open_theme
from hearth.listening.river import flow, river
from hearth.listening.you_said import lines_of, quarters, responses_of
from tests.evidence import asked
from tests.proving import proves

MAY = datetime(2026, 5, 5, 12, tzinfo=UTC)
AUGUST = datetime(2026, 8, 5, 12, tzinfo=UTC)


@pytest.fixture
def spoken(people):
    """Three lines: one for everyone with a name, one for members, one for stewards."""
    wishes = {"bola": Wish.NAMED, "amara": Wish.MEMBERS, "cerys": Wish.STEWARDS}
    return [
        hear(f"{name} needs an evening", said_by=getattr(people, name), during="June", wish=wish)
        for name, wish in wishes.items()
    ]


@pytest.fixture
def theme(people, spoken):
    return open_theme("Time of day", by=people.dee, lines=spoken, seen_by="everyone")


def answered(theme, people, *, at=MAY, kind=Kind.TRY, words="Evenings in May.", done=None):
    """An answer of that day, done on another one if `done` says when."""
    before = theme.standing
    response = respond(theme, kind, words, by=people.dee, person=people.efe, on=at.date(),
                       instead_of=before and before.pk)  # fmt: skip
    Response.objects.filter(pk=response.pk).update(at=at)
    if done:
        response.refresh_from_db()
        response.done("We met at seven.", by=people.dee)
        Response.objects.filter(pk=response.pk).update(done_at=done)
    return response


def words_for(browser, path="/you-said/"):
    reply = browser.get(path)
    assert reply.status_code == 200
    return " ".join(reply.text.split())


@proves("J3.28")
def test_everybody_reads_by_quarter_what_was_said_and_done_and_what_not_now(people, theme, as_):
    answered(theme, people)
    other = open_theme("A room of our own", by=people.dee, seen_by="everyone",
                       lines=[hear("A room", said_by=people.amara, during="June")])  # fmt: skip
    answered(other, people, at=AUGUST, kind=Kind.NOT_NOW, words="There is no money this year.")
    newest = words_for(as_(None))
    for needed in ("July to September 2026", "A room of our own", "Not now, because", "no money"):
        assert needed in newest
    assert "Evenings in May" not in newest
    assert "/you-said/2026-q2/" in newest
    assert "Evenings in May" in words_for(as_(None), "/you-said/2026-q2/")


def test_the_not_now_is_not_pushed_to_the_end(people, spoken):
    days = {Kind.DO: 1, Kind.NOT_NOW: 2, Kind.TRY: 0}
    for kind, day in days.items():
        theme = open_theme(kind.value, by=people.dee, lines=spoken)
        answered(theme, people, kind=kind, at=MAY + timedelta(days=day))
    kinds = [one.kind for one in responses_of(Quarter(2026, 2), people.amara)]
    assert kinds == [Kind.NOT_NOW, Kind.DO, Kind.TRY]


def test_what_is_done_moves_to_the_quarter_in_which_it_was_done(people, theme):
    answered(theme, people, done=AUGUST)
    assert quarters(None) == [Quarter(2026, 3)]
    assert not responses_of(Quarter(2026, 2), None)


def test_an_answer_of_an_earlier_quarter_stays_and_says_that_there_is_another(people, theme):
    first = answered(theme, people)
    answered(theme, people, at=AUGUST, words="First thought.")
    last = answered(theme, people, at=AUGUST + timedelta(days=1), words="Second thought.")
    assert quarters(None) == [Quarter(2026, 3), Quarter(2026, 2)]
    (then,) = responses_of(Quarter(2026, 2), None)
    (later,) = responses_of(Quarter(2026, 3), None)
    assert (then, then.has_newer) == (first, True)
    assert (later, later.has_newer) == (last, False)


def test_each_reader_is_shown_the_words_that_the_wishes_allow(people, theme, as_):
    answered(theme, people)
    shown = {who: words_for(as_(who)) for who in (None, people.fin, people.amara, people.dee)}
    said = {who: [w for w in ("bola", "amara", "cerys") if f"{w} needs" in words]
            for who, words in shown.items()}  # fmt: skip
    assert list(said.values()) == [
        ["bola"],
        ["bola"],
        ["bola", "amara"],
        ["bola", "amara", "cerys"],
    ]
    assert "Bola," in shown[None], "Bola wished for a name"
    assert "Amara," not in shown[people.dee]
    assert "Cerys," not in shown[people.dee]
    assert "Efe sees to it" in shown[people.amara]
    assert "Efe" not in shown[None], "nobody asked Efe to stand on the web"


def test_the_number_of_people_does_not_tell_whose_the_lines_without_a_name_are(people, theme):
    response = answered(theme, people)
    assert [line.people for line in lines_of([response], people.dee)] == [3]
    theme.gather([hear("And Sundays", said_by=people.bola, during="June")], by=people.dee)
    (line,) = lines_of([response], people.dee)
    assert (line.said, line.people) == (4, 4), "as if somebody else had said it"


def test_a_theme_for_members_is_not_on_the_page_of_a_passer_by(people, spoken, as_):
    answered(open_theme("Among us", by=people.dee, lines=spoken), people)
    assert "Among us" in words_for(as_(people.amara))
    for path in ("/you-said/", "/you-said/2026-q2/", "/you-said/feed.atom"):
        assert "Among us" not in words_for(as_(None), path)


def test_quarters_that_are_none_or_not_yet_are_not_there(people, as_):
    ahead = Quarter.of(now() + timedelta(days=100))
    for path in (f"/you-said/{ahead.name}/", "/you-said/2026-q0/", "/you-said/2026-q5/",
                 "/you-said/1-q1/", "/you-said/99999-q1/"):  # fmt: skip
        assert as_(None).get(path).status_code == 404
    assert "We answered nothing yet" in words_for(as_(None), "/you-said/2026-q1/")
    assert "We answered nothing yet" in words_for(as_(people.dee))


def test_the_river_counts_what_its_reader_may_read_and_no_more(people, theme, spoken):
    Contribution.objects.update(said_at=MAY)
    response = answered(theme, people)
    hear("Something else", said_by=people.fin, during="June", wish=Wish.PUBLIC)
    Contribution.objects.filter(words="Something else").update(said_at=MAY)
    Telling.objects.create(response=response, person=people.amara, stage="given")
    quarter = Quarter(2026, 2)
    pools = [flow(quarter, who).pools for who in (None, people.fin, people.bola, people.dee)]
    assert pools == [(2, 1, 1, 0), (2, 1, 1, 0), (3, 2, 2, 1), (4, 3, 3, 1)]
    spoken[1].narrow(Wish.STEWARDS)
    assert flow(quarter, people.bola).pools == (2, 1, 1, 0)
    assert "2 lines were said" in river(flow(quarter, people.bola))


def test_the_quarter_of_a_moment_is_that_of_the_clock_in_the_united_kingdom():
    before = datetime(2026, 6, 30, 22, 59, tzinfo=UTC)
    assert Quarter.of(before) == Quarter(2026, 2)
    assert Quarter.of(before + timedelta(minutes=1)) == Quarter(2026, 3)
    assert Quarter(2026, 2).ends == Quarter(2026, 3).begins == before + timedelta(minutes=1)
    assert str(Quarter(2026, 4)) == "October to December 2026"


def test_ten_thousand_answers_are_a_page_each_dozen(people, spoken, as_):
    theme = open_theme("Much", by=people.dee, lines=spoken, seen_by="everyone")
    many = Theme.objects.bulk_create(
        Theme(name=f"Theme {n}", slug=f"theme-{n}", seen_by="everyone") for n in range(10_000)
    )
    Belonging.objects.bulk_create(Belonging(theme=t, contribution=spoken[0]) for t in many)
    Response.objects.bulk_create(
        Response(theme=t, kind=Kind.NOT_NOW, words="No money.", at=MAY) for t in many
    )
    answered(theme, people, at=MAY - timedelta(days=1))
    browser = as_(people.amara)
    with asked() as first:
        words = words_for(browser, "/you-said/2026-q2/")
    assert words.count("No money.") == 12
    assert "?page=834" in words
    with asked() as last:
        words_for(browser, "/you-said/2026-q2/?page=834")
    assert len(last) <= len(first) <= 12
