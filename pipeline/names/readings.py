"""Readings: what a written name may sound like, word by word, by its script and the press it stands in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.scripts import script_of
from pipeline.names import customary, han, orthography, surnames
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
_BREAKS = re.compile(rf"[\s.,/·・･•‧＝=_{re.escape(HYPHENS)}]+")
# What Wikipedia adds to tell people apart: Ludwig Schneider (MdB).
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
# A word in Han characters has readings in three languages, so many in each.
_HAN_ORTHOGRAPHIES = {han.MANDARIN: "pinyin", han.CANTONESE: "jyutping", han.KOREAN: "ko"}
_MOST, _MOST_OF_ONE = 8, 4
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
    return tuple(word for part in split(name) if (word := read_word(part, lang)))


@lru_cache(maxsize=65536)
def read_word(part: str, lang: str = "und") -> Word | None:
    """Return one word, as `split` cuts them, with its readings; None if nothing of it can be read."""
    text = fold(part)
    if not text:
        return None
    script = script_of(part)
    return Word(text, _readings(part, lang, script), script in ABJADS, customary.spellings(text))


@lru_cache(maxsize=65536)
def split(name: str) -> tuple[str, ...]:
    """Cut a name into words; a Korean or Chinese name written solid comes apart after the surname.

    What holds no letter or figure is no word; neither is an aside in brackets, unless it is all there is.
    """
    if ("(" in name or "（" in name) and any(map(str.isalnum, outside := _ASIDE.sub(" ", name))):
        name = outside
    parts = [part for part in _BREAKS.split(name) if any(map(str.isalnum, fold(part)))]
    if len(parts) == 1 and script_of(name) in ("Hang", "Hani"):
        return tuple(surnames.cut(parts[0]))
    return tuple(parts)


def explain(name: str, lang: str = "und") -> list[Explanation]:
    """Return how each word of a name is read, for a person to follow."""
    return [
        Explanation(part, rules.name, tuple(rules.steps(spelt)))
        for part in split(name)
        for rules, spelt in itertools.islice(_systems(part, lang, script_of(part)), 1)
    ]


def rules_for(word: str, lang: str = "und") -> tuple[Orthography, str]:
    """Return the likeliest orthography for a word, and the word as it wants it."""
    return next(_systems(word, lang, script_of(word)))


def _readings(word: str, lang: str, script: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    systems = list(_systems(word, lang, script))
    for rules, spelt in systems:
        heard = [reading for reading in rules.read(spelt) if reading]
        found.update(dict.fromkeys(heard[:_MOST_OF_ONE] if script == "Hani" else heard))
    # Families spell themselves as they like: Lee and Rhee for 이, Wong for 王, Park for 朴.
    for own in dict.fromkeys((word, *(spelt for rules, spelt in systems if rules.script == "Hang"))):
        for romanized in surnames.romanizations(own):
            found.update(dict.fromkeys(_rules("latin").read(romanized)))
    return tuple(found)[: MAX_READINGS if script == "Hani" else _MOST]


def _systems(word: str, lang: str, script: str) -> Iterator[tuple[Orthography, str]]:
    """Yield the orthographies to read a word by, each with the word as it wants it, the likeliest first.

    That is the press's own, then the script's; a word in Han characters is read in each language of them.
    """
    primary = lang.split("-")[0]
    if script == "Hani":
        languages: tuple[int, ...] = (han.KOREAN, han.MANDARIN, han.CANTONESE)
        languages = languages if primary == "ko" else (*languages[1:], *languages[:1])
        known = [(one, spelt) for one in languages if (spelt := han.reading(word, one))]
        for language, spelt in known or [(han.MANDARIN, _romanized(word))]:
            yield _rules(_HAN_ORTHOGRAPHIES[language]), spelt
        return
    default = _BY_SCRIPT.get(script, "latin")
    spelt = word if script in _BY_SCRIPT else _romanized(word)
    for key in dict.fromkeys((lang, primary, default)):
        rules = orthography.load(key)
        if rules and (rules.script == script or key == default):
            yield rules, spelt


def _romanized(word: str) -> str:
    """Return a word in a script that has no orthography in Latin letters."""
    from unidecode import unidecode  # 10 ms to import, and most names never need it

    return str(unidecode(word)).lower().replace(" ", "")


def _rules(key: str) -> Orthography:
    rules = orthography.load(key)
    assert rules is not None, f"gazetteers/orthography/{key}.toml is missing from this installation"
    return rules
