"""The face of the charter: what we ask of each other."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from hearth.charter.models import Line, Mark, Version
from hearth.ground.areas import Area


def _version() -> dict[str, object]:
    return {"number": Version.objects.newest_first().values_list("number", flat=True)[0]}


def _line() -> dict[str, object]:
    return {"pk": Line.objects.of(Version.current()).values_list("pk", flat=True)[0]}


def _heard_from(people: Collection[int]) -> Iterable[int]:
    return Mark.objects.filter(by__in=people).values_list("by_id", flat=True)


AREA = Area(
    name=_("Charter"),
    lies_at=("/charter/",),
    brings=_("Ask members at times what they would change, and publish what you agree."),
    place=(_("Charter"), "charter:charter"),
    heard_from=_heard_from,
    examples={"charter:version": _version, "charter:change": _line, "charter:origins": _line},
)
