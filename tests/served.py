"""Serves the world at a port of its own, for tests that read it as browsers do.

`python -m tests.served PORT` prints one line, what there is to read and by whom, and serves.
With `empty` after it, nobody has started a community yet.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.world import Role


def main(port: int, *, empty: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.house.settings")
    from hearth.house.home import make_home

    make_home(os.environ)
    django.setup()
    from hearth.house import serving
    from hearth.house.readying import make_ready
    from tests import world
    from tests.addresses import addresses, path_of, variants

    make_ready()
    if not empty:
        world.build()
    readers = [world.Role("passer-by", None)] if empty else world.roles()
    open_now = [address for address in addresses() if not (empty and address.needs)]
    about = {
        "paths": {str(address): path_of(address) for address in open_now},
        "variants": {} if empty else variants(),
        "cookies": {role.name: _cookies(role) for role in readers},
        "names": {role.name: role.person.name if role.person else "" for role in readers},
    }
    print(json.dumps(about), flush=True)
    serving.web("127.0.0.1", port)


def _cookies(role: Role) -> dict[str, str]:
    return {name: morsel.value for name, morsel in role.browser().cookies.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]), empty="empty" in sys.argv)
