"""What gatherings show elsewhere: somebody's own places and words, and words for the addresses
that need some."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from hearth.gatherings.models import Answer, Arrival, Gathering, Kind, Need, Place, Series, Taking
from hearth.gatherings.models.counting import how_many_met
from hearth.gatherings.models.outcomes import is_still_to_do
from hearth.gatherings.models.own_calendar import own_address
from hearth.ground.accounts import Person
from hearth.ground.areas import Example, Section


def mine(person: Person) -> Section | None:
    """My places ahead, and what I said lately with its wishes, took up and promised."""
    places = Place.objects.filter(person=person, gathering__in=Gathering.objects.ahead())
    words, taken = _said_and_taken(person)
    return Section(
        "gatherings/mine.html",
        {
            "places": places.select_related("gathering").order_by("gathering__starts_at"),
            "met": how_many_met(person),
            "words": words[:30],
            "promises": [answer for answer in words if is_still_to_do(answer)],
            "taken": taken[:10],
        },
    )


def _said_and_taken(person: Person) -> tuple[list[Answer], list[Answer]]:
    """What somebody said lately, and the cards of others that they took up, in one question."""
    took = Exists(Taking.objects.filter(answer=OuterRef("pk"), person=person))
    theirs = Answer.objects.filter(Q(took) | Q(person=person)).order_by("-said_at", "-pk")
    rows = list(theirs.select_related("gathering", "closing", "outcome")[:60])
    mine = [answer for answer in rows if answer.person_id == person.pk]
    return mine, [answer for answer in rows if answer.person_id != person.pk]


def _ended() -> dict[str, object]:
    noted = Gathering.objects.exclude(notes=None).order_by("-starts_at")
    return {"slug": (noted.first() or Gathering.objects.announced().latest("pk")).slug}


def _ahead() -> dict[str, object]:
    running = Gathering.objects.announced().filter(Q(step__isnull=False), ended_at=None)
    found = running.first() or Gathering.objects.ahead().first()
    return {"slug": (found or Gathering.objects.announced().latest("pk")).slug}


def _arrival() -> dict[str, object]:
    slug = _ahead()["slug"]
    here = Arrival.objects.filter(gathering__slug=slug).first() or Arrival.objects.latest("pk")
    return {"slug": here.gathering.slug, "pk": here.pk}


def _own_words() -> dict[str, object]:
    """Somebody's own words; what they said they would do, if there is any."""
    theirs = Answer.objects.exclude(person=None).select_related("gathering")
    answer = theirs.of(Kind.COMMITMENT).last() or theirs.latest("pk")
    return {"slug": answer.gathering.slug, "pk": answer.pk}


def _role() -> dict[str, object]:
    return {**_ahead(), "kind": "note-maker"}


def _card() -> dict[str, int]:
    """A card that everybody may read, with somebody who took it up, if there is one."""
    cards = Answer.objects.cards().readable_anywhere_by(None)
    return {"pk": (cards.taken().last() or cards.latest("pk")).pk}


def _reply() -> dict[str, int]:
    """Somebody who took up such a card; if nobody has, numbers that lead nowhere."""
    taking = Taking.objects.filter(answer=_card()["pk"]).first()
    return _card() | {"taking": taking.pk if taking else 0}


def _need() -> dict[str, object]:
    """Something that somebody asked for; if nobody did, a number that leads nowhere."""
    need = Need.objects.select_related("place__gathering").last()
    return {"slug": need.place.gathering.slug, "pk": need.pk} if need else {**_ahead(), "pk": 0}


def _series() -> dict[str, object]:
    return {"slug": Series.objects.latest("pk").slug}


_AHEAD = [
    "gathering",
    "calendar_file",
    "place",
    "kept",
    "place_answer",
    "needs",
    "places",
    "named_place",
    "withdrawal",
    "poster",
    "edit",
    "run_sheet",
    "wording",
    "announcement",
    "invitation",
    "move",
    "still_on",
    "gathering_handover",
    "cancellation",
    "room",
    "arrival",
    "answers",
    "charter_note",
    "host",
    "step",
    "roles",
    "co_hosts",
    "hand",
    "call",
    "rooms",
    "seat",
    "pairs",
    "my_seat",
    "line",
    "video",
    "phone",
    "paper",
    "door",
]


def _own_calendar() -> dict[str, object]:
    person = Place.objects.coming().select_related("person").latest("pk").person
    return {"token": own_address(person).split("/")[-2]}


_SERIES = [
    "series",
    "dates",
    "series_calendar",
    "standing",
    "series_move",
    "series_still_on",
    "series_ending",
    "series_handover",
]
EXAMPLES: dict[str, Example] = {
    **{f"gatherings:{name}": _ahead for name in _AHEAD},
    **{f"gatherings:{name}": _ended for name in ("notes", "publication", "thanks", "said")},
    **{f"gatherings:{name}": _series for name in _SERIES},
    "gatherings:need": _need,
    "gatherings:own_calendar": _own_calendar,
    "gatherings:own_words": _own_words,
    "gatherings:role": _role,
    "gatherings:reply": _reply,
    "gatherings:outcome": _own_words,
    **{f"gatherings:{name}": _card for name in ("card", "taking", "closing", "renewal")},
    "gatherings:lowered_hand": _arrival,
}
