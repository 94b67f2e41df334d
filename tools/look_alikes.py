"""Look-alikes: people who share all of a name but one word, or syllable, that is spelt much like theirs.

Roger Moore is not Robert Moore, Alexander Medved not Alexander Medvedev, nor Kim Dae-jung Kim Dae-jun: a fit
that never meets their like takes every near name for a spelling. Names are those of rigour's clusters, which
tell which of them are spellings of one name, as often as the census (names_to_learn.py) has them; syllables
are those of the Chinese and Koreans made up.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

from make_spellings import clusters, installed
from names_to_learn import Known, census, drawn
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.language.scripts import script_of
from pipeline.names import han
from pipeline.names.fold import fold

# The share of people who have a look-alike: more of those whose surname is one of a hundred, and whose given
# name two of some hundred syllables.
SHARE, SHARE_BY_SYLLABLES = 0.05, 0.2
# The share of letters that may differ, and that of the Chinese who lose a syllable rather than change it.
CLOSE, SHORTER = 0.34, 0.3


class LookAlikes:
    """The names that people may be mistaken for; `people` tell what syllables there are, by language."""

    def __init__(self, people: Iterable[Known]) -> None:
        """Read the clusters and the census."""
        self._clusters: dict[str, set[str]] = defaultdict(set)
        for names, item in clusters(installed()):
            for name in map(fold, names):
                if script_of(name) == "Latn":
                    self._clusters[name].add(item)
        borne = census("male.first", "female.first", "all.last")
        self._borne: dict[str, dict[str, float]] = defaultdict(dict)
        for name in sorted(self._clusters):
            if name.isalpha():
                self._borne[name[0]][name] = borne.get(name, 0.0)
        found: dict[str, set[str]] = defaultdict(set)
        for one in people:
            found[_language(one)].update(syllables(one))
        self._syllables = {lang: sorted(all_of) for lang, all_of in found.items()}

    def among(self, asked: Iterable[Known], draw: random.Random) -> list[Known]:
        """Return look-alikes of some of these people."""
        some = [
            one
            for one in asked
            if one.type == "PER" and draw.random() < (SHARE_BY_SYLLABLES if syllables(one) else SHARE)
        ]
        return [other for one in some if (other := self.of(one, draw))]

    def of(self, one: Known, draw: random.Random) -> Known | None:
        """Return somebody who might be taken for `one`, or None where no name of theirs is like another."""
        words = one.names[0].split()
        if parts := syllables(one):
            at = draw.randrange(len(parts))
            others = [part for part in self._syllables[_language(one)] if part != parts[at]]
            shorter = _language(one) == "zh" and draw.random() < SHORTER
            parts[at] = "" if shorter else draw.choice(others)
            words[-1] = ("-" if "-" in words[-1] else "").join(parts).capitalize()
        else:
            like = {at: near for at, word in enumerate(words) if (near := self._near(fold(word)))}
            if len(words) < 2 or not like:
                return None
            at = draw.choice(sorted(like))
            words[at] = drawn(like[at], 1, draw)[0].title()
        return Known("PER", (" ".join(words),))

    def _near(self, name: str) -> dict[str, float]:
        """Return names that begin alike and are spelt much alike, with how many in a hundred bear them."""
        borne = self._borne.get(name[:1], {})
        found = process.extract(
            name, list(borne), scorer=Levenshtein.normalized_distance, score_cutoff=CLOSE, limit=None
        )
        own = self._clusters.get(name, set())
        return {
            other: borne[other]
            for other, *_ in found
            if other != name and own.isdisjoint(self._clusters[other])
        }


def syllables(one: Known) -> list[str]:
    """Return the syllables of the given name of a Chinese or Korean; none for all others."""
    given = one.names[0].split()[-1].lower()
    if _language(one) == "ko" and given.count("-") == 1:
        return given.split("-")
    if _language(one) == "zh":
        read = [han.reading(sign, han.MANDARIN) or "" for sign in one.written[0][0][1:]]
        return read if len(read) > 1 and "".join(read) == given else []
    return []


def _language(one: Known) -> str:
    return one.written[0][1] if len(one.written) == 1 else ""
