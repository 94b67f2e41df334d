"""Comparison of two names without a gazetteer: how surely one spells the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.article import EntityType
from pipeline.names import readings, score, sounds, weights
from pipeline.names.align import align
from pipeline.names.evidence import evidence
from pipeline.names.fold import fold
from pipeline.names.nearby import as_one, joints
from pipeline.names.pairs import KnownWords, Pair, Pairs, initials, missing_weight, possible_pairs
from pipeline.names.particles import SLIGHT, sizes
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
    table = _table(known, words, known_joints)
    alike = np.zeros((2 * len(texts) - 1, len(everything)))
    lack = np.zeros((len(alike), 1))
    rows = [*range(len(texts)), *(len(texts) + at for at in ours.joints)]
    alike[rows] = [_similar(word, everything, numbers) for word in ours.spoken]
    lack[rows, 0] = ours.lacks
    cut = np.array(initials(texts, theirs), np.intp).reshape(-1, 2)
    missing = missing_weight(table.rarity, table.slight, numbers)[~table.both].sum(keepdims=True)
    left_over = np.array([sum(ours.lacks[: len(texts)])])
    found = align(possible_pairs(alike, table, lack, cut, numbers), missing, left_over, numbers)
    [pairs] = found.each()
    if not pairs:
        return Comparison(0.0, (), texts, theirs)
    told = _told(ours, everything, found.pairs, numbers)
    if ours.as_spelt:
        spelt = np.flatnonzero(~found.pairs.initial)
        told.misspelt[spelt] = score.misspelt(
            ["".join(texts[at] for at in pairs[row].written) for row in spelt.tolist()],
            ["".join(theirs[at] for at in pairs[row].known) for row in spelt.tolist()],
        )
    lasts = score.Lasts(np.array([len(texts) - 1]), np.array([len(theirs) - 1]))
    shown = score.facts(found, told, lasts, np.array([_NAMES]), numbers)
    [likely] = score.score(shown, [ours.script], np.array([type == "PER"])).tolist()
    return Comparison(likely, pairs, texts, theirs)


def _told(ours: Written, words: Sequence[Word], pairs: Pairs, numbers: Numbers) -> score.Told:
    """Return what each pair tells, but for its letters; a pair's known word is numbered as in `words`."""
    told, most, misspelt = np.full((3, len(pairs.of)), np.nan)
    otherwise = np.zeros(len(pairs.of), np.bool_)
    says = ~(pairs.initial | pairs.particle)
    telling = pairs.take(says)
    most[says] = score.rarest(_NAMES, np.ones(len(telling.of)), numbers)
    written_at = zip(telling.written.tolist(), telling.both_written.tolist(), strict=True)
    places = [len(ours.texts) + ours.joints.index(at) if both else at for at, both in written_at]
    written = [ours.spoken[place] for place in places]
    known = [words[number] for number in telling.word.tolist()]
    codes = [list(map(sounds.encode, word.readings)) for word in known]
    spelt = np.array([one.spellings.get(word.text, 0.0) for one, word in zip(written, known, strict=True)])
    told[says] = evidence(written, codes, spelt, most[says])
    otherwise[says] = np.array(ours.customary, np.bool_)[places] & (spelt == 0)
    return score.Told(told, most, misspelt, otherwise)


def _table(name: str, words: Sequence[Word], known_joints: Sequence[int]) -> KnownWords:
    """Return the words of one known name, and those of its neighbours that count as one."""
    texts, size = [word.text for word in words], len(words) + len(known_joints)
    lengths = np.array(sizes(name, texts, [word.size for word in words]) + [SLIGHT + 1] * len(known_joints))
    return KnownWords(
        of=np.zeros(size, np.intp),
        numbers=np.arange(size),
        first=np.zeros(size, np.intp),
        place=np.array([*range(len(words)), *known_joints], np.intp),
        both=np.arange(size) >= len(words),
        rarity=np.full(size, _RARITY),
        slight=lengths <= SLIGHT,
        particle=lengths == 0,
        initial=np.zeros(size, np.bool_),
    )


def _similar(written: Spoken, words: Sequence[Word], numbers: Numbers) -> list[float]:
    """Return how alike a written word and each of `words` are, 0 where not enough to pair."""
    alike = []
    for word in words:
        heard = written.likeness([sounds.encode(reading).encode() for reading in word.readings])
        heard[1:] *= numbers.other_reading
        sounding = heard.max(initial=0.0)
        spelt = written.spellings.get(word.text, 0.0)
        alike.append(max(spelt, float(sounding) if sounding >= numbers.least_similar else 0.0))
    return alike
