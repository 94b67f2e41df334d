"""Make gazetteers/words, the ordinary words of the languages that write names with capitals.

    apt-get install wamerican-small wbritish-small tesseract-ocr
    pip install --no-deps -r tools/requirements.txt
    npm pack @tesseract.js-data/pol@1.0.0     # and so on; rus is in Debian's tesseract-ocr-rus alone
    python tools/make_words.py FOLDER [LANGUAGE...]

FOLDER holds pol.traineddata and the like, taken out of package/4.0.0/pol.traineddata.gz. These files of
Tesseract (Apache-2.0) tell its recogniser of letters which words a language has, as web pages write them, and
which of them stand side by side. `combine_tessdata` and `dawg2wordlist`, which come with Tesseract, write
both out.

A word is ordinary if it stands in small letters, often enough to be no slip or in capitals too, and not much
more often with a capital. What is also a name, or may be a form of one, must stand in small letters as often.
Where every noun has a capital (German), a word that stands after an article is ordinary too, and so is one
made of two others, unless it is a name as well. Names are rigour's name parts, and the people and places of
gazetteers/world.

English has a list of its own, SCOWL's, in which proper names have capitals. Months and days, which some
languages write with capitals, are added from the CLDR.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from unicodedata import normalize

import marisa_trie
from babel import Locale
from make_spellings import clusters, installed

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.language.scripts import script_of
from pipeline.names.fold import strip_marks
from pipeline.names.inflect import undo
from pipeline.names.ordinary import DOTTED, small

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "gazetteers" / "words"
DICTIONARIES = Path("/usr/share/dict")
SCOWL = ("american-english-small", "british-english-small")
# What Tesseract calls the languages of the press that write names with capitals. Croatian and Bosnian are one
# list, as they are to the detectors; Serbian in Latin letters is read with it.
TESSDATA = {
    "az": ["aze"], "be": ["bel"], "bg": ["bul"], "ca": ["cat"], "cs": ["ces"], "da": ["dan"], "de": ["deu"],
    "el": ["ell"], "es": ["spa"], "et": ["est"], "fi": ["fin"], "fr": ["fra"], "hr": ["hrv", "bos"],
    "hu": ["hun"], "hy": ["hye"], "id": ["ind"], "it": ["ita"], "kk": ["kaz"], "ky": ["kir"],
    "lt": ["lit"], "lv": ["lav"], "mk": ["mkd"], "mn": ["mon"], "nb": ["nor"], "nl": ["nld"], "pl": ["pol"],
    "pt": ["por"], "ro": ["ron"], "ru": ["rus"], "sk": ["slk"], "sl": ["slv"], "sq": ["sqi"], "sr": ["srp"],
    "sv": ["swe"], "tg": ["tgk"], "tr": ["tur"], "uk": ["ukr"],
}  # fmt: skip
# Languages whose capitals have no accents.
BARE_CAPITALS = frozenset({"el"})
# After these a German word with a capital is a noun.
ARTICLES = {
    "de": {
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein",
        "keine", "keinen", "im", "am", "zum", "zur", "beim", "vom", "ihr", "ihre", "ihren", "seine", "seiner",
        "dieser", "diese", "dieses", "unser", "unsere",
    }
}  # fmt: skip
# The fewest letters of a name that a word may be a form of.
SHORTEST_BASE = 4
# What joins the parts of a German compound, and the fewest letters of a part.
JOINTS = ("", "s", "es", "n", "en")
SHORTEST_PART = 4
# The share of all words in the pairs that a letter must have to be a word: Spanish y, Polish w.
LETTER = 0.001
# How often a word must stand in small letters, beside how many other words, and one that may be a name.
OFTEN, OFTEN_NAME = 2, 5
# How many times as often as with a capital it must stand so, and one that may be a name.
SHARE, SHARE_NAME = 1 / 8, 1.0


def main() -> None:
    """Write the lists of the languages named, of all by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="where the .traineddata files are")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="all, if none is named")
    arguments = parser.parse_args()
    known = ["en", *TESSDATA]
    folder, wanted = arguments.folder, arguments.languages or known
    if unknown := set(wanted) - set(known):
        parser.error(f"there is nothing for {', '.join(unknown)}; languages: {', '.join(known)}")
    HOME.mkdir(exist_ok=True)
    for lang in wanted:
        found = english(DICTIONARIES) if lang == "en" else words(folder, lang)
        kept = sorted({*found, *calendar(lang)})
        marisa_trie.Trie(kept).save(str(HOME / f"{lang}.marisa"))
        print(f"{lang} {len(kept):,} words")


