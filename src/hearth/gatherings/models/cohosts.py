"""Co-hosts: people from here or elsewhere who host one gathering with its host, and no other."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.topics import for_hosts, to_person
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

MOST = 6


class CoHostQuerySet(Rows["CoHost"]):
    def shown(self) -> Self:
        """Those who have an account by now: nobody is named here who never agreed to be, nor
        twice who became its host meanwhile."""
        joined = self.filter(person__joined_at__isnull=False).select_related("person")
        return joined.exclude(person=models.F("gathering__host"))


class CoHost(models.Model):
    """Somebody hosts this one gathering, too. They can do all that its host does but name
    others and call it off: the host's trust is not theirs to pass on, and what is called off
    cannot be taken back. It ends seven days after the gathering, whenever that is."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="cohosts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.CharField(_("from which organisation"), max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = CoHostQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who hosts", "who may see the gathering"),
        "organisation": Personal("to say where a co-host comes from", "who may see the gathering"),
        "by": Personal("to know whom to ask", "the host and stewards", Erase.EMPTIED),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="hosts_with_us_once")
        ]

    def __str__(self) -> str:
        return (
            f"{self.person.name} ({self.organisation})" if self.organisation else self.person.name
        )

    @transaction.atomic
    def lay_down(self, *, by: Person) -> None:
        """From this moment they host no more. Who lays it down themselves tells the host so."""
        gathering = self.gathering.locked()
        gone = CoHost.objects.filter(pk=self.pk).delete()[0]
        if gone and by == self.person and not gathering.is_over:
            _write(gathering.host, self, gathering, "cohost_gone", gathering.page("co_hosts"))


@transaction.atomic
def name_cohost(
    gathering: Gathering, person: Person, *, by: Person, organisation: str = ""
) -> CoHost:
    """Somebody hosts with us, this once. Without an account they are asked to join first, as
    hosting needs one. Naming them twice keeps the newer organisation, with one letter."""
    today = gathering.locked()
    if today.is_over or today.is_cancelled:
        raise Refused(_("This gathering is over. See when we meet next."))
    if person == today.host:
        raise Refused(_("{name} hosts already.").format(name=person.name))
    named = today.cohosts.filter(person=person).first()
    if named is None and today.cohosts.count() >= MOST:
        raise Refused(_("Six co-hosts are enough. Take one back first."))
    if named is None:
        named = today.cohosts.create(person=person, organisation=organisation, by=by)
        path = today.get_absolute_url() if person.joined_at else "/join/"
        _write(person, named, today, "cohost", path)
    elif named.organisation != organisation:
        named.organisation = organisation
        named.save(update_fields=["organisation"])
    return named


def _write(to: Person, named: CoHost, gathering: Gathering, letter: str, path: str) -> None:
    subjects = {
        "cohost": gettext("You host with us: {title}"),
        "cohost_gone": gettext("One host less: {title}"),
    }
    post(
        [to],
        subjects[letter].format(title=gathering.title),
        f"gatherings/letters/{letter}.txt",
        kind=Post.PLACE,
        button=(
            gettext("Open the page") if to.joined_at else gettext("Join first"),
            path,
        ),
        topic=for_hosts(gathering) if letter == "cohost" else to_person(named.person, gathering),
        gathering=gathering,
        named=named,
        co_hosts=gathering.page("co_hosts"),
    )
