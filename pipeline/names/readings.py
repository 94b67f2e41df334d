"""Readings: what a written name may sound like, word by word, by its script and the press it stands in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.scripts import script_of, script_of_char
from pipeline.names import customary, han, kanji, orthography, surnames
from pipeline.names.fold import HYPHENS, fold
from pipeline.names.orthography import Orthography, Step

# The orthography of a script where the language is not known or has none of its own.
_BY_SCRIPT = {
    "Latn": "latin",
    "Cyrl": "cyrillic",
    "Grek": "el",
    "Hebr": "he",
    "Arab": "ar",
    "Hang": "ko",
    "Jpan": "ja",
    "Hani": "pinyin",
    "Armn": "hy",
    "Geor": "ka",
    "Deva": "hi",
    "Beng": "bn",
    "Taml": "ta",
    "Telu": "te",
    "Thai": "th",
    "Ethi": "am",
    "Mymr": "my",
    "Khmr": "km",
}
# Scripts that leave vowels unwritten, so that consonants must carry the comparison.
ABJADS = frozenset({"Hebr", "Arab"})
# Scripts of names written solid.
_SOLID = frozenset({"Hang", "Hani", "Jpan"})
_BREAKS = re.compile(rf"[\s.,/·・･•‧＝=_{re.escape(HYPHENS)}]+")
# What Wikipedia adds to tell people apart: Ludwig Schneider (MdB).
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
# A word in Han characters has readings in four languages, so many in each, in an order that the press tells.
_HAN_LANGUAGES = {"pinyin": han.MANDARIN, "jyutping": han.CANTONESE, "ko": han.KOREAN}
_HAN_ORDERS = {"ja": ("ja", *_HAN_LANGUAGES), "ko": ("ko", "pinyin", "jyutping", "ja")}
_HAN_ORDER = (*_HAN_LANGUAGES, "ja")
_MOST, _MOST_OF_ONE, _MOST_OF_SPELLING = 8, 4, 1
MAX_READINGS = 15


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: its folded spelling, its readings (likeliest first), whether vowels are missing.

    `spellings` are the customary ones in Latin letters of a word in another script, likeliest first.
    """

    text: str
    readings: tuple[str, ...]
    abjad: bool = False
    spellings: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How long the word is, in letters or sounds, whichever are more: 王 is no particle."""
        return max(len(self.text), len(self.readings[0]) if self.readings else 0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a word was read: the orthography's name and the steps of its likeliest reading."""

    word: str
    orthography: str
    steps: tuple[Step, ...]


@lru_cache(maxsize=32768)
def read(name: str, lang: str = "und") -> tuple[Word, ...]:
    """Return the words of a name with their readings, as the press of `lang` (BCP 47 or "und") spells.

    Latin words get the readings of that press first and those of a name of unknown origin after, because
    every press also prints foreign spellings as they are. Punctuation between words is no word.
    """
    return tuple(word for part in split(name, lang) if (word := read_word(part, lang)))


@lru_cache(maxsize=65536)
def read_word(part: str, lang: str = "und") -> Word | None:
    """Return one word, as `split` cuts them, with its readings; None if nothing of it can be read."""
    text = fold(part)
    if not text:
        return None
    return Word(text, heard(part, lang), script_of(part) in ABJADS, customary.spellings(text))


@lru_cache(maxsize=65536)
def split(name: str, lang: str = "und") -> tuple[str, ...]:
    """Cut a name into words; one in hangul or Han characters written solid comes apart after the surname.

    Where that is depends in some names on the press, of `lang` (see surnames.cut). What holds no letter or
    figure is no word; neither is an aside in brackets, unless it is all there is.
    """
    if ("(" in name or "（" in name) and any(map(str.isalnum, outside := _ASIDE.sub(" ", name))):
        name = outside
    parts = [part for part in _BREAKS.split(name) if any(map(str.isalnum, fold(part)))]
    if len(parts) == 1 and script_of(name) in _SOLID:
        return tuple(surnames.cut(parts[0], lang))
    return tuple(parts)


