"""Comparison of two names without a gazetteer: how surely one spells the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.names import readings, sounds, weights
from pipeline.names.align import Pair, align, initials, possible_pairs
from pipeline.names.fold import fold
from pipeline.names.nearby import Form, as_one, forms, joints
from pipeline.names.readings import Word

# How telling a word is of which nobody knows how many names hold it.
_RARITY = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names compare: the score (0 to 1), and which words stand for which (`pairs`).

    `written` and `known` are the words of the two names, folded, that the pairs count.
    """

    score: float
    pairs: tuple[Pair, ...]
    written: tuple[str, ...]
    known: tuple[str, ...]


def compare(written: str, known: str, lang: str = "und", known_lang: str = "en") -> Comparison:
    """Compare a name as the press of `lang` writes it with a known name in `known_lang` (BCP 47).

    The arithmetic is that of a lookup, with every word equally rare. The same name, but for case, accents
    and punctuation, is 1; a name with no word that can be read is 0.
    """
    options = [found for part in readings.split(written) if (found := forms(part, lang))]
    words = readings.read(known, known_lang)
    ours, theirs = tuple(found[0].word.text for found in options), tuple(word.text for word in words)
    if not options or not words:
        return Comparison(0.0, (), ours, theirs)
    if fold(written) == fold(known):
        pairs = tuple(Pair((place,), (place,), 1.0) for place in range(len(ours)))
        return Comparison(1.0, pairs, ours, theirs)
    numbers = weights.load().alignment
    near = [_similar(found, words) for found in options]
    whole = [found[0].word for found in options]
    joined = {
        at: _similar([Form(as_one(whole[at], whole[at + 1]), False)], words) for at, _ in joints(list(ours))
    }
    solid = {len(words) + at: as_one(words[at], words[at + 1]) for at, _ in joints(list(theirs))}
    for found, similar in zip(options, near, strict=True):
        for number, word in solid.items():
            if value := similarity(found, word):
                similar[number] = value
    pairs_possible = possible_pairs(
        near, joined, range(len(words)), {number - len(words): number for number in solid}
    )
    pairs_possible += initials(ours, theirs, numbers)
    result = align(
        pairs_possible,
        [len(word.readings[0]) if word.readings else len(word.text) for word in whole],
        [_RARITY] * len(words),
        [len(word) for word in theirs],
        numbers,
    )
    return Comparison(result.score, result.pairs, ours, theirs)


def _similar(found: Sequence[Form], words: Sequence[Word]) -> dict[int, float]:
    return {place: value for place, word in enumerate(words) if (value := similarity(found, word))}


def similarity(found: Sequence[Form], known: Word) -> float:
    """Return how alike a written word, in one of its forms, is to a known one: 0 if not enough to pair."""
    numbers = weights.load().alignment
    best = 0.0
    for form in found:
        worth = numbers.undone_ending if form.undone else 1.0
        if form.word.text == known.text:
            best = max(best, worth)
        for rank, reading in enumerate(form.word.readings):
            factor = worth * (numbers.other_reading if rank else 1.0)
            code = sounds.encode(reading)
            for other in known.readings:
                alike = Levenshtein.normalized_similarity(code, sounds.encode(other))
                if form.word.abjad:
                    bare = sounds.without_vowels(code)
                    consonants = Levenshtein.normalized_similarity(
                        bare, sounds.without_vowels(sounds.encode(other))
                    )
                    alike = numbers.consonants * consonants + (1 - numbers.consonants) * alike
                best = max(best, factor * alike)
    return best if best >= numbers.least_similar else 0.0
