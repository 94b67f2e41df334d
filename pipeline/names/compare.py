"""Comparison of two names without a gazetteer: how surely one spells the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.article import EntityType
from pipeline.language.scripts import script_of
from pipeline.names import readings, score, sounds, weights
from pipeline.names.align import Pair, align, initials, possible_pairs
from pipeline.names.fold import fold
from pipeline.names.nearby import as_one, joints
from pipeline.names.particles import sizes
from pipeline.names.readings import Word
from pipeline.names.similar import Spoken
from pipeline.names.weights import Alignment as Numbers
from pipeline.names.written import Written

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
    numbers = weights.load().alignment
    ours, words = Written(written, lang, numbers), readings.read(known, known_lang)
    texts, theirs = tuple(ours.texts), tuple(word.text for word in words)
    if not ours.texts or not words:
        return Comparison(0.0, (), texts, theirs)
    if fold(written) == fold(known):
        pairs = tuple(Pair((place,), (place,), 1.0) for place in range(len(texts)))
        return Comparison(1.0, pairs, texts, theirs)
    known_joints = [at for at, _ in joints(list(theirs))]
    everything = [*words, *(as_one(words[at], words[at + 1]) for at in known_joints)]
    alike = [_similar(word, everything, numbers) for word in ours.spoken]
    lengths = sizes(known, theirs, [word.size for word in words])
    result = align(
        possible_pairs(alike, len(texts), ours.joints, len(words), known_joints)
        + initials(texts, theirs, numbers),
        ours.sizes,
        [_RARITY] * len(words),
        lengths,
        numbers,
    )
    if not result.pairs:
        return Comparison(0.0, (), texts, theirs)
    most = score.rarest(_NAMES, 1, numbers)
    told = []
    for pair in result.pairs:
        if not pair.initial and any(lengths[place] for place in pair.known):
            own = ours.spoken[ours.place(pair.written)]
            first = pair.known[0]
            word = everything[len(words) + known_joints.index(first) if len(pair.known) > 1 else first]
            told.append((own.evidence([sounds.encode(one) for one in word.readings], most, word.text), most))
    script = ours.script
    latin = script == script_of(known) == "Latn"
    shown = score.facts(result, told, texts, theirs, _NAMES, numbers, latin)
    return Comparison(score.score(shown, script, type), result.pairs, texts, theirs)


def _similar(written: Spoken, words: Sequence[Word], numbers: Numbers) -> list[float]:
    """Return how alike a written word and each of `words` are, 0 where not enough to pair."""
    alike = {place: worth for place, word in enumerate(words) if (worth := written.spellings.get(word.text))}
    codes = [(sounds.encode(reading), place) for place, word in enumerate(words) for reading in word.readings]
    written.hear([code for code, _ in codes], [place for _, place in codes], alike)
    return [alike.get(place, 0.0) for place in range(len(words))]
