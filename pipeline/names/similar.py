"""Similarity of words by sound: one written word, in all it may be read as, against known words."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.names import sounds
from pipeline.names.nearby import Form
from pipeline.names.weights import Alignment as Numbers


@dataclass(frozen=True, slots=True)
class Spoken:
    """A written word made ready for comparison.

    `codes` maps the code of each reading (see sounds.encode) to what a perfect likeness is worth,
    `spellings` does the same for spellings; `skeletons` are those of the readings.
    """

    codes: dict[str, float]
    spellings: dict[str, float]
    skeletons: tuple[str, ...]
    abjad: bool
    numbers: Numbers

    def hear(self, codes: Sequence[str], owners: Sequence[int], found: MutableMapping[int, float]) -> None:
        """Note in `found` how like this word the owners of `codes` are, where that is enough to pair.

        The similarity is Levenshtein's on codes, the best over all readings; where the script leaves
        vowels out, mostly on the consonants.
        """
        if not codes:
            return
        for code, worth in self.codes.items():
            least = self.numbers.least_similar / worth
            if self.abjad:
                hits = self._consonants(code, codes, least)
            else:
                hits = [
                    (place, value)
                    for _, value, place in process.extract(
                        code,
                        codes,
                        scorer=Levenshtein.normalized_similarity,
                        processor=None,
                        score_cutoff=least,
                        limit=None,
                    )
                ]
            for place, value in hits:
                owner = owners[place]
                if value * worth > found.get(owner, 0.0):
                    found[owner] = value * worth

    def _consonants(self, code: str, codes: Sequence[str], least: float) -> list[tuple[int, float]]:
        share = self.numbers.consonants
        bare = sounds.without_vowels(code)
        enough = max((least - (1 - share)) / share, 0.0)
        hits = process.extract(
            bare,
            [sounds.without_vowels(other) for other in codes],
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            score_cutoff=enough,
            limit=None,
        )
        found = []
        for _, alike, place in hits:
            whole = Levenshtein.normalized_similarity(code, codes[place])
            if (value := share * alike + (1 - share) * whole) >= least:
                found.append((place, value))
        return found


def spoken(forms: Iterable[Form], numbers: Numbers) -> Spoken:
    """Make a word ready for comparison, given the forms it may be of, the likeliest first."""
    codes: dict[str, float] = {}
    spellings: dict[str, float] = {}
    skeletons: dict[str, None] = {}
    abjad = False
    for form in forms:
        abjad = abjad or form.word.abjad
        worth = numbers.undone_ending if form.undone else 1.0
        spellings.setdefault(form.word.text, worth)
        for rank, reading in enumerate(form.word.readings):
            code = sounds.encode(reading)
            value = worth * (numbers.other_reading if rank else 1.0)
            if value > codes.get(code, 0.0):
                codes[code] = value
            skeletons[sounds.skeleton(reading)] = None
    return Spoken(codes, spellings, tuple(skeletons), abjad, numbers)
