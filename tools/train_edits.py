"""Learn what each sound of a name written in one script turns into in Latin letters.

    pip install --no-deps -r tools/requirements.txt
    python tools/train_edits.py

writes gazetteers/tables/edits.json, the same bytes each time, from the clusters of name parts of rigour
1.3.12 (MIT): expectation maximisation for a stochastic edit transducer (Ristad and Yianilos, 1998) over the
readings that are most alike of each pair of spellings. Pairs that fit worst are left out after some rounds:
clusters hold some names that are translated, not spelt otherwise.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from make_spellings import clusters, installed
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.data import held_out
from pipeline.language.scripts import script_of
from pipeline.names import sounds
from pipeline.names.edits import UNSEEN
from pipeline.names.readings import read_word
from pipeline.names.writing import writing

OUTPUT = Path(__file__).resolve().parent.parent / "gazetteers" / "tables" / "edits.json"
SEED = 1
# The languages whose presses spell the names of a script.
PRESSES = {
    "Cyrl": ("ru", "uk", "bg", "sr", "mk"),
    "Grek": ("el",),
    "Hebr": ("he",),
    "Arab": ("ar", "fa"),
    "Jpan": ("ja",),
    "Hang": ("ko",),
    "Hani": ("zh",),
    "Armn": ("hy",),
    "Geor": ("ka",),
    "Latn": ("de", "fr", "pl", "cs", "es"),
}
# Spellings of a script, Latin spellings compared with each, and readings of these.
WORDS, PARTNERS, READINGS = 9000, 3, 6
ALIKE_ENOUGH = 0.5
ROUNDS, ROUNDS_WITH_ALL = 8, 4
WORST = 0.12  # share of the pairs left out
SMOOTHING = 0.01
LETTERS = ["", *sorted({sounds.heard(sounds.encode(sound)) for sound in sounds.SOUNDS})]
NUMBER = {letter: number for number, letter in enumerate(LETTERS)}

Pairs = list[tuple[str, str]]


class Group(NamedTuple):
    """Pairs of equal lengths, their sounds numbered: a row for each pair."""

    written: NDArray[np.int64]
    known: NDArray[np.int64]


def main() -> None:
    """Write the file to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT, help="file to write")
    output = parser.parse_args().output
    draw = random.Random(SEED)
    tables = {script: table(trained(pairs)) for script, pairs in spelt(draw).items()}
    text = json.dumps(tables, ensure_ascii=False, indent=0, sort_keys=True)
    output.write_text(text.replace("\n", "").replace('},"', '},\n"') + "\n", encoding="utf-8")


def spelt(draw: random.Random) -> dict[str, Pairs]:
    """Return for each script pairs of readings of one name, written in it and in Latin letters."""
    found: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for names, item in clusters(installed()):
        if held_out(item):
            continue  # benchmarks ask for these
        names = [name for name in names if name.isalpha() and len(name) > 1]
        latin = [name for name in names if script_of(name) == "Latn"]
        for name in names:
            if latin and script_of(name) in PRESSES:
                found[script_of(name)].append((name, draw.sample(latin, min(PARTNERS, len(latin)))))
    return {
        script: [
            heard
            for word, partners in draw.sample(sorted(words), min(WORDS, len(words)))
            for partner in partners
            if partner != word and (heard := alike(word, partner, draw.choice(PRESSES[script])))
        ]
        for script, words in sorted(found.items())
    }


def alike(word: str, partner: str, lang: str) -> tuple[str, str] | None:
    """Return the sounds of the two readings most alike of a word and its partner, if they are enough so."""
    written, known = read_word(word, lang), read_word(partner, "en")
    if not written or not known:
        return None
    bare = not writing(script_of(word)).vowels
    likeness, one, other = max(
        (
            (likeness_of(ours, theirs, bare), ours, theirs)
            for ours in map(sounds.encode, written.readings)
            for theirs in map(sounds.encode, known.readings[:READINGS])
        ),
        default=(0.0, "", ""),
        key=lambda found: found[0],
    )
    return (sounds.heard(one), sounds.heard(other)) if likeness >= ALIKE_ENOUGH else None


def likeness_of(one: str, other: str, bare: bool) -> float:
    """Return how like two codes are, 0 to 1; `bare` where the script leaves vowels out."""
    if bare:
        one, other = sounds.without_vowels(one), sounds.without_vowels(other)
    return Levenshtein.normalized_similarity(one, other)


