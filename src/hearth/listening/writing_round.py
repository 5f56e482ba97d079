"""A question by letter: one to each who may be asked, one reminder, and answers by mail."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from hearth.ground.access import Shared
from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books import Wish, post
from hearth.ground.books.post import Kind
from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused
from hearth.ground.time import LONDON
from hearth.listening.answers_by_mail import own_words, refuse_other_senders
from hearth.listening.models import Question, Reply
from hearth.listening.models.questions import Asking, Form
from hearth.listening.models.replies import reply_to

KEPT_AFTER = timedelta(days=30)
REMINDED_FROM = 9
"""The hour of the day, on a UK clock, from which a reminder may leave."""


def whom_to_ask(question: Question) -> PersonQuerySet:
    """Members who were not asked by letter yet and have not answered."""
    asked = Asking.objects.filter(question=question, person=OuterRef("pk"))
    replied = Reply.objects.filter(question=question, person=OuterRef("pk"))
    here = Person.objects.members().reachable().exclude(rhythm=Person.Rhythm.REPLIES)
    return here.filter(~Exists(asked), ~Exists(replied))


@transaction.atomic
def ask_by_letter(question: Question, *, by: Person) -> int:
    """Write one letter to each of them; returns how many. Twice asks nobody twice."""
    question.refuse_unless_open()
    people = list(whom_to_ask(question).exclude(pk=by.pk).prefetch_related("silences"))
    Asking.objects.bulk_create(
        [Asking(question=question, person=person) for person in people], ignore_conflicts=True
    )
    return _write(question, people, "listening/letters/question.txt", "asked")


def _write(question: Question, people: list[Person], letter: str, why: str) -> int:
    return post(
        people,
        question.words,
        letter,
        kind=Kind.QUESTIONS,
        button=(_("Answer it"), question.get_absolute_url()),
        once=f"question:{question.pk}:{why}",
        topic=f"question-{question.pk}",
        question=question,
        can_reply=can_reply(question),
        asks_to_sign_in=must_sign_in(question),
    )


def can_reply(question: Question) -> bool:
    """Whether a letter about it can be answered by replying."""
    return bool(settings.MAIL_REPLIES) and question.form != Form.AGREE


def must_sign_in(question: Question) -> bool:
    """Whether members have to sign in to answer: statements of members are for members, and a
    link, which can be forwarded, opens what guests may see."""
    return question.form == Form.AGREE and question.seen_by != Shared.SeenBy.EVERYONE


def remind_of_last_day() -> int:
    """The day before the last one, those whom a letter asked and who have not answered hear of
    it, once (rule G3: no page shows who they are). Returns how many letters were written."""
    if localtime(now(), LONDON).hour < REMINDED_FROM:
        return 0
    count = 0
    for question in Question.objects.standing().filter(closes_on=localdate() + timedelta(days=1)):
        replied = Reply.objects.filter(question=question, person=OuterRef("pk"))
        asked = question.askings.values("person")
        late = Person.objects.get_queryset().filter(~Exists(replied), pk__in=asked)
        people = list(late.prefetch_related("silences"))
        count += _write(question, people, "listening/letters/question_again.txt", "last")
    return count


def forget_who_was_asked() -> int:
    """A month after the last day nobody needs to know who was asked."""
    old = Asking.objects.filter(question__closes_on__lt=localdate() - KEPT_AFTER)
    return old.delete()[0]


def read_reply(mail: Mail) -> bool:
    """Keep what somebody answers to our letter as their reply, for members to see. Whether it
    was about a question of ours."""
    kind, _dash, pk = mail.topic.rpartition("-")
    is_ours = kind == "question" and pk.isdecimal()
    question = Question.objects.filter(pk=pk).first() if is_ours else None
    if question is None or mail.person is None or mail.is_automatic:
        return False
    refuse_other_senders(mail)
    if words := own_words(mail.words()):
        _keep(question, mail.person, words)
    return True


def _keep(question: Question, person: Person, words: str) -> None:
    """What was chosen on the page stays chosen. A letter says what was kept, or why not.
    Statements are voted on one by one, on the page alone."""
    mine = question.replies.filter(person=person).select_related("heard").first()
    if mine and mine.heard and words not in mine.heard.words:
        words = f"{mine.heard.words}\n\n{words}"
    wish = Wish(mine.wish) if mine else Wish.MEMBERS
    trouble = ""
    try:
        if question.form == Form.AGREE:
            raise Refused(_("This question has statements to vote on: press the button for them."))
        reply_to(question, person=person, words=words[:2000], wish=wish, keeps_choices=True)
    except Refused as no:
        trouble = str(no)
    post(
        [person],
        question.words,
        "listening/letters/question_kept.txt",
        kind=Kind.QUESTIONS,
        button=(_("See or change it"), reverse("listening:question", args=[question.slug])),
        question=question,
        words=words,
        trouble=trouble,
    )
