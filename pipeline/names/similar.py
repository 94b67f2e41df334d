"""Similarity of words by sound: one written word, in all it may be read as, against known words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.names import nicknames, readings, sounds
from pipeline.names.nearby import Form
from pipeline.names.weights import Alignment as Numbers

# A customary spelling is known; how it sounds is hardly in doubt.
_SPELLING_READINGS = 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """A written word made ready for comparison.

    `codes` maps the code of each reading (see sounds.encode) to what a perfect likeness is worth, `bare`
    those of readings that lack vowels, and `spellings` does the same for spellings; `skeletons` are those
    of the readings.
    """

    codes: dict[str, float]
    bare: dict[str, float]
    spellings: dict[str, float]
    skeletons: tuple[str, ...]
    numbers: Numbers

    def hear(self, codes: Sequence[str], owners: Sequence[int], found: MutableMapping[int, float]) -> None:
        """Note in `found` how like this word the owners of `codes` are, where that is enough to pair.

        The similarity is Levenshtein's on codes, the best over all readings; where the script leaves
        vowels out, mostly on the consonants.
        """
        if not codes:
            return
        least = self.numbers.least_similar
        for code, worth in self.codes.items():
            for place, value in _alike(code, codes, least / worth):
                owner = owners[place]
                if value * worth > found.get(owner, 0.0):
                    found[owner] = value * worth
        if self.bare:
            consonants = [sounds.without_vowels(other) for other in codes]
            for code, worth in self.bare.items():
                for place, value in self._bare(code, codes, consonants, least / worth):
                    owner = owners[place]
                    if value * worth > found.get(owner, 0.0):
                        found[owner] = value * worth

    def _bare(
        self, code: str, codes: Sequence[str], consonants: Sequence[str], least: float
    ) -> Iterator[tuple[int, float]]:
        share = self.numbers.consonants
        enough = max((least - (1 - share)) / share, 0.0)
        for place, alike in _alike(sounds.without_vowels(code), consonants, enough):
            whole = Levenshtein.normalized_similarity(code, codes[place])
            if (value := share * alike + (1 - share) * whole) >= least:
                yield place, value


def _alike(code: str, codes: Sequence[str], least: float) -> list[tuple[int, float]]:
    """Return the places of the codes at least this like one, with how like they are."""
    hits = process.extract(
        code,
        codes,
        scorer=Levenshtein.normalized_similarity,
        processor=None,
        score_cutoff=least,
        limit=None,
    )
    return [(place, value) for _, value, place in hits]


def spoken(forms: Iterable[Form], numbers: Numbers) -> Spoken:
    """Make a word ready for comparison, given the forms it may be of, the likeliest first."""
    codes: dict[str, float] = {}
    bare: dict[str, float] = {}
    spellings: dict[str, float] = {}
    skeletons: dict[str, None] = {}

    def read(heard: Iterable[str], worth: float, into: dict[str, float]) -> None:
        for rank, reading in enumerate(heard):
            code = sounds.encode(reading)
            value = worth * (numbers.other_reading if rank else 1.0)
            if value > into.get(code, 0.0):
                into[code] = value
            skeletons[sounds.skeleton(reading)] = None

    for form in forms:
        worth = numbers.undone_ending if form.undone else 1.0
        spellings.setdefault(form.word.text, worth)
        read(form.word.readings, worth, bare if form.word.abjad else codes)
        for spelling in form.word.spellings:
            spellings.setdefault(spelling, worth * numbers.customary)
            if word := readings.read_word(spelling, "en"):
                read(word.readings[:_SPELLING_READINGS], worth * numbers.customary, codes)
        heard = (sounds.encode(reading) for reading in form.word.readings[:_SPELLING_READINGS])
        for partner in nicknames.partners(form.word.text, *form.word.spellings, *heard):
            spellings.setdefault(partner, worth * numbers.nickname)
    return Spoken(codes, bare, spellings, tuple(skeletons), numbers)
