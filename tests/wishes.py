"""Saying, narrowing, sorting, answering and telling, in any order that the lot draws.

Each line holds a word that stands nowhere
else, and so does each name of a theme.
"""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

from django.utils.timezone import localdate, now

from hearth.gatherings.models import Answer, Gathering
from hearth.gatherings.models.answers import say
from hearth.ground.books import Contribution, Letter, Wish, hear
from hearth.ground.refusals import Refused
from hearth.listening.models import Board, Pile, Response, Theme
from hearth.listening.models.boards import open_board
from hearth.listening.models.piles import move, new_pile
from hearth.listening.models.responses import WITH_A_DAY, WITH_SOMEBODY, Kind, respond
from hearth.listening.models.themes import make_themes, open_theme
from hearth.listening.telling import tell_them
from tests.readers import Readers, Said

PLACES = ("/gatherings/june/", "/gatherings/july/")
ANSWERED = re.compile(r"lintel\d+lintel|mortar\d+mortar")


class Story(Readers):
    """What happens in one community: anything that can, in an order drawn by lot."""

    def __init__(self, people, seed):
        super().__init__(people)
        self.lot = Random(seed)
        self.count = 0
        self.letters: list[str] = []

    def deeds(self):
        """What can happen, the likely more than once."""
        deeds = [self.says] * 4 + [self.wishes] * 3 + [self.takes_back, self.opens_a_board]
        deeds += [self.lays] * 6 + [self.names, self.makes_themes, self.opens_a_theme]
        return deeds + [self.answers] * 2 + [self.does, self.is_told]

    def goes_on(self, clock, turns):
        """So many things happen, some hours apart. Refusals are answers too."""
        deeds = self.deeds()
        for _turn in range(turns):
            clock.shift(timedelta(hours=self.lot.randint(1, 12)))
            try:
                self.lot.choice(deeds)()
            except Refused:
                continue

    def ends(self, clock, weeks):
        """Nothing more happens but that people are told, by day and by night."""
        for _turn in range(weeks * 16):
            clock.shift(timedelta(hours=11))
            self.is_told()

    def word(self, stem):
        self.count += 1
        return f"{stem}{self.count}{stem}"

    def any_of(self, rows):
        """One of these rows; where there is none, nothing can happen."""
        rows = list(rows)
        if not rows:
            raise Refused("There is nothing here yet.")
        if hasattr(rows[0], "pk"):
            rows.sort(key=lambda row: row.pk)
        return self.lot.choice(rows)

    # What can happen.

    def says(self):
        mark, who = self.word("quoin"), self.lot.choice(self.sayers)
        wish = self.lot.choice([wish for wish in Wish if wish != Wish.ROOM])
        line = hear(f"Tidings {mark}", said_by=who, during="A meet-up", wish=wish,
                    url=self.lot.choice(PLACES))  # fmt: skip
        self.said[mark] = Said(who, wish, line)

    def wishes(self):
        said, wish = self.any_of(self.standing()), self.lot.choice(list(Wish)[:4])
        said.line.refresh_from_db()
        said.line.narrow(wish)
        said.wish = wish

    def takes_back(self):
        said = self.any_of(self.standing())
        said.line.withdraw()
        said.wish = None

    def themes(self):
        return Theme.objects.order_by("pk")

    def opens_a_board(self):
        sources = [(place, "A meet-up") for place in self.places()]
        open_board(self.word("board"), sources=sources, by=self.any_of(self.stewards),
                   seen_by=self.lot.choice(["members", "members", "everyone"]))  # fmt: skip

    def places(self):
        return PLACES

    def lays(self):
        board, hand = self.any_of(Board.objects.all()), self.lot.choice(self.hands)
        card = self.any_of(board.cards().visible_to(hand))
        pile = self.lot.choice([None, *board.piles.all()])
        if pile is None:
            new_pile(board, card, by=hand)
        else:
            move(board, card, into=pile, by=hand)

    def names(self):
        pile = self.any_of(Pile.objects.filter(name=""))
        pile.call_it(f"Theme {self.word('plinth')}", was="", by=self.any_of(self.stewards))

    def makes_themes(self):
        make_themes(self.any_of(Board.objects.all()), by=self.any_of(self.stewards))

    def opens_a_theme(self):
        hand = self.any_of(self.stewards)
        lines = [self.any_of(Contribution.objects.visible_to(hand)) for _ in range(3)]
        open_theme(f"Theme {self.word('plinth')}", by=hand, lines=lines,
                   seen_by=self.lot.choice(["members", "everyone"]))  # fmt: skip

    def answers(self):
        theme, kind = self.any_of(Theme.objects.all()), self.lot.choice(list(Kind))
        steward = self.any_of(self.stewards)
        respond(theme, kind, f"We say {self.word('lintel')}", by=steward,
                person=steward if kind in WITH_SOMEBODY else None,
                on=localdate() + timedelta(days=60) if kind in WITH_A_DAY else None,
                to="The network" if kind == Kind.PASS_ON else "",
                instead_of=theme.standing and theme.standing.pk)  # fmt: skip

    def does(self):
        response = self.any_of(Response.objects.filter(done_at=None))
        response.done(f"We did {self.word('mortar')}", by=self.any_of(self.stewards))

    def is_told(self):
        """The clock goes round, and the sender; each letter is read as it leaves."""
        tell_them()
        leaving = Letter.objects.waiting()
        for letter in leaving.select_related("to"):
            words = f"{letter.subject} {letter.text} {letter.html}"
            self.letters += self.faults_in(letter.to, f"the letter {letter.pk}", words)
        leaving.update(taken_at=now(), sent_at=now())


class TalkInTheRoom(Story):
    """The same where people speak at a gathering, whose own pages show their words too."""

    def __init__(self, people, seed):
        super().__init__(people, seed)
        self.gathering = Gathering.objects.create(
            title="A meet-up", slug="meet-up", host=people.cerys, seen_by="everyone",
            starts_at=now(), ends_at=now() + timedelta(hours=1))  # fmt: skip
        self.gathering.announce(by=people.cerys)
        self.came = [people.bola, people.fin]
        for person in self.came:
            self.gathering.arrivals.create(person=person)

    def places(self):
        return [self.gathering.get_absolute_url()]

    def says(self):
        mark, who = self.word("quoin"), self.lot.choice(self.sayers)
        wish = self.lot.choice(list(Wish))
        self.said[mark] = Said(who, wish, say(self.gathering, f"Tidings {mark}", person=who,
                                              wish=wish))  # fmt: skip

    def wishes(self):
        said, wish = self.any_of(self.standing()), self.lot.choice(list(Wish))
        Answer.objects.get(pk=said.line.pk).wish_for(wish, by=said.who)
        said.wish = wish

    def takes_back(self):
        said = self.any_of(self.standing())
        Answer.objects.get(pk=said.line.pk).withdraw(by=said.who)
        said.wish = None

    def _number(self, said):
        return Answer.objects.values_list("heard", flat=True).get(pk=said.line.pk)

    def may_read(self, reader, mark, where=""):
        """On the gathering's own pages those who came read what members read."""
        said = self.said[mark]
        heard_it = where.startswith("/gatherings/") and reader in self.came
        if heard_it and said.wish == Wish.MEMBERS:
            return True
        return super().may_read(reader, mark, where)
