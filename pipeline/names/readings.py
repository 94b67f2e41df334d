"""Readings: what a written name may sound like, word by word, by its script and the press it stands in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.scripts import script_of
from pipeline.names import orthography, surnames
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
MAX_READINGS = 8


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: its folded spelling, its readings (likeliest first), whether vowels are missing."""

    text: str
    readings: tuple[str, ...]
    abjad: bool = False

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
    return Word(text, _readings(part, lang, script), script in ABJADS)


def split(name: str) -> list[str]:
    """Cut a name into words; a Korean or Chinese name written solid comes apart after the surname.

    What holds no letter or figure is no word.
    """
    parts = [part for part in _BREAKS.split(name) if any(map(str.isalnum, fold(part)))]
    if len(parts) == 1 and script_of(name) in ("Hang", "Hani"):
        return surnames.cut(parts[0])
    return parts


def explain(name: str, lang: str = "und") -> list[Explanation]:
    """Return how each word of a name is read, for a person to follow."""
    return [
        Explanation(part, rules.name, tuple(rules.steps(_romanized(part, script_of(part)))))
        for part in split(name)
        for rules in itertools.islice(_orthographies(lang, script_of(part)), 1)
    ]


def _readings(word: str, lang: str, script: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    spelt = _romanized(word, script)
    for rules in _orthographies(lang, script):
        found.update(dict.fromkeys(reading for reading in rules.read(spelt) if reading))
    for romanized in surnames.romanizations(word):
        found.update(dict.fromkeys(_latin().read(romanized)))
    return tuple(found)[:MAX_READINGS]


def _orthographies(lang: str, script: str) -> Iterable[Orthography]:
    """Yield the orthographies to read a word by: the press's own first, then the script's."""
    primary = lang.split("-")[0]
    default = _BY_SCRIPT.get(script, "pinyin" if script == "Hani" else "latin")
    for key in dict.fromkeys((lang, primary, default)):
        rules = orthography.load(key)
        if rules and (rules.script == script or key == default):
            yield rules


def _romanized(word: str, script: str) -> str:
    """Return the word as its orthography wants it: scripts that have none go through unidecode."""
    if script in _BY_SCRIPT:
        return word
    from unidecode import unidecode  # 10 ms to import, and most names never need it

    return str(unidecode(word)).lower().replace(" ", "")


def _latin() -> Orthography:
    rules = orthography.load("latin")
    assert rules is not None, "gazetteers/orthography/latin.toml is missing from this installation"
    return rules
