"""Learned edits: how much one reading speaks for another, by what each sound of a script turns into.

tools/train_edits.py learns from public clusters of spellings how often a sound of a name written in one
script stands for a sound of the same name in Latin letters, or for none (a stochastic edit transducer:
E. Ristad, P. Yianilos, "Learning String-Edit Distance", 1998). So a Korean p may well be an f, and a Korean
vowel nothing, while an m is always an m.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline import resources

# What a pair that was never seen counts, in nats; the tables hold nothing worse.
UNSEEN = -8.0
# The script whose table serves for those that have none.
_DEFAULT = "Cyrl"
_LETTERS = 128


@dataclass(frozen=True, slots=True)
class _Tables:
    """What a sound says, in nats, by what it turns into: `nats[script, sound, other]`.

    Positive is what sounds of one name have more often than by chance. `sounds` numbers the sounds by their
    ASCII letters; 0 is no sound, and the last one any that was never seen.
    """

    nats: NDArray[np.float64]
    sounds: NDArray[np.intp]
    scripts: dict[str, int]

    def numbers(self, readings: Sequence[str]) -> NDArray[np.intp]:
        """Return the numbers of the sounds of readings, a row each, the shorter ones filled up with 0."""
        width = max(map(len, readings), default=0)
        letters = "".join([reading.ljust(width, "\0") for reading in readings]).encode("ascii")
        return self.sounds[np.frombuffer(letters, np.uint8)].reshape(len(readings), width)


def evidence(written: Sequence[str], known: Sequence[str], scripts: Sequence[str]) -> NDArray[np.float64]:
    """Return by how many nats two readings speak for one name rather than for two drawn by lot.

    All three hold an item for each two: sounds as sounds.heard gives them, `written` of a name in that script
    (ISO 15924). It is the best path through the edits; longer words say more.
    """
    tables = _load()
    ours, theirs = tables.numbers(written), tables.numbers(known)
    by_length = np.argsort([-len(reading) for reading in written], kind="stable")
    ours, theirs = ours[by_length], theirs[by_length]
    default = tables.scripts[_DEFAULT]
    script = np.array([tables.scripts.get(one, default) for one in scripts], np.intp)[by_length]
    rows = np.zeros((len(ours), theirs.shape[1] + 1))
    np.cumsum(tables.nats[script[:, None], 0, theirs], axis=1, out=rows[:, 1:])  # all put in
    put_in = rows.copy()
    for sounds in ours.T:
        left = np.count_nonzero(sounds)  # the shorter ones are through
        of, sound, before = script[:left, None], sounds[:left, None], rows[:left]
        after = before + tables.nats[of, sound, 0]  # left out
        changed = before[:, :-1] + tables.nats[of, sound, theirs[:left]]
        np.maximum(after[:, 1:], changed, out=after[:, 1:])
        after -= put_in[:left]
        rows[:left] = np.maximum.accumulate(after, axis=1) + put_in[:left]
    found = np.empty(len(ours))
    found[by_length] = rows[np.arange(len(ours)), np.count_nonzero(theirs, axis=1)]
    return found


@cache
def _load() -> _Tables:
    text = (resources.gazetteers() / "tables" / "edits.json").read_bytes()
    tables = msgspec.json.decode(text, type=dict[str, dict[str, dict[str, float]]])
    letters = sorted(
        {sound for pairs in tables.values() for row in pairs.values() for sound in (*pairs, *row)}
    )
    nats = np.full((len(tables), len(letters) + 1, len(letters) + 1), UNSEEN)
    for place, pairs in enumerate(tables.values()):
        for one, row in pairs.items():
            for other, value in row.items():
                nats[place, letters.index(one), letters.index(other)] = value
    sounds = np.full(_LETTERS, len(letters), np.intp)
    sounds[0] = 0
    for number, letter in enumerate(letters):
        if letter:
            sounds[ord(letter)] = number
    return _Tables(nats, sounds, {script: place for place, script in enumerate(tables)})
