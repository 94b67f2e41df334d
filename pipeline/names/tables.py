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


def spread(starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[np.intp]:
    """Return the numbers from each start to before its end, one stretch after the other."""
    lengths = ends.astype(np.int64) - starts
    after = np.cumsum(lengths)
    total = int(after[-1]) if len(after) else 0
    return np.repeat(starts - after + lengths, lengths) + np.arange(total)


def least(values: NDArray[Any], of: NDArray[Any], groups: int, otherwise: float) -> NDArray[np.float64]:
    """Return the least of the values of each group, `otherwise` where it has none less."""
    found = np.full(groups, otherwise)
    np.minimum.at(found, of, values)
    return found
