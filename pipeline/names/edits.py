"""Learned edits: how much one reading speaks for another, by what each sound of a script turns into.

tools/train_edits.py learns from public clusters of spellings how often a sound of a name written in one
script stands for a sound of the same name in Latin letters, or for none (a stochastic edit transducer:
E. Ristad, P. Yianilos, "Learning String-Edit Distance", 1998). So a Korean p may well be an f, and a Korean
vowel nothing, while an m is always an m.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from pipeline import resources

# What a pair that was never seen counts, in nats; the tables hold nothing worse.
UNSEEN = -8.0
# The script whose table serves for those that have none.
_DEFAULT = "Cyrl"


class Table(msgspec.Struct, frozen=True):
    """What pairs of sounds say, in nats: `pairs[a][b]` of a sound written as a and known as b.

    An empty string stands for no sound. Positive is what sounds of one name have more often than by chance.
    """

    pairs: dict[str, dict[str, float]]


@lru_cache(maxsize=65536)
def evidence(written: str, known: str, script: str) -> float:
    """Return by how many nats two readings speak for one name rather than for two drawn by lot.

    Both are sounds as sounds.heard gives them, `written` of a name in `script` (ISO 15924). It is the best
    path through the edits; longer words say more.
    """
    table = _tables().get(script) or _tables()[_DEFAULT]
    nothing = table.pairs[""]
    put_in = [nothing.get(sound, UNSEEN) for sound in known]
    row = [0.0]
    for cost in put_in:
        row.append(row[-1] + cost)
    for sound in written:
        becomes = table.pairs.get(sound, {})
        left_out = becomes.get("", UNSEEN)
        before, last = row[0], row[0] + left_out
        row[0] = last
        for place, other in enumerate(known):
            above = row[place + 1]
            last = max(before + becomes.get(other, UNSEEN), above + left_out, last + put_in[place])
            before, row[place + 1] = above, last
    return row[-1]


@cache
def _tables() -> dict[str, Table]:
    text = (resources.gazetteers() / "tables" / "edits.json").read_bytes()
    tables = msgspec.json.decode(text, type=dict[str, dict[str, dict[str, float]]])
    return {script: Table(pairs) for script, pairs in tables.items()}
