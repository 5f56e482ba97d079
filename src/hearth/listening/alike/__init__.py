"""Which cards look alike, and where a card may go: guesses for people to take or leave.

Pure: no database, no clock, no service, no download. The same cards give the same guesses. Give
it only what the reader may read: a reason quotes words of both cards.

How: words by their stems, weighed by TF-IDF with a logarithm, beside each other by their cosine;
a pile by the middle of its cards. Pieces of words, pairs of words, naive Bayes and the nearest
cards were tried on the first half below. None was better by more than a point, so the simplest
stayed. To count who, when, where and why as words won two points there; they are no reason that
one could name to people.

How often people agreed, on 200 boards drawn from each (`tests/sorting.py` draws them). Boards
for pairs hold 60 cards, of each theme three at most; those for places seven piles with five
cards each, five more of each to place, and twelve cards that belong nowhere:

                            pairs right      guesses right   cards that      loners left
                            (shown a board)                  found theirs    alone
    COVID-Q, first half     81 % (15 of 15)  80 %            63 %            80 %
    COVID-Q, other half     79 % (15)        82 %            66 %            81 %
    BANKING77, six themes   78 % (5)         84 %            61 %            92 %
    Bowling Green           84 % (7)         83 %            48 %            83 %

Every number in this package was chosen on the first half alone. COVID-Q (GPL 3) and BANKING77
(CC BY 4.0) lie in `tests/sorted`, with their sources. Bowling Green is 181 statements of a Polis
conversation of 2018 (github.com/compdemocracy/openData), in themes that one of us gave them before
measuring; of the first 15 pairs among all of them 15 were right, of the first 50, 43.

Words are all it knows: "half past eleven" and "lunch time" are strangers to it, and so are a
Welsh word and its mutation.
"""

from __future__ import annotations

from hearth.listening.alike.pairing import Pair, pairs
from hearth.listening.alike.placing import Guess, places

__all__ = ["Guess", "Pair", "pairs", "places"]
