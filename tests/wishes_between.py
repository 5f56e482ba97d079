"""The same story where people speak between meet-ups, reword, and say "not quite"."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from hearth.ground.books import Wish
from hearth.ground.refusals import Refused
from hearth.listening.models import Question, Reply, Response, Telling
from hearth.listening.models.questions import Form, ask
from hearth.listening.models.replies import Suits, reply_to, take_back, wish_for
from hearth.listening.models.saying import SAID_AT, change, say_in_between
from hearth.listening.models.tellings import answer
from hearth.listening.models.unions import join
from tests.readers import Said
from tests.wishes import Story

WISHES = list(Wish)[:4]


class BetweenMeetings(Story):
    """Answers to questions and words said in between lie on the same boards."""

    def __init__(self, people, seed):
        super().__init__(people, seed)
        self.asked = [
            ask(f"Question {n}?", by=people.dee, closes_on=localdate() + timedelta(days=400),
                seen_by=seen_by, form=Form.WHICH, options=("Bread", "Soup"))
            for n, seen_by in enumerate(("members", "everyone"))
        ]  # fmt: skip

    def places(self):
        return [SAID_AT, *(one.get_absolute_url() for one in self.asked)]

    def deeds(self):
        return [*super().deeds(), *[self.rewords] * 2, *[self.doubts] * 3, self.joins]

    def says(self):
        """At a question or in between; who answers again gives up what they said before."""
        mark, who = self.word("quoin"), self.lot.choice(self.sayers)
        wish, words = self.lot.choice(WISHES), f"Tidings {mark}"
        if self.lot.random() < 0.5:
            line, _who = say_in_between(words, person=who, wish=wish)
        else:
            asked = self.lot.choice(self.asked)
            for said in self._said_to(asked, who):
                said.wish = None
            option = self.lot.choice(list(asked.options.all()))
            line = reply_to(asked, person=who, words=words, wish=wish,
                            chosen={option: (Suits.YES, "")}).heard  # fmt: skip
        self.said[mark] = Said(who, wish, line)

    def _said_to(self, asked, who):
        url = asked.get_absolute_url()
        return [one for one in self.lines() if one.line.url == url and one.who == who]

    def lines(self):
        """What stands in the hearing book, and can be changed there."""
        return [said for said in self.standing() if hasattr(said.line, "during")]

    def _reply(self, said):
        asked = Question.objects.filter(slug=said.line.url.strip("/").rpartition("/")[2]).first()
        return asked and Reply.objects.get(question=asked, person=said.who)

    def wishes(self):
        said, wish = self.any_of(self.lines()), self.lot.choice(WISHES)
        said.line.refresh_from_db()
        if reply := self._reply(said):
            wish_for(reply, wish, by=said.who)
        else:
            change(said.line, said.line.words, wish, by=said.who)
        said.wish = wish

    def rewords(self):
        """From then on nobody reads what it said before."""
        before, said = self.any_of(
            (mark, said) for mark, said in self.said.items() if said in self.lines()
        )
        mark = self.word("quoin")
        said.line.refresh_from_db()
        if reply := self._reply(said):
            reply_to(reply.question, person=said.who, words=f"Tidings {mark}", wish=said.wish,
                     keeps_choices=True)  # fmt: skip
        else:
            change(said.line, f"Tidings {mark}", said.wish, by=said.who)
        self.said[mark] = Said(said.who, said.wish, said.line)
        self.said[before] = Said(said.who, None, said.line)

    def takes_back(self):
        said = self.any_of(self.lines())
        if reply := self._reply(said):
            take_back(reply, by=said.who)
        else:
            said.line.withdraw()
        said.wish = None

    def doubts(self):
        """What was meant is for stewards, and for whoever meant it."""
        response = self.any_of(Response.objects.standing())
        who, mark = self.any_of(self.sayers_in(response.theme)), self.word("quoin")
        for said in self.said.values():
            if isinstance(said.line, Telling) and said.line.person == who:
                same = said.line.response_id == response.pk
                said.wish = None if same else said.wish
        told = answer(response, "not-quite", f"I meant {mark}", by=who)
        self.said[mark] = Said(who, Wish.STEWARDS, told)

    def joins(self):
        themes = list(self.themes())
        if len(themes) < 4:
            raise Refused("There are too few.")
        one, other = self.lot.sample(themes, 2)
        join(one, to=other, by=self.any_of(self.stewards))
