"""Make the table of customary Latin spellings of name parts written in other scripts.

    pip install --no-deps -r tools/requirements.txt
    python tools/make_spellings.py

writes gazetteers/tables/spellings.marisa, the same bytes each time: جان is John or Jean, 科斯特洛 is
Costello. From the clusters of name parts in rigour 1.3.12 (MIT), which come from Wikidata. A word that
the rules of gazetteers/orthography write and read as it is usually spelt is left out.

`--without-held-out` leaves out the clusters that benchmarks ask for (benchmarks.data.held_out, one in ten),
so that their figures say how unknown names fare; benchmarks/data.py makes itself such a table.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import distribution, version
from pathlib import Path
from statistics import fmean as mean
from typing import NamedTuple

import marisa_trie

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.data import held_out
from pipeline.language.scripts import script_of
from pipeline.names import han, orthography, readings, sounds, weights
from pipeline.names.fold import fold
from pipeline.names.nearby import Form
from pipeline.names.readings import Word
from pipeline.names.similar import spoken
from pipeline.names.spelling import as_read

TABLE = Path(__file__).resolve().parent.parent / "gazetteers" / "tables" / "spellings.marisa"
RIGOUR = "1.3.12"
# Scripts whose names stand in one language's press, which their words are read by.
LANGUAGES = {"Jpan": "ja", "Hang": "ko", "Hani": "zh"}
# What is left out: scripts nobody prints names in, and letters of Latin look.
UNWANTED = frozenset({"Latn", "Bopo", "Zyyy", "Zinh", "Zzzz"})
# A spelling this like the likeliest reading is found by sound.
REGULAR = 0.9
# Spellings of a word that are kept, and readings of a Latin spelling that count.
MOST, READINGS = 4, 4
# How like a word any spelling is taken to be, as some names are translated; what one with accents weighs.
FAINT, ACCENTED = 0.1, 0.5

Scored = dict[str, dict[str, float]]


class Cluster(NamedTuple):
    """The spellings of one name part: words in other scripts, and those in plain Latin letters.

    `spellings` tells of each whether somebody writes it without accents; `scripts` counts all there are.
    """

    words: list[str]
    spellings: dict[str, bool]
    scripts: int


def main() -> None:
    """Write the table to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=TABLE, help="file to write")
    parser.add_argument("--clusters", type=Path, help="rigour's persons.txt, where rigour is not installed")
    parser.add_argument("--without-held-out", action="store_true", help="leave out what benchmarks ask for")
    options = parser.parse_args()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    found_in = options.clusters or installed()
    found = [
        cluster(names)
        for names, item in clusters(found_in)
        if not (options.without_held_out and held_out(item))
    ]
    marisa_trie.BytesTrie(
        (word, " ".join(spellings).encode()) for word, spellings in sorted(chosen(found))
    ).save(str(options.output))


def installed() -> Path:
    """Return the persons.txt of the installed rigour; stops the program where that is another version."""
    if version("rigour") != RIGOUR:
        sys.exit(f"make_spellings needs rigour=={RIGOUR}, not {version('rigour')}")
    return Path(str(distribution("rigour").locate_file("rigour/data/names/persons.txt")))


def clusters(path: Path) -> Iterator[tuple[list[str], str]]:
    """Yield the clusters of rigour's persons.txt: spellings of a name part in many scripts, and its id."""
    for line in path.read_text(encoding="utf-8").splitlines():
        names, separator, item = line.rpartition("=>")
        if separator:
            yield [name.strip() for name in names.split(",")], item.strip()


def cluster(names: Sequence[str]) -> Cluster:
    """Take a cluster apart."""
    scripts = {name: script_of(name) for name in names}
    spellings: dict[str, bool] = {}
    words: dict[str, None] = {}
    for name, script in scripts.items():
        word = fold(name)
        if script == "Latn" and (plain := word.replace(" ", "")).isascii() and plain.isalpha():
            if len(plain) > 1:
                spellings[plain] = spellings.get(plain, False) or name.isascii()
        elif script not in UNWANTED and " " not in word and (len(word) > 1 or script == "Hani"):
            words[word] = None
    return Cluster(list(words), spellings, len(set(scripts.values())))


