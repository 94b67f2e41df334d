"""Evidence: by how many nats a written word speaks for a known one, by the readings most alike of the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.names import edits, sounds
from pipeline.names.similar import Spoken
from pipeline.names.tables import changes


def evidence(
    written: Sequence[Spoken], known: Sequence[Sequence[str]], spelt: NDArray[Any], rarest: NDArray[Any]
) -> NDArray[np.float64]:
    """Return by how many nats written words speak for known ones, whose readings have the codes `known`.

    That is what the learned edits say of the two readings most alike. A known spelling says as much as any
    word that rare can: `rarest` nats, less as it is worth less (`spelt`, 0 to 1, 0 where it is none).
    """
    said = np.where(spelt > 0, rarest * spelt * spelt, edits.UNSEEN)
    places, ours, theirs = _nearest(written, known)
    scripts = [written[place].script for place in places.tolist()]
    heard = edits.evidence(list(map(sounds.heard, ours)), list(map(sounds.heard, theirs)), scripts)
    said[places] = np.maximum(said[places], heard)
    return said


def _nearest(
    written: Sequence[Spoken], known: Sequence[Sequence[str]]
) -> tuple[NDArray[np.intp], list[str], list[str]]:
    """Return for the places that have readings the one of ours and the one of theirs that are most alike."""
    ours: list[str] = []
    theirs: list[str] = []
    worths: list[float] = []
    shares: list[float] = []  # of the consonants in the comparison, 0 where all sounds count alike
    counts = []
    for one, codes in zip(written, known, strict=True):
        before, size = len(ours), len(codes)
        for readings, share in ((one.codes, 0.0), (one.bare, one.numbers.consonants)):
            for code, worth in readings.items():
                ours += [code] * size
                worths += [worth] * size
                shares += [share] * size
                theirs += codes
        counts.append(len(ours) - before)
    alike = _alike(ours, theirs)
    if any(shares):
        bare = np.flatnonzero(shares)
        consonants = np.array(shares)[bare]
        without = [[sounds.without_vowels(codes[row]) for row in bare.tolist()] for codes in (ours, theirs)]
        alike[bare] *= 1 - consonants
        alike[bare] += consonants * _alike(*without)
    alike *= worths
    places = np.arange(len(written)).repeat(counts)
    starts = np.flatnonzero(changes(places))
    best = np.maximum.reduceat(alike, starts).repeat(np.diff(starts, append=len(places)))
    found = np.flatnonzero(alike == best)
    found = found[changes(places[found])]
    return places[found], [ours[row] for row in found.tolist()], [theirs[row] for row in found.tolist()]


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> NDArray[np.float64]:
    return process.cpdist(ours, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
