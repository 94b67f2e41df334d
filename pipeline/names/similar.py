"""Similarity of words by sound: one written word, in all it may be read as, against known words."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.names import nicknames, readings, sounds
from pipeline.names.nearby import Form
from pipeline.names.weights import Alignment as Numbers

# Readings of a word that may be a name with nicknames.
_NAMED_READINGS = 2
_UNWRITTEN = sounds.UNWRITTEN.encode()


class Spoken(msgspec.Struct, frozen=True, eq=False, gc=False):
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

    def heard(self) -> list[str]:
        """Return the codes of all readings, in the order of the rows of `by_reading`."""
        return [*self.codes, *self.bare]

    def by_reading(self, codes: Sequence[bytes]) -> NDArray[np.float64]:
        """Return how like each reading of this word (rows) each of some codes (columns) is, 0 to 1."""
        return _by_reading([self], codes)

    def likeness(self, codes: Sequence[bytes]) -> NDArray[np.float64]:
        """Return how like this word each of some codes is, 0 to 1 (see `likenesses`)."""
        likeness: NDArray[np.float64] = self.by_reading(codes).max(axis=0, initial=0)
        return likeness


def likenesses(written: Sequence[Spoken], codes: Sequence[bytes]) -> NDArray[np.float64]:
    """Return how like each of some words (rows) each of some codes (columns) is, 0 to 1.

    The similarity is Levenshtein's on codes, the best over all readings; where the script leaves vowels
    out, mostly on the consonants.
    """
    found = np.zeros((len(written), len(codes)))
    alike, end = _by_reading(written, codes), 0
    for kind in ([one.codes for one in written], [one.bare for one in written]):
        for row, each in zip(found, kind, strict=True):
            start, end = end, end + len(each)
            if each:
                np.maximum(row, np.maximum.reduce(alike[start:end]), out=row)
    return found


def _by_reading(written: Sequence[Spoken], codes: Sequence[bytes]) -> NDArray[np.float64]:
    """Return how like each reading of some words (rows) each of some codes (columns) is, 0 to 1.

    The readings that lack vowels, of all the words, come after the others.
    """
    full = [code for one in written for code in one.codes]
    bare = [code for one in written for code in one.bare]
    worth = [value for one in written for value in one.codes.values()]
    alike = _compared(full + bare, codes)
    if bare:
        worth += [value for one in written for value in one.bare.values()]
        consonants, rows = written[0].numbers.consonants, alike[len(full) :]
        theirs = b" ".join(codes).translate(None, _UNWRITTEN).split(b" ")
        rows *= 1 - consonants
        rows += consonants * _compared([sounds.without_vowels(code) for code in bare], theirs)
    alike *= np.array(worth)[:, None]
    return alike


def _compared(ours: Sequence[str], theirs: Sequence[bytes]) -> NDArray[np.float64]:
    return process.cdist(ours, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float64)


def spoken(forms: Sequence[Form], numbers: Numbers) -> Spoken:
    """Make a word ready for comparison, given the forms it may be of, the likeliest first."""
    codes: dict[str, float] = {}
    bare: dict[str, float] = {}
    spellings: dict[str, float] = {}
    skeletons: list[str] = []

    def note(heard: Sequence[str], worth: float, into: dict[str, float]) -> None:
        """Note codes at what they are worth: the first most."""
        other = worth * numbers.other_reading
        for code in heard:
            if worth > into.get(code, 0.0):
                into[code] = worth
            worth = other

    for form in forms:
        word = form.word
        worth = numbers.undone_ending if form.undone else 1.0
        own, consonants = sounds.coded(word.readings)
        # Who is known to write a name in some ways may still write it in another that sounds like it.
        other_way = numbers.customary if word.korean_given_name else 1.0
        note(own, worth * other_way, bare if word.abjad else codes)
        skeletons += consonants
        spellings.setdefault(word.text, worth)
        for spelling in word.romanized:
            spellings.setdefault(spelling, worth)
        for spelling in word.spellings:
            spellings.setdefault(spelling, worth * numbers.customary)
            heard, consonants = _of_spelling(spelling)
            note(heard, worth * numbers.customary, codes)
            skeletons += consonants
        for partner in nicknames.partners(word.text, *word.spellings, *own[:_NAMED_READINGS]):
            spellings.setdefault(partner, worth * numbers.nickname)
    script = forms[0].word.script if forms else ""
    return Spoken(codes, bare, spellings, tuple(dict.fromkeys(skeletons)), script, numbers)


@lru_cache(maxsize=16384)
def _of_spelling(spelling: str) -> tuple[list[str], list[str]]:
    """Return the code and skeleton of a customary spelling, as likeliest read: many words share one."""
    return sounds.coded(readings.heard(spelling, "en", "Latn", 1))