def trained(pairs: Pairs) -> NDArray[np.float64]:
    """Return how often each sound stands for each other, 0 for none: a table that sums to 1."""
    by_length: dict[tuple[int, int], Pairs] = defaultdict(list)
    for written, known in pairs:
        by_length[len(written), len(known)].append((written, known))
    groups = [
        Group(
            np.array([[NUMBER[sound] for sound in written] for written, _ in found]),
            np.array([[NUMBER[sound] for sound in known] for _, known in found]),
        )
        for (one, other), found in sorted(by_length.items())
        if one and other
    ]
    size = len(LETTERS)
    shares = np.full((size, size), 0.002)
    np.fill_diagonal(shares, 0.5)
    shares[0, 0] = 0.0
    shares /= shares.sum()
    least = -np.inf
    for turn in range(ROUNDS):
        counts = np.full((size, size), SMOOTHING)
        counts[0, 0] = 0.0
        fits = [count(group, shares, least, counts) for group in groups]
        if turn >= ROUNDS_WITH_ALL - 1:
            least = float(np.quantile(np.concatenate(fits), WORST))
        shares = counts / counts.sum()
    return shares


def count(
    group: Group, shares: NDArray[np.float64], least: float, counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Add to `counts` how often pairs of sounds are expected in a group; return how well its pairs fit.

    Forward and backward sums over all paths, for all pairs at once. Pairs that fit less than `least` (nats
    a sound more than by lot) do not count.
    """
    written, known = group
    (pairs, rows), columns, size = written.shape, known.shape[1], len(LETTERS)
    dropped, put_in = shares[written, 0].T, shares[0, known].T
    turned = shares[written[:, :, None], known[:, None, :]].transpose(1, 2, 0)
    ahead = np.zeros((rows + 1, columns + 1, pairs))
    behind = np.zeros_like(ahead)
    ahead[0, 0] = behind[rows, columns] = 1.0
    for i, j in np.ndindex(rows + 1, columns + 1):
        if i:
            ahead[i, j] += ahead[i - 1, j] * dropped[i - 1]
        if j:
            ahead[i, j] += ahead[i, j - 1] * put_in[j - 1]
        if i and j:
            ahead[i, j] += ahead[i - 1, j - 1] * turned[i - 1, j - 1]
    for i, j in ((i, j) for i in range(rows, -1, -1) for j in range(columns, -1, -1)):
        if i < rows:
            behind[i, j] += dropped[i] * behind[i + 1, j]
        if j < columns:
            behind[i, j] += put_in[j] * behind[i, j + 1]
        if i < rows and j < columns:
            behind[i, j] += turned[i, j] * behind[i + 1, j + 1]
    total = ahead[rows, columns]
    by_lot = np.log(alone(shares, 1)[written]).sum(axis=1) + np.log(alone(shares, 0)[known]).sum(axis=1)
    fits: NDArray[np.float64] = (np.log(total) - by_lot) / (rows + columns)
    weight = (fits >= least) / total
    for i, j in np.ndindex(rows + 1, columns + 1):
        here = ahead[i, j] * weight
        if i < rows:
            counts[:, 0] += np.bincount(written[:, i], here * dropped[i] * behind[i + 1, j], size)
        if j < columns:
            counts[0] += np.bincount(known[:, j], here * put_in[j] * behind[i, j + 1], size)
        if i < rows and j < columns:
            both = written[:, i] * size + known[:, j]
            seen = here * turned[i, j] * behind[i + 1, j + 1]
            counts += np.bincount(both, seen, size * size).reshape(size, size)
    return fits


def alone(shares: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Return how often each sound comes by itself; no sound has no share, and counts as certain."""
    own: NDArray[np.float64] = shares.sum(axis=axis)
    own = own / own[1:].sum()
    own[0] = 1.0
    return own


def table(shares: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    """Return by how many nats each pair of sounds comes oftener than by lot, rounded, without the unseen."""
    with np.errstate(divide="ignore"):
        nats = np.log(shares) - np.log(alone(shares, 1))[:, None] - np.log(alone(shares, 0))
    return {
        one: {other: round(float(nats[a, b]), 1) for b, other in enumerate(LETTERS) if nats[a, b] > UNSEEN}
        for a, one in enumerate(LETTERS)
    }


if __name__ == "__main__":
    main()
