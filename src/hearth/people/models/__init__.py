"""What we know of people beyond a name and an address, and how they came."""

from hearth.people.models.bringing import Bringing, Brought
from hearth.people.models.door import Door, Waiting
from hearth.people.models.farewell import Blank, Farewell
from hearth.people.models.joining import Fit, Joining, Stranger
from hearth.people.models.knocking import Knock
from hearth.people.models.organisation import Belonging, Organisation
from hearth.people.models.profile import Profile
from hearth.people.models.welcome import Duty, Hello

__all__ = [
    "Belonging",
    "Blank",
    "Bringing",
    "Brought",
    "Door",
    "Duty",
    "Farewell",
    "Fit",
    "Hello",
    "Joining",
    "Knock",
    "Organisation",
    "Profile",
    "Stranger",
    "Waiting",
]
