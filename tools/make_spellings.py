"""Make the table of customary Latin spellings of name parts written in other scripts.

    pip install --no-deps -r tools/requirements.txt
    python tools/make_spellings.py

writes gazetteers/tables/spellings.marisa, the same bytes each time: جان is John or Jean, 科斯特洛 is
Costello. From the clusters of name parts in rigour 1.3.12 (MIT), which come from Wikidata. A word whose
spellings the rules of gazetteers/orthography find by themselves is left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import distribution, version
from pathlib import Path

import marisa_trie

from pipeline.language.scripts import script_of
from pipeline.names import readings, sounds, weights
from pipeline.names.fold import fold
from pipeline.names.nearby import Form
from pipeline.names.readings import Word
from pipeline.names.similar import Spoken, spoken

TABLE = Path(__file__).resolve().parent.parent / "gazetteers" / "tables" / "spellings.marisa"
RIGOUR = "1.3.12"
# Scripts whose names stand in one language's press, which their words are read by.
LANGUAGES = {"Jpan": "ja", "Hang": "ko", "Hani": "zh"}
# What is left out: scripts nobody prints names in, and letters of Latin look.
UNWANTED = frozenset({"Latn", "Bopo", "Zyyy", "Zinh", "Zzzz"})
# A spelling this like the rules' reading is found by sound without the table.
REGULAR = 0.9
MOST = 4

Pairs = dict[str, dict[str, int]]


def main() -> None:
    """Write the table to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=TABLE, help="file to write")
    output = parser.parse_args().output
    if version("rigour") != RIGOUR:
        sys.exit(f"make_spellings needs rigour=={RIGOUR}, not {version('rigour')}")
    output.parent.mkdir(parents=True, exist_ok=True)
    found = dict(chosen(pairs(clusters())))
    marisa_trie.BytesTrie((word, " ".join(kept).encode()) for word, kept in sorted(found.items())).save(
        str(output)
    )


def clusters() -> Iterator[list[str]]:
    """Yield the clusters of rigour's persons.txt: the spellings of one name part in many scripts."""
    path = distribution("rigour").locate_file("rigour/data/names/persons.txt")
    for line in Path(str(path)).read_text(encoding="utf-8").splitlines():
        names, separator, _ = line.rpartition("=>")
        if separator:
            yield [name.strip() for name in names.split(",")]


def pairs(found: Iterable[list[str]]) -> Pairs:
    """Count for each word in another script its Latin spellings, by the scripts their clusters hold."""
    counts: Pairs = defaultdict(lambda: defaultdict(int))
    for names in found:
        scripts = {name: script_of(name) for name in names}
        latin = {fold(name).replace(" ", "") for name, script in scripts.items() if script == "Latn"}
        weight = len(set(scripts.values()))
        for name, script in scripts.items():
            word = fold(name)
            if script not in UNWANTED and " " not in word and (len(word) > 1 or script == "Hani"):
                for spelling in latin:
                    if spelling.isascii() and spelling.isalpha() and len(spelling) > 1:
                        counts[word][spelling] += weight
    return counts


def chosen(counts: Pairs) -> Iterator[tuple[str, list[str]]]:
    """Yield the words that have spellings the rules do not find, each with the most frequent of them."""
    numbers = weights.load().alignment
    for text, spellings in counts.items():
        word = readings.read_word(text, LANGUAGES.get(script_of(text), "und"))
        if word is None:
            continue
        # Vowels count here even where the script has none: the rules cannot tell John from Jan in Arabic.
        own = spoken([Form(Word(text, word.readings), False)], numbers)
        codes = {spelling: latin_codes(spelling) for spelling in spellings}
        likeness = {spelling: alike(own, codes[spelling]) for spelling in spellings}
        kept: list[str] = []
        for spelling in sorted(spellings, key=lambda s: (-spellings[s], -likeness[s], len(s), s)):
            wife = any(spelling.startswith(one) for one in kept)  # Wellsová is Wells's
            if not wife and not any(codes[one][0] == codes[spelling][0] for one in kept):
                kept.append(spelling)
            if len(kept) == MOST:
                break
        if any(likeness[spelling] < REGULAR for spelling in kept):
            yield text, kept


@lru_cache(maxsize=200_000)
def latin_codes(spelling: str) -> tuple[str, ...]:
    """Return the codes of the readings of a Latin spelling, likeliest first."""
    word = readings.read_word(spelling, "en")
    assert word is not None
    return tuple(sounds.encode(reading) for reading in word.readings[:MOST])


def alike(word: Spoken, codes: Sequence[str]) -> float:
    """Return how like a word made ready for comparison the nearest of some codes is, 0 if not very."""
    found: dict[int, float] = {}
    word.hear(codes, [0] * len(codes), found)
    return found.get(0, 0.0)


if __name__ == "__main__":
    main()
