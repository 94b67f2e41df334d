"""Alignment: which word of a written name is which word of a known one, and how well that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pipeline.names.particles import initial
from pipeline.names.weights import Alignment as Numbers

# A word of so few letters or sounds is often left out.
SLIGHT = 2


class Pair(msgspec.Struct, frozen=True):
    """Words `written` (positions in the text's name) stand for words `known`; `similarity` is 0 to 1.

    `initial` tells that one is but the initial of the other.
    """

    written: tuple[int, ...]
    known: tuple[int, ...]
    similarity: float
    initial: bool = False


class Alignment(msgspec.Struct, frozen=True):
    """The pairs of one alignment and its score, 0 to 1.

    `missing` is the weight of the words that the text leaves out, `left_over` of those that the known name
    has not.
    """

    pairs: tuple[Pair, ...]
    score: float
    missing: float = 0.0
    left_over: float = 0.0


def align(
    possible: Sequence[Pair],
    written: Sequence[int],
    known: Sequence[float],
    known_sizes: Sequence[int],
    numbers: Numbers,
) -> Alignment:
    """Choose pairs so that no word is used twice, best first, and score what they cover.

    `possible` are all pairs that might be; `written` holds the size of each word in the text, `known` the
    rarity (0 to 1) and `known_sizes` the size of each word of the known name (see particles.sizes). Words
    come in any order: papers disagree on whether the family name goes first.
    """
    used_written: set[int] = set()
    used_known: set[int] = set()
    chosen: list[Pair] = []
    gained = possible_gain = missing = left_over = 0.0
    for pair in sorted(possible, key=_strength, reverse=True):
        if used_written.isdisjoint(pair.written) and used_known.isdisjoint(pair.known):
            used_written.update(pair.written)
            used_known.update(pair.known)
            chosen.append(pair)
            weights = [numbers.base_weight + known[place] for place in pair.known]
            weight = sum(weights) / len(weights) * max(len(pair.written), len(pair.known))
            if not any(known_sizes[place] for place in pair.known):
                weight *= numbers.slight
            gained += weight * pair.similarity
            possible_gain += weight
    for place, rarity in enumerate(known):
        if place not in used_known:
            slight = numbers.slight if known_sizes[place] <= SLIGHT else 1.0
            missing += (numbers.base_weight + rarity) * slight
    for place, size in enumerate(written):
        if place not in used_written:
            left_over += numbers.slight if size <= SLIGHT else 1.0
    possible_gain += numbers.missing_known * missing + numbers.missing_written * left_over
    return Alignment(tuple(chosen), gained / possible_gain if possible_gain else 0.0, missing, left_over)


def _strength(pair: Pair) -> tuple[float, int]:
    return (pair.similarity, len(pair.written) + len(pair.known))


def possible_pairs(
    alike: Sequence[Sequence[float]],
    size: int,
    joints: Sequence[int],
    known: int,
    known_joints: Sequence[int],
) -> list[Pair]:
    """List the pairs that the similarities allow.

    `alike[i][j]` is how like word i of the text word j of the known name is, 0 where too little to pair. The
    rows after the first `size` are two words, from `joints`, as one; the columns after the first `known` are
    two words of the known name, from `known_joints`, as one.
    """
    pairs = []
    for i, row in enumerate(alike):
        written = (i,) if i < size else (joints[i - size], joints[i - size] + 1)
        for j, value in enumerate(row):
            if value and j < known:
                pairs.append(Pair(written, (j,), value))
            elif value and i < size:
                at = known_joints[j - known]
                pairs.append(Pair(written, (at, at + 1), value))
    return pairs


def initials(written: Sequence[str], known: Sequence[str], numbers: Numbers) -> list[Pair]:
    """List the pairs of a letter and a word that it may be the initial of, in the same script or another.

    See particles.initial for what is one.
    """
    pairs = [Pair((i,), (j,), numbers.initial, initial=True) for i, j in _fitting(written, known)]
    return pairs + [Pair((i,), (j,), numbers.initial, initial=True) for j, i in _fitting(known, written)]


def _fitting(shorts: Sequence[str], longs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that are initials, each with that of a word they may stand for."""
    for i, short in enumerate(shorts):
        if letter := initial(short):
            for j, long in enumerate(longs):
                if len(short) < len(long) and (long.startswith(short) or _begins(long, letter)):
                    yield i, j


def _begins(word: str, letter: str) -> bool:
    if word.isascii() and letter.isascii():
        return word.startswith(letter)
    from unidecode import unidecode  # 10 ms to import, and few names have a foreign initial

    return bool(unidecode(word)[:1].lower() == unidecode(letter)[:1].lower())