def chosen(found: Sequence[Cluster]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words whose customary spellings the rules do not tell, with these, best first.

    The best is like what the word sounds like, and common: what many clusters and scripts know.
    """
    words = read(found)
    alike = {word.text: likeness(word, word.readings, spellings) for word, spellings in words}
    known, common = vouched(found, alike)
    for word, spellings in words:
        text, kept = word.text, list[str]()
        sure = {one: known[text][one] * alike[text][one] ** 2 * common[one] ** 0.5 for one in spellings}
        for spelling in sorted(sure, key=lambda one: (-sure[one], len(one), one)):
            if not any(spelling.startswith(one) for one in kept):  # Wellsová is Wells's
                kept.append(spelling)
        if not told(word, kept[:MOST]):
            yield text, kept[:MOST]


def told(word: Word, spellings: Sequence[str]) -> bool:
    """Tell whether the rules alone write a word as the first of its spellings and read it as all of them.

    What stands for no foreign name in Han characters is not written by this table: any reading will do.
    """
    if word.script == "Hani" and not foreign(word.text):
        return min(likeness(word, word.readings, spellings).values()) >= REGULAR
    alike = likeness(word, word.readings[:1], spellings)
    return as_read(word.text, press(word.text)).text == spellings[0] and min(alike.values()) >= REGULAR


def foreign(text: str) -> bool:
    """Tell whether a word in Han characters is made of those that spell foreign names."""
    rules = orthography.load(han.FOREIGN)
    return rules is not None and rules.knows(han.simplified(text))


def read(found: Iterable[Cluster]) -> list[tuple[Word, list[str]]]:
    """Return the words that can be read and have spellings, with all of these."""
    spellings: dict[str, dict[str, bool]] = defaultdict(dict)
    for one in found:
        for text in one.words:
            spellings[text].update(one.spellings)
    words = [
        (readings.read_word(text, press(text)), list(of_it)) for text, of_it in spellings.items() if of_it
    ]
    return [(word, of_it) for word, of_it in words if word]


def press(text: str) -> str:
    """Return the language that a word is read in."""
    return LANGUAGES.get(script_of(text), "und")


def likeness(word: Word, heard: tuple[str, ...], spellings: Sequence[str]) -> dict[str, float]:
    """Return how like some readings of a word each of some Latin spellings sounds, FAINT at least.

    Vowels count even where the script has none: the rules cannot tell John from Jan in Arabic.
    """
    vocal = spoken([Form(Word(word.text, heard), False)], weights.load().alignment)
    codes = [(code, spelling) for spelling in spellings for code in latin_codes(spelling)]
    values = vocal.likeness([code.encode() for code, _ in codes]).tolist()
    found = dict.fromkeys(spellings, FAINT)
    for (_, spelling), value in zip(codes, values, strict=True):
        found[spelling] = max(found[spelling], value)
    return found


def vouched(found: Iterable[Cluster], alike: Scored) -> tuple[Scored, dict[str, float]]:
    """Return how far clusters vouch for each spelling of each word, and how common each spelling is.

    Of the spellings of a cluster that counts most which is most like its words in all scripts: of John, Con
    (Azerbaijani) and Džons (Latvian) it is John. A name that many scripts know is a famous one.
    """
    known: Scored = defaultdict(lambda: defaultdict(float))
    common: dict[str, float] = defaultdict(float)
    for one in found:
        words = [word for word in one.words if word in alike]
        fits = {
            spelling: mean(alike[word][spelling] for word in words) * (1.0 if plain else ACCENTED)
            for spelling, plain in one.spellings.items()
            if words
        }
        for spelling, fit in fits.items():
            weight = one.scripts * fit / max(fits.values())
            common[spelling] += weight
            for word in words:
                known[word][spelling] += weight**2
    return known, common


@lru_cache(maxsize=200_000)
def latin_codes(spelling: str) -> tuple[str, ...]:
    """Return the codes of the readings of a Latin spelling, likeliest first."""
    word = readings.read_word(spelling, "en")
    assert word is not None
    return tuple(sounds.encode(reading) for reading in word.readings[:READINGS])


if __name__ == "__main__":
    main()
