"""Make the table of how Japanese names in kanji are read.

    pip install --no-deps -r tools/requirements.txt
    python tools/make_kanji.py

writes gazetteers/tables/kanji.marisa, the same bytes each time. From the surnames and given names of UniDic
2.1.2, as the package unidic-lite 1.0.8 carries it (BSD 3-Clause). The table maps, to readings in hiragana,
the likeliest first,

- "s" and a surname, "g" and a given name, as UniDic reads them;
- "h" and a character at the head of a given name, "t" and one further back, as the given names of UniDic
  read it most often, for given names that are not listed.

Characters are in their simplified form (see han.simplified), so that 渡邊, 渡辺 and 渡边 are one surname.
"""

from __future__ import annotations

import argparse
import csv
import struct
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import distribution, version
from pathlib import Path

import marisa_trie

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.language.scripts import script_of_char
from pipeline.names import han, kanji

TABLE = Path(__file__).resolve().parent.parent / "gazetteers" / "tables" / "kanji.marisa"
UNIDIC_LITE = "1.0.8"
# The columns of UniDic (dicdir/dicrc): the class of the noun, its reading, and the word as it is written.
CLASS, READING, WRITTEN = 3, 6, 8
KINDS = {"姓": kanji.SURNAME, "名": kanji.GIVEN}
MOST = 3
# A reading that fewer of the names with a character have is no guess.
LEAST_SHARE = 0.08
# The shares settle after a few rounds.
ROUNDS = 6
# Kana that no part of a reading begins with.
NO_HEAD = frozenset("ぁぃぅぇぉっゃゅょゎんー")

# A name as it is written, and as it is read.
Name = tuple[str, str]
Readings = dict[str, list[str]]


def main() -> None:
    """Write the table to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=TABLE, help="file to write")
    output = parser.parse_args().output
    if version("unidic-lite") != UNIDIC_LITE:
        sys.exit(f"make_kanji needs unidic-lite=={UNIDIC_LITE}, not {version('unidic-lite')}")
    dictionary = Path(str(distribution("unidic-lite").locate_file("unidic_lite/dicdir/sys.dic")))
    listed = by_cost(words(dictionary.read_bytes()))
    given = [(key[1:], one) for key, found in listed.items() if key[0] == kanji.GIVEN for one in found]
    found = listed | by_character(given)
    output.parent.mkdir(parents=True, exist_ok=True)
    rows = sorted((key, " ".join(kept[:MOST]).encode()) for key, kept in found.items())
    marisa_trie.BytesTrie(rows).save(str(output))


def words(dictionary: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the words of a compiled MeCab dictionary: the cost (likelier is less) and the columns.

    The format is that of MeCab's dictionary.cpp: a head of ten numbers and a character set, the index of
    the words, their costs and places, their columns.
    """
    *_, indexed, tokens, columns, _ = struct.unpack_from("<10I", dictionary)
    start = 72 + indexed
    texts = dictionary[start + tokens : start + tokens + columns]
    for _, _, _, cost, place, _ in struct.iter_unpack("<HHHhII", dictionary[start : start + tokens]):
        line = texts[place : texts.index(b"\0", place)].decode()
        if ",人名," in line:
            yield cost, next(csv.reader([line]))


def by_cost(found: Iterable[tuple[int, list[str]]]) -> Readings:
    """Return the readings of the surnames and the given names, by key, the likeliest first."""
    costs: dict[str, dict[str, int]] = defaultdict(dict)
    for cost, columns in found:
        kind, written = KINDS.get(columns[CLASS]), han.simplified(columns[WRITTEN])
        if kind and any(script_of_char(char) == "Hani" for char in written):
            readings = costs[kind + written]
            reading = hiragana(columns[READING])
            readings[reading] = min(cost, readings.get(reading, cost))
    return {key: sorted(readings, key=lambda r: (readings[r], r)) for key, readings in costs.items()}


def by_character(names: list[Name]) -> Readings:
    """Return the readings of the characters of given names, by key, the most frequent first."""
    shares: dict[str, Counter[str]] = {}
    for _ in range(ROUNDS):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for written, reading in names:
            if parts := max(cuts(written, reading), key=partial(likelihood, shares, written), default=None):
                for char, part in zip(written, parts, strict=True):
                    counts[char][part] += 1
        shares = counts
    placed: dict[str, Counter[str]] = defaultdict(Counter)
    for written, reading in names:
        if len(written) > 1 and (
            parts := max(cuts(written, reading), key=partial(likelihood, shares, written), default=None)
        ):
            for at, (char, part) in enumerate(zip(written, parts, strict=True)):
                placed[(kanji.TAIL if at else kanji.HEAD) + char][part] += 1
    return {
        key: [part for part, count in parts.most_common(MOST) if count >= LEAST_SHARE * parts.total()]
        for key, parts in placed.items()
        if script_of_char(key[1:]) == "Hani"
    }


def cuts(written: str, reading: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to share a reading out among the characters, each getting something."""
    if len(written) == 1:
        yield (reading,)
        return
    for end in range(1, len(reading) - len(written) + 2):
        if reading[end] not in NO_HEAD:
            for rest in cuts(written[1:], reading[end:]):
                yield (reading[:end], *rest)


def likelihood(shares: dict[str, Counter[str]], written: str, parts: tuple[str, ...]) -> float:
    """Return how likely the characters are read so, by what was counted so far (even parts at first)."""
    if not shares:
        return -sum(len(part) ** 2 for part in parts)
    product = 1.0
    for char, part in zip(written, parts, strict=True):
        product *= (shares[char][part] + 0.1) / (shares[char].total() + 1)
    return product


def hiragana(text: str) -> str:
    """Return a text with katakana made hiragana."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)


if __name__ == "__main__":
    main()
