"""Comparison of two names without a gazetteer: how surely one spells the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.article import EntityType
from pipeline.language.scripts import script_of
from pipeline.names import readings, score, sounds, weights
from pipeline.names.align import Pair, align, initials, possible_pairs
from pipeline.names.fold import fold
from pipeline.names.nearby import Form, as_one, forms, joints
from pipeline.names.particles import sizes
from pipeline.names.readings import Word
from pipeline.names.similar import Spoken, spoken
from pipeline.names.weights import Alignment as Numbers

# How telling a word is of which nobody knows how many names hold it, and how many names there might be.
_RARITY = 0.5
_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names compare: the score (0 to 1), and which words stand for which (`pairs`).

    `written` and `known` are the words of the two names, folded, that the pairs count.
    """

    score: float
    pairs: tuple[Pair, ...]
    written: tuple[str, ...]
    known: tuple[str, ...]


def compare(
    written: str, known: str, lang: str = "und", known_lang: str = "en", type: EntityType = "PER"
) -> Comparison:
    """Compare a name as the press of `lang` writes it with a known name in `known_lang` (BCP 47).

    The arithmetic is that of a lookup among ten thousand names, with every word equally rare. The same name,
    but for case, accents and punctuation, is 1; a name with no word that can be read is 0.
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
    heard = [spoken(found, numbers) for found in options]
    one_word = {
        at: spoken([Form(as_one(whole[at], whole[at + 1]), False)], numbers) for at, _ in joints(list(ours))
    }
    possible = possible_pairs(
        [_similar(word, everything, numbers) for word in heard],
        {at: _similar(word, everything, numbers) for at, word in one_word.items()},
        range(len(words)),
        {number - len(words): number for number in solid},
    )
    lengths = sizes(known, theirs, [word.size for word in words])
    result = align(
        possible + initials(ours, theirs, numbers),
        sizes(written, ours, [word.size for word in whole]),
        [_RARITY] * len(words),
        lengths,
        numbers,
    )
    if not result.pairs:
        return Comparison(0.0, (), ours, theirs)
    most = score.rarest(_NAMES, 1, numbers)
    told = []
    for pair in result.pairs:
        if not pair.initial and any(lengths[place] for place in pair.known):
            own = one_word[pair.written[0]] if len(pair.written) > 1 else heard[pair.written[0]]
            word = everything[pair.known[0] + (len(words) if len(pair.known) > 1 else 0)]
            told.append((own.evidence([sounds.encode(one) for one in word.readings], most, word.text), most))
    script = script_of(written)
    latin = script == script_of(known) == "Latn"
    shown = score.facts(result, told, ours, theirs, _NAMES, numbers, latin)
    return Comparison(score.score(shown, script, type), result.pairs, ours, theirs)


def _similar(written: Spoken, words: Mapping[int, Word], numbers: Numbers) -> dict[int, float]:
    """Return how alike a written word and each of `words` are, where that is enough to pair."""
    alike = {number: worth for number, word in words.items() if (worth := written.spellings.get(word.text))}
    codes = [(sounds.encode(reading), number) for number, word in words.items() for reading in word.readings]
    written.hear([code for code, _ in codes], [number for _, number in codes], alike)
    return alike
