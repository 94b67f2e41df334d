"""Tables held in arrays, a row a thing, where rows that belong together stand together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which values differ from the one before."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def ranks(values: NDArray[Any]) -> NDArray[np.intp]:
    """Return for each value how many like it come before."""
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(changes(values[order]))
    found = np.empty(len(values), np.intp)
    found[order] = np.arange(len(values)) - starts.repeat(np.diff(starts, append=len(values)))
    return found


def spread(starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[Any]:
    """Return the numbers from each start to before its end, one stretch after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths, dtype=lengths.dtype) - lengths
    found = np.repeat(starts - before, lengths)  # less than nothing wraps around, and back in the next line
    found += np.arange(len(found), dtype=found.dtype)
    return found


def least(values: NDArray[Any], of: NDArray[Any], groups: int, otherwise: float) -> NDArray[np.float64]:
    """Return the least of the values of each group, `otherwise` where it has none less."""
    found = np.full(groups, otherwise)
    np.minimum.at(found, of, values)
    return found
