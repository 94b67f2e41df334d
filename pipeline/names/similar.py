"""Similarity of words by sound: one written word, in all it may be read as, against known words."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.names import nicknames, readings, sounds
from pipeline.names.nearby import Form
from pipeline.names.weights import Alignment as Numbers

# Customary spellings that are also compared by sound, for names spelt nearly so.
_HEARD_SPELLINGS = 2
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

    def likeness(self, codes: Sequence[bytes]) -> NDArray[np.float64]:
        """Return how like this word each of some codes is, 0 to 1 (see `likenesses`)."""
        likeness: NDArray[np.float64] = likenesses([self], codes)[0]
        return likeness


def likenesses(written: Sequence[Spoken], codes: Sequence[bytes]) -> NDArray[np.float64]:
    """Return how like each of some words (rows) each of some codes (columns) is, 0 to 1.

    The similarity is Levenshtein's on codes, the best over all readings; where the script leaves vowels
    out, mostly on the consonants.
    """
    found = np.zeros((len(written), len(codes)), np.float64)
    if len(codes):
        _note_best(found, [one.codes for one in written], codes, 0.0)
        _note_best(found, [one.bare for one in written], codes, written[0].numbers.consonants)
    return found


def _note_best(
    found: NDArray[Any], readings: Sequence[Mapping[str, float]], codes: Sequence[bytes], consonants: float
) -> None:
    """Note how like each word the codes are by these readings of it, where they are more so than noted."""
    if not any(readings):
        return
    worth = np.array([value for one in readings for value in one.values()])
    alike = _alike([code for one in readings for code in one], codes, consonants)
    alike *= worth[:, None]
    end = 0
    for row, one in zip(found, readings, strict=True):
        if one:
            start, end = end, end + len(one)
            np.maximum(row, np.maximum.reduce(alike[start:end]), out=row)


def _alike(ours: Sequence[str], theirs: Sequence[bytes], consonants: float) -> NDArray[np.float64]:
    """Compare all codes with all others, a row for each of ours; `consonants` is the share of these alone."""
    alike = _compared(ours, theirs)
    if consonants:
        bare = b" ".join(theirs).translate(None, _UNWRITTEN).split(b" ")
        alike *= 1 - consonants
        alike += consonants * _compared([sounds.without_vowels(code) for code in ours], bare)
    return alike


def _compared(ours: Sequence[str], theirs: Sequence[bytes]) -> NDArray[np.float64]:
    return process.cdist(ours, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float64)


def spoken(forms: Sequence[Form], numbers: Numbers) -> Spoken:
    """Make a word ready for comparison, given the forms it may be of, the likeliest first."""
    codes: dict[str, float] = {}
    bare: dict[str, float] = {}
    spellings: dict[str, float] = {}
    skeletons: dict[str, None] = {}

    def read(heard: Sequence[tuple[str, str]], worth: float, into: dict[str, float]) -> None:
        """Note codes, with their skeletons, at what they are worth: the first most."""
        other = worth * numbers.other_reading
        for code, skeleton in heard:
            if worth > into.get(code, 0.0):
                into[code] = worth
                skeletons[skeleton] = None
            worth = other

    for form in forms:
        word = form.word
        worth = numbers.undone_ending if form.undone else 1.0
        own = list(map(sounds.coded, word.readings))
        # Who is known to write a name in some ways may still write it in another that sounds like it.
        heard = numbers.customary if word.korean_given_name else 1.0
        read(own, worth * heard, bare if word.abjad else codes)
        spellings.setdefault(word.text, worth)
        for spelling in word.romanized:
            spellings.setdefault(spelling, worth)
        for place, spelling in enumerate(word.spellings):
            spellings.setdefault(spelling, worth * numbers.customary)
            if place < _HEARD_SPELLINGS:
                read(_of_spelling(spelling), worth * numbers.customary, codes)
        keys = [code for code, _ in own[:_NAMED_READINGS]]
        for partner in nicknames.partners(word.text, *word.spellings, *keys):
            spellings.setdefault(partner, worth * numbers.nickname)
    script = forms[0].word.script if forms else ""
    return Spoken(codes, bare, spellings, tuple(skeletons), script, numbers)


@lru_cache(maxsize=16384)
def _of_spelling(spelling: str) -> list[tuple[str, str]]:
    """Return the code and skeleton of a customary spelling, as likeliest read: many words share one."""
    return list(map(sounds.coded, readings.heard(spelling, "en", "Latn", 1)))