def english(folder: Path) -> set[str]:
    """Return the words of SCOWL's lists that are written small, without possessives; raises OSError."""
    lines = [line for name in SCOWL for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    return {line for line in lines if _is_word(line)}


def calendar(lang: str) -> set[str]:
    """Return the months and days of a language, in small letters, those of one word."""
    locale = Locale.parse(lang)
    # The other form, "stand-alone", is often an alias, and babel gives those of the locale asked for before.
    found = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    return {small(name, lang) for name in found if name.isalpha()}


def words(folder: Path, lang: str) -> set[str]:
    """Return the ordinary words of a language by Tesseract's data in `folder`; raises OSError."""
    found: set[str] = set()
    for code in TESSDATA[lang]:
        listed, pairs = unpacked(folder / f"{code}.traineddata")
        counts = Counter(word for pair in pairs for word in pair)
        kept = {
            word for word in listed | set(counts) if _is_word(word) and _ordinary(word, lang, listed, counts)
        }
        kept |= {
            word for word, often in counts.items() if _is_letter(word) and often >= LETTER * counts.total()
        }
        script = Counter(map(script_of, kept)).most_common(1)[0][0]
        found |= {word for word in kept if script_of(word) == script}
        if lang in ARTICLES:
            nouns = set(_nouns(pairs, lang))
            compounds = set(_compounds(listed, kept | nouns))
            found |= {noun for noun in nouns | compounds if not _name(noun, lang)}
    found |= {strip_marks(word) for word in found} if lang in BARE_CAPITALS else set()
    return {small(word, lang) for word in found}


def unpacked(path: Path) -> tuple[set[str], list[list[str]]]:
    """Return the words and the pairs of words of a file of Tesseract; few languages have no pairs."""
    if not path.is_file():
        raise FileNotFoundError(f"{path}: take it out of an npm package, as the head of this script says")
    with tempfile.TemporaryDirectory() as name:
        parts = Path(name) / "x."
        subprocess.run(["combine_tessdata", "-u", path, parts], check=True, capture_output=True)
        listed = _written_out(parts, "lstm-unicharset", "lstm-word-dawg")
        pairs = _written_out(parts, "unicharset", "bigram-dawg")
    return set(listed), [words for line in pairs if len(words := line.split()) == 2]


def _written_out(parts: Path, letters: str, graph: str) -> list[str]:
    if not Path(f"{parts}{graph}").is_file():
        return []
    out = f"{parts}{graph}.txt"
    subprocess.run(
        ["dawg2wordlist", f"{parts}{letters}", f"{parts}{graph}", out], check=True, capture_output=True
    )
    return Path(out).read_text(encoding="utf-8").splitlines()


def _is_word(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.islower() and word == normalize("NFKC", word)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word.islower()


def _ordinary(word: str, lang: str, listed: set[str], counts: Counter[str]) -> bool:
    shouted = (word.replace("i", "İ") if lang in DOTTED else word).upper()
    capital = shouted[0] + word[1:]
    if counts[word] < OFTEN and not {word, capital, shouted} <= listed:
        return False
    often, with_capital = counts[word], counts[capital]
    if _name(word, lang):
        return often >= OFTEN_NAME and often >= SHARE_NAME * with_capital
    return often >= SHARE * with_capital


def _nouns(pairs: Iterable[list[str]], lang: str) -> Iterator[str]:
    """Yield the words with a capital that stand after an article, in small letters."""
    for before, word in pairs:
        if before.lower() in ARTICLES[lang] and word.istitle() and _is_word(noun := word.lower()):
            yield noun


def _compounds(listed: Iterable[str], parts: set[str]) -> Iterator[str]:
    """Yield the words with a capital that are made of two others, in small letters."""
    for word in listed:
        noun = word.lower()
        if word.istitle() and _is_word(noun):
            cuts = range(SHORTEST_PART, len(noun) - SHORTEST_PART + 1)
            if any(noun[cut:] in parts and _joins(noun[:cut], parts) for cut in cuts):
                yield noun


def _joins(word: str, found: set[str]) -> bool:
    return any(word.endswith(joint) and word.removesuffix(joint) in found for joint in JOINTS)


def _name(word: str, lang: str) -> bool:
    """Tell whether a word in small letters is a name, or may be a form of one."""
    bases = (base.form for base in undo(word, lang) if len(base.form) >= SHORTEST_BASE)
    return word in _names() or any(base in _names() for base in bases)


@cache
def _names() -> frozenset[str]:
    """Return rigour's name parts, and of gazetteers/world the words of people and the places of one word."""
    found = {name.lower() for names, _ in clusters(installed()) for name in names}
    for path in sorted((ROOT / "gazetteers" / "world").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            for name in (record["name"], *(name["text"] for name in record.get("names", ()))):
                parts = name.lower().split()
                if record["type"] == "PER" or (record["type"] == "LOC" and len(parts) == 1):
                    found.update(parts)
    return frozenset(found)


if __name__ == "__main__":
    main()
