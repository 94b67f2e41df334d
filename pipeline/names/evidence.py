"""Evidence: by how many nats a written word speaks for a known one, by the readings most alike of the two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    """Return for the places that have readings the one of ours and the one of theirs that are most alike.

    Places in a row that have the same written word are compared at once.
    """
    places = [place for place, codes in enumerate(known) if codes and written[place].heard()]
    if not places:
        return np.empty(0, np.intp), [], []
    ours: list[str] = []
    theirs: list[str] = []
    likeness: list[NDArray[np.float64]] = []
    for _, run in groupby(places, lambda place: id(written[place])):
        several = list(run)
        one, codes = written[several[0]], [code for place in several for code in known[place]]
        values, heard = one.by_reading([code.encode() for code in codes]), one.heard()
        ours += [heard[row] for row in values.argmax(axis=0).tolist()]
        theirs += codes
        likeness.append(values.max(axis=0))
    of = np.array(places).repeat([len(known[place]) for place in places])
    order = np.lexsort((-np.concatenate(likeness), of))
    best = order[changes(of)].tolist()
    return np.array(places), [ours[row] for row in best], [theirs[row] for row in best]
