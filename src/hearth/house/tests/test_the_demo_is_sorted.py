"""The demo shows the loop: its five meet-ups are sorted, and most of it is answered."""

from hearth.gatherings.models import Gathering
from hearth.ground.accounts import Person
from hearth.house.demo import cast
from hearth.listening.models import Belonging, Board, Question, Source, Telling, Theme
from hearth.listening.models.questions import Form
from hearth.listening.models.responses import Kind


def test_what_was_said_at_the_five_meetups_is_sorted_and_answered(demo):
    past = Gathering.objects.past()
    held = {gathering.get_absolute_url() for gathering in past}
    assert {source.url for source in Source.objects.all()} == held
    july = Board.objects.get(title="Your questions about this community")
    questions = Theme.objects.filter(
        pk__in=Belonging.objects.filter(contribution__in=july.cards()).values("theme"),
        piles__board=july,
    ).exclude(name__in=["When we meet", "What it costs to be here"])
    assert questions.count() == 7
    assert all(theme.standing for theme in questions)
    kinds = {theme.standing.kind for theme in Theme.objects.all() if theme.standing}
    assert kinds == set(Kind)
    assert Theme.objects.unanswered().exists()


def test_you_asked_we_did(demo):
    time = Theme.objects.get(name="When we meet")
    regular = time.responses.get(kind=Kind.DO)
    assert "regular time" in regular.done_words
    assert {line.during for line in time.contributions.all()} >= {
        "Collective care: what do we want this to be?",
        "Tech for social good, with Kagiso Dlamini",
    }
    bursaries = Theme.objects.get(name="What it costs to be here").standing
    assert bursaries.is_done
    assert "because of what was said here" in bursaries.done_words


def test_those_who_said_it_were_told_on_their_days_and_one_said_not_quite(demo):
    told = Telling.objects.filter(response__theme__name="What it costs to be here")
    assert {telling.person for telling in told} == set(
        Theme.objects.get(name="What it costs to be here").sayers()
    )
    assert all(telling.at.year == 2023 for telling in told)
    doubted = Theme.objects.get(name="Who gets in")
    assert doubted in Theme.objects.unanswered()


def test_the_member_of_the_demo_is_asked_whether_that_is_what_they_meant(demo, as_):
    member = Person.objects.get(email=cast.MEMBER)
    page = as_(member).get("/told/").content
    assert b"Could the letter say which platform" in page
    assert b"The letters say it since yesterday" in page


def test_the_demo_draws_groups_where_there_are_some_and_says_why_where_not(demo, as_):
    large, small = Question.objects.filter(form=Form.AGREE).order_by("-asked_at")
    steward, member = (Person.objects.get(email=one) for one in (cast.STEWARD, cast.MEMBER))
    page = as_(steward).get(f"{large.get_absolute_url()}map/").text
    assert page.count('<g class="cloud-') == 3 == page.count("They disagree")
    assert "and you see what others think" in " ".join(
        as_(member).get(f"{large.get_absolute_url()}map/").text.split()
    )
    page = as_(member).get(f"{small.get_absolute_url()}map/").text
    assert "A group is shown from five on" in page
