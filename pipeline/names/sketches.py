"""Sketches: 64 bits for a code (see sounds.encode), shared with others as far as these are alike.

A sketch is a Bloom filter of bigrams. A bit is set for each pair of neighbouring sounds, and, in the lower
half (`CONSONANTS`), of consonants that follow each other; the ends of the word count as sounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.names import sounds

# Bits for pairs of neighbouring consonants, and as many for other pairs of sounds.
_HALF = 32
CONSONANTS = np.uint64((1 << _HALF) - 1)
_BEGIN, _END = b"^", b"$"
_UNWRITTEN = sounds.UNWRITTEN.encode()


def sketches(codes: Sequence[str]) -> NDArray[np.uint64]:
    """Return the sketch of each code."""
    if not codes:
        return np.empty(0, np.uint64)
    between = (_END + _BEGIN).decode()
    heard = _BEGIN + sounds.heard(between.join(codes)).encode() + _END
    return _pairs(heard) << np.uint64(_HALF) | _pairs(heard.translate(None, _UNWRITTEN))


def _pairs(words: bytes) -> NDArray[np.uint64]:
    """Return the bits of the pairs of each word."""
    letters = np.frombuffer(words, np.uint8).astype(np.uint32)
    first, second = letters[:-1], letters[1:]
    # Any mixing will do that is the same on every machine; 31 and 17 spread the letters over the bits.
    bits = np.uint64(1) << ((first * 31 + second * 17 + (first * second >> 3)) % _HALF).astype(np.uint64)
    bits[first == ord(_END)] = 0
    found: NDArray[np.uint64] = np.bitwise_or.reduceat(bits, np.flatnonzero(letters == ord(_BEGIN)))
    return found


def unlike(ours: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Return in how many of their bits each of theirs and the one of ours like it most differ, 0 to 1.

    All of ours are taken to have as many bits as they have on average: they are readings of one word.
    """
    if not len(ours):
        return np.ones(len(theirs), np.float32)
    usual = np.float32(np.bitwise_count(ours).sum() / len(ours))
    bits = np.bitwise_count(ours[:, None] ^ theirs).min(axis=0)
    found: NDArray[np.float32] = np.minimum(bits / (np.bitwise_count(theirs) + usual), 1)
    return found
