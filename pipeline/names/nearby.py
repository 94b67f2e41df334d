"""Nearby words: which words of an index sound like a word of the text, and how much."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.names import inflect, readings, sounds
from pipeline.names.readings import Word
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from pipeline.gazetteer.index import Index

# No word of a name has more consonants than this; a longer one is compared with its like only.
_LONGEST = 30
# More words than this that sound alike tell nothing apart.
_MOST = 120
# Words this short may be written solid with their neighbour (Won-sik, Wonsik; al-Assad, Alassad).
_SYLLABLE = 5
_PARTICLE = 3


@dataclass(frozen=True, slots=True)
class Form:
    """A word as it may be meant: as it stands, or with a case ending undone (`undone`)."""

    word: Word
    undone: bool


def forms(part: str, lang: str) -> list[Form]:
    """Return the forms of one word of a name, the word as it stands first."""
    found: dict[str, Form] = {}
    if word := readings.read_word(part, lang):
        found[word.text] = Form(word, False)
    for base in inflect.undo(part, lang):
        if word := readings.read_word(base.form, lang):
            found.setdefault(word.text, Form(word, True))
    return list(found.values())


def as_one(left: Word, right: Word) -> Word:
    """Return two neighbouring words as the one word they may also be written as."""
    both = tuple(a + b for a, b in zip(left.readings[:2], right.readings[:2], strict=False))
    return Word(left.text + right.text, both, left.abjad)


def joints(words: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the places where two neighbouring words may be written as one, and that one word."""
    syllables = len(words) >= 3 and all(len(word) <= _SYLLABLE for word in words)
    for at, (left, right) in enumerate(itertools.pairwise(words)):
        if syllables or min(len(left), len(right)) <= _PARTICLE:
            yield at, left + right


@lru_cache(maxsize=16384)
def skeletons(skeleton: str) -> tuple[str, ...]:
    """Return a skeleton and those one consonant class away, for skeletons long enough to bear it."""
    found = {skeleton: None}
    if len(skeleton) > _LONGEST:
        return (skeleton,)
    if len(skeleton) >= 2:
        for place in range(len(skeleton) + 1):
            for added in sounds.SKELETON_CLASSES:
                found[skeleton[:place] + added + skeleton[place:]] = None
    if len(skeleton) >= 3:
        for place in range(len(skeleton)):
            found[skeleton[:place] + skeleton[place + 1 :]] = None
            for other in sounds.SKELETON_CLASSES:
                found[skeleton[:place] + other + skeleton[place + 1 :]] = None
    return tuple(found)


def near(index: Index, form: Form, numbers: Numbers) -> dict[int, float]:
    """Return the words of the index that sound like a word, by number, with their similarity (0 to 1).

    The similarity is Levenshtein's on the codes of the readings, the best over all readings; where the
    script leaves vowels out, mostly on the consonants. The same spelling is 1 whatever it sounds like.
    """
    found: dict[int, float] = {}
    worth = numbers.undone_ending if form.undone else 1.0
    for rank, reading in enumerate(form.word.readings):
        factor = worth * (numbers.other_reading if rank else 1.0)
        least = numbers.least_similar / factor
        code = sounds.encode(reading)
        for skeleton in skeletons(sounds.skeleton(reading)):
            codes, words = index.filed(skeleton)
            if not codes:
                continue
            for place, similarity in _alike(code, codes, form.word.abjad, least, numbers):
                word = words[place]
                if similarity * factor > found.get(word, 0.0):
                    found[word] = similarity * factor
    same = index.word_number(form.word.text)
    if same is not None:
        found[same] = worth
    if len(found) > _MOST:
        best = sorted(found, key=lambda word: found[word] + 0.1 * index.rarity(word), reverse=True)[:_MOST]
        found = {word: found[word] for word in best}
    return found


def _alike(
    code: str, codes: list[str], abjad: bool, least: float, numbers: Numbers
) -> list[tuple[int, float]]:
    if not abjad:
        hits = process.extract(
            code, codes, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None
        )
        return [(place, similarity) for _, similarity, place in hits]
    bare = sounds.without_vowels(code)
    share = numbers.consonants
    found = []
    for place, other in enumerate(codes):
        alike = Levenshtein.normalized_similarity(bare, sounds.without_vowels(other))
        if share * alike + (1 - share) >= least:
            whole = Levenshtein.normalized_similarity(code, other)
            if (value := share * alike + (1 - share) * whole) >= least:
                found.append((place, value))
    return found
