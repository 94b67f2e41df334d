"""Sketches: 64 bits for each code (see sounds.encode); the more alike two codes are, the fewer bits differ.

A sketch is a Bloom filter of the pairs of characters that follow each other in the code, its ends among them,
and of its sounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.names import sounds

# Bits for pairs, and for sounds.
_PAIRS, _SOUNDS = 48, 16
_BEGIN, _END = "^$"


def sketches(codes: Sequence[str]) -> NDArray[np.uint64]:
    """Return the sketch of each code."""
    if not codes:
        return np.empty(0, np.uint64)
    joined = _BEGIN + (_END + _BEGIN).join(codes) + _END
    letters = _letters(joined)
    first, second = letters[:-1], letters[1:]
    # Any mixing will do that is the same on every machine; 31 and 17 spread the letters over the bits.
    bits = (first * 31 + second * 17 + (first * second >> 3)) % _PAIRS
    pairs = _together(bits, first != ord(_END), first == ord(_BEGIN))
    letters = _letters(sounds.heard(joined))
    begins = letters == ord(_BEGIN)
    return pairs | _together(_PAIRS + letters % _SOUNDS, ~begins & (letters != ord(_END)), begins)


def _letters(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("ascii"), np.uint8).astype(np.uint32)


def _together(
    bits: NDArray[np.uint32], counted: NDArray[np.bool_], begins: NDArray[np.bool_]
) -> NDArray[np.uint64]:
    """Return the numbers in which the bits that are counted are set, one from each beginning to the next."""
    set_each = counted.astype(np.uint64) << bits
    found: NDArray[np.uint64] = np.bitwise_or.reduceat(set_each, np.flatnonzero(begins))
    return found


def unlike(ours: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Return in how many of their bits each of theirs and the one of ours like it most differ, 0 to 1.

    All of ours are taken to have as many bits as the one with most: they are readings of one word.
    """
    if not len(ours):
        return np.ones(len(theirs), np.float32)
    most = np.float32(np.bitwise_count(ours).max())
    bits = np.minimum.reduce(np.bitwise_count(ours[:, None] ^ theirs))
    found: NDArray[np.float32] = bits / (np.bitwise_count(theirs) + most)
    return found
