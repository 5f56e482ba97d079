"""`python -m hearth` is the `hearth` command."""

from hearth.house.command import main

main()
