"""Learned edits: how much one reading speaks for another, by what each sound of a script turns into.

tools/train_edits.py learns from public clusters of spellings how often a sound of a name written in one
script stands for a sound of the same name in Latin letters, or for none (a stochastic edit transducer:
E. Ristad, P. Yianilos, "Learning String-Edit Distance", 1998). So a Korean p may well be an f, and a Korean
vowel nothing, while an m is always an m.
"""

from __future__ import annotations

import itertools
from functools import cache, lru_cache

import msgspec

from pipeline import resources

# What a pair that was never seen counts, in nats; the tables hold nothing worse.
UNSEEN = -8.0
# The script whose table serves for those that have none.
_DEFAULT = "Cyrl"


class Row(dict[str, float]):
    """What a sound says, in nats, by what it turns into; an empty string stands for no sound.

    Positive is what sounds of one name have more often than by chance.
    """

    def __missing__(self, sound: str) -> float:
        return UNSEEN


_NEVER_SEEN = Row()


@lru_cache(maxsize=65536)
def evidence(written: str, known: str, script: str) -> float:
    """Return by how many nats two readings speak for one name rather than for two drawn by lot.

    Both are sounds as sounds.heard gives them, `written` of a name in `script` (ISO 15924). It is the best
    path through the edits; longer words say more.
    """
    table = _tables().get(script) or _tables()[_DEFAULT]
    nothing = table[""]
    put_in = [nothing[sound] for sound in known]
    row = [0.0, *itertools.accumulate(put_in)]
    for sound in written:
        becomes = table.get(sound, _NEVER_SEEN)
        left_out = becomes[""]
        before = row[0]
        row[0] = last = before + left_out
        # The best of three, spelt out: max() would take twice the time, and this is all a lookup's nats.
        for place, (other, cost) in enumerate(zip(known, put_in, strict=True), 1):
            changed = before + becomes[other]
            before = row[place]
            last += cost
            if changed > last:
                last = changed
            if before + left_out > last:
                last = before + left_out
            row[place] = last
    return row[-1]


@cache
def _tables() -> dict[str, dict[str, Row]]:
    """Return for each script the row of each sound, and of no sound: "" is a key too."""
    text = (resources.gazetteers() / "tables" / "edits.json").read_bytes()
    tables = msgspec.json.decode(text, type=dict[str, dict[str, dict[str, float]]])
    return {
        # Every row holds every sound, as `__missing__` is slow.
        script: {one: Row({other: row.get(other, UNSEEN) for other in pairs}) for one, row in pairs.items()}
        for script, pairs in tables.items()
    }
