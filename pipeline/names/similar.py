"""Similarity of words by sound: one written word, in all it may be read as, against known words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.language.scripts import script_of
from pipeline.names import edits, nicknames, readings, sounds
from pipeline.names.nearby import Form
from pipeline.names.weights import Alignment as Numbers

# A customary spelling is known; how it sounds is hardly in doubt.
_SPELLING_READINGS = 2
_UNWRITTEN = sounds.UNWRITTEN.encode()
_similarity = Levenshtein.normalized_similarity


@dataclass(frozen=True, slots=True)
class Spoken:
    """A written word made ready for comparison.

    `codes` maps the code of each reading (see sounds.encode) to what a perfect likeness is worth, `bare`
    those of readings that lack vowels, and `spellings` does the same for spellings; `skeletons` are those
    of the readings; `script` is the word's (ISO 15924).
    """

    codes: dict[str, float]
    bare: dict[str, float]
    spellings: dict[str, float]
    skeletons: tuple[str, ...]
    script: str
    numbers: Numbers

    def hear(self, codes: Sequence[str], owners: Sequence[int], found: MutableMapping[int, float]) -> None:
        """Note in `found` how like this word the owners of `codes` are, where that is enough to pair."""
        values = self.likeness([code.encode() for code in codes])
        for place in np.flatnonzero(values >= self.numbers.least_similar).tolist():
            owner, value = owners[place], float(values[place])
            if value > found.get(owner, 0.0):
                found[owner] = value

    def likeness(self, codes: Sequence[bytes]) -> NDArray[np.float64]:
        """Return how like this word each of some codes is, 0 to 1.

        The similarity is Levenshtein's on codes, the best over all readings; where the script leaves
        vowels out, mostly on the consonants.
        """
        if not len(codes) or not (self.codes or self.bare):
            return np.zeros(len(codes))
        likeness: NDArray[np.float64] = self._grid(codes).max(axis=0)
        return likeness

    def evidence(self, codes: Sequence[str], rarest: float, text: str) -> float:
        """Return by how many nats this word speaks for the known one `text`, whose readings have `codes`.

        That is what the learned edits say of the two readings most alike. A known spelling says as much as
        any word that rare can: `rarest` nats, less for a nickname.
        """
        worth = self.spellings.get(text)
        says = rarest * worth * worth if worth else edits.UNSEEN
        if nearest := self._nearest(codes):
            written, known = map(sounds.heard, nearest)
            says = max(says, edits.evidence(written, known, self.script))
        return says

    def _nearest(self, codes: Sequence[str]) -> tuple[str, str] | None:
        """Return the reading of ours and the one of `codes` that are most alike, None if there are none.

        They are so few that to compare them one by one takes less than to set up `_grid`.
        """
        best, nearest = -1.0, None
        for ours, worth in self.codes.items():
            for theirs in codes:
                value = worth * _similarity(ours, theirs)
                if value > best:
                    best, nearest = value, (ours, theirs)
        share = self.numbers.consonants
        for ours, worth in self.bare.items():
            consonants = sounds.without_vowels(ours)
            for theirs in codes:
                value = share * _similarity(consonants, sounds.without_vowels(theirs))
                value = worth * (value + (1 - share) * _similarity(ours, theirs))
                if value > best:
                    best, nearest = value, (ours, theirs)
        return nearest

    def _grid(self, codes: Sequence[bytes]) -> NDArray[np.float64]:
        """Return how like each of our readings, a row each, is to each of some codes."""
        rows = []
        if self.codes:
            rows.append(_alike(self.codes, codes) * _worth(self.codes))
        if self.bare:
            share = self.numbers.consonants
            consonants = _alike(map(sounds.without_vowels, self.bare), _bare(codes))
            values = share * consonants + (1 - share) * _alike(self.bare, codes)
            rows.append(values * _worth(self.bare))
        return np.concatenate(rows) if len(rows) > 1 else rows[0]


def _alike(ours: Iterable[str], theirs: Sequence[bytes]) -> NDArray[np.float64]:
    """Compare all codes with all others: a row for each of ours."""
    return process.cdist(list(ours), theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float64)


def _worth(codes: Mapping[str, float]) -> NDArray[np.float64]:
    return np.fromiter(codes.values(), np.float64, len(codes))[:, None]


def _bare(codes: Sequence[bytes]) -> list[bytes]:
    return [code.translate(None, _UNWRITTEN) for code in codes]


def spoken(forms: Sequence[Form], numbers: Numbers) -> Spoken:
    """Make a word ready for comparison, given the forms it may be of, the likeliest first."""
    codes: dict[str, float] = {}
    bare: dict[str, float] = {}
    spellings: dict[str, float] = {}
    skeletons: dict[str, None] = {}

    def read(heard: Iterable[str], worth: float, into: dict[str, float]) -> None:
        for rank, reading in enumerate(heard):
            code = sounds.encode(reading)
            value = worth * numbers.other_reading if rank else worth
            if value > into.get(code, 0.0):
                into[code] = value
            skeletons[sounds.skeleton(reading)] = None

    for form in forms:
        worth = numbers.undone_ending if form.undone else 1.0
        spellings.setdefault(form.word.text, worth)
        read(form.word.readings, worth, bare if form.word.abjad else codes)
        for spelling in form.word.spellings:
            spellings.setdefault(spelling, worth * numbers.customary)
            heard = readings.heard(spelling, "en", _SPELLING_READINGS)
            read(heard, worth * numbers.customary, codes)
        own = (sounds.encode(reading) for reading in form.word.readings[:_SPELLING_READINGS])
        for partner in nicknames.partners(form.word.text, *form.word.spellings, *own):
            spellings.setdefault(partner, worth * numbers.nickname)
    script = script_of(forms[0].word.text) if forms else ""
    return Spoken(codes, bare, spellings, tuple(skeletons), script, numbers)
