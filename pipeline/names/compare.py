"""Comparison of two names without a gazetteer: how surely one spells the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.names import readings, sounds, weights
from pipeline.names.align import Pair, align, initials, possible_pairs
from pipeline.names.fold import fold
from pipeline.names.nearby import Form, as_one, forms, joints
from pipeline.names.readings import Word
from pipeline.names.similar import spoken
from pipeline.names.weights import Alignment as Numbers

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
    options = [found for part in readings.split(written, lang) if (found := forms(part, lang))]
    words = readings.read(known, known_lang)
    ours, theirs = tuple(found[0].word.text for found in options), tuple(word.text for word in words)
    if not options or not words:
        return Comparison(0.0, (), ours, theirs)
    if fold(written) == fold(known):
        pairs = tuple(Pair((place,), (place,), 1.0) for place in range(len(ours)))
        return Comparison(1.0, pairs, ours, theirs)
    numbers = weights.load().alignment
    whole = [found[0].word for found in options]
    solid = {len(words) + at: as_one(words[at], words[at + 1]) for at, _ in joints(list(theirs))}
    everything = dict(enumerate(words)) | solid
    near = [_similar(found, everything, numbers) for found in options]
    joined = {
        at: _similar([Form(as_one(whole[at], whole[at + 1]), False)], everything, numbers)
        for at, _ in joints(list(ours))
    }
    possible = possible_pairs(near, joined, range(len(words)), {n - len(words): n for n in solid})
    result = align(
        possible + initials(ours, theirs, numbers),
        [len(word.readings[0]) if word.readings else len(word.text) for word in whole],
        [_RARITY] * len(words),
        [word.size for word in words],
        numbers,
    )
    return Comparison(result.score, result.pairs, ours, theirs)


def _similar(found: Sequence[Form], words: Mapping[int, Word], numbers: Numbers) -> dict[int, float]:
    """Return how alike a written word and each of `words` are, where that is enough to pair."""
    written = spoken(found, numbers)
    alike = {number: worth for number, word in words.items() if (worth := written.spellings.get(word.text))}
    codes = [(sounds.encode(reading), number) for number, word in words.items() for reading in word.readings]
    written.hear([code for code, _ in codes], [number for _, number in codes], alike)
    return alike