def explain(name: str, lang: str = "und") -> list[Explanation]:
    """Return how each word of a name is read, for a person to follow."""
    return [
        Explanation(part, rules.name, tuple(rules.steps(spelt)))
        for part in split(name, lang)
        for rules, spelt in itertools.islice(_systems(part, lang, script_of(part)), 1)
    ]


def rules_for(word: str, lang: str = "und") -> tuple[Orthography, str]:
    """Return the likeliest orthography for a word, and the word as it wants it."""
    return next(_systems(word, lang, script_of(word)))


def heard(word: str, lang: str = "und", most: int | None = None) -> tuple[str, ...]:
    """Return the readings of one word as `read_word` has them, at most so many, the likeliest first."""
    script = script_of(word)
    if most is None:
        most = MAX_READINGS if script == "Hani" else _MOST
    found: dict[str, None] = {}
    systems = list(_systems(word, lang, script))
    for rules, spelt in systems:
        readings = [reading for reading in rules.read(spelt) if reading]
        if script == "Hani":  # which kana a word in kanji stands for is in doubt, not how they sound
            readings = readings[: 1 if rules.script == "Jpan" else _MOST_OF_ONE]
        found.update(dict.fromkeys(readings))
        if len(found) >= most:
            return tuple(found)[:most]
    # Families spell themselves as they like: Lee and Rhee for 이, Wong for 王, Park for 朴.
    for own in dict.fromkeys((word, *(spelt for rules, spelt in systems if rules.script == "Hang"))):
        for romanized in surnames.romanizations(own):
            found.update(dict.fromkeys(_rules("latin").read(romanized)[:_MOST_OF_SPELLING]))
    return tuple(found)[:most]


def _systems(word: str, lang: str, script: str) -> Iterator[tuple[Orthography, str]]:
    """Yield the orthographies to read a word by, each with the word as it wants it, the likeliest first.

    That is the press's own, then the script's; a word in Han characters is read in each language of them.
    """
    primary = lang.split("-")[0]
    mixed = script == "Jpan" and any(script_of_char(char) == "Hani" for char in word)
    if (script == "Hani" or mixed) and (systems := list(_han_systems(word, primary))):
        yield from systems
        return
    default = _BY_SCRIPT.get(script, "latin")
    spelt = word if script in _BY_SCRIPT and script != "Hani" else _romanized(word)
    for key in dict.fromkeys((lang, primary, default)):
        rules = orthography.load(key)
        if rules and (rules.script == script or key == default):
            yield rules, spelt


def _han_systems(word: str, press: str) -> Iterator[tuple[Orthography, str]]:
    """Yield the orthographies of a word in Han characters, in the order that its press tells.

    Japanese is read by the tables of names. Outside Japan a surname that is also a Chinese or Korean one is
    no Japanese one. A name they do not list is read so only in Japan, where it may as well be a Chinese or
    Korean one, so that all but the best guess come last.
    """
    known = {"ja": kanji.kana(word) if press == "ja" or not surnames.is_surname(word) else ()}
    for key, language in _HAN_LANGUAGES.items():
        if spelt := han.reading(word, language):
            known[key] = (spelt,)
    guesses = kanji.guess(word) if press == "ja" and not known["ja"] else ()
    known["ja"] += guesses[:1]
    for key in _HAN_ORDERS.get(press, _HAN_ORDER):
        for one in known.get(key, ()):
            yield _rules(key), one
    for one in guesses[1:]:
        yield _rules("ja"), one


def _romanized(word: str) -> str:
    """Return a word in a script that has no orthography in Latin letters."""
    from unidecode import unidecode  # 10 ms to import, and most names never need it

    return str(unidecode(word)).lower().replace(" ", "")


def _rules(key: str) -> Orthography:
    rules = orthography.load(key)
    assert rules is not None, f"gazetteers/orthography/{key}.toml is missing from this installation"
    return rules
