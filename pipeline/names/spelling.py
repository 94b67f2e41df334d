"""Spelling a name in Latin letters: the customary way where there is one, else as its reading sounds."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache

from pipeline import resources
from pipeline.language.scripts import script_of
from pipeline.names import customary, han, orthography, surnames
from pipeline.names.fold import fold
from pipeline.names.readings import ABJADS, read_word, rules_for, split
from pipeline.names.sounds import encode, without_vowels

# Scripts with capitals, besides the Latin.
_CASED = frozenset({"Cyrl", "Grek", "Armn"})


@lru_cache(maxsize=8192)
def latin(name: str, lang: str = "und") -> str | None:
    """Return a name in Latin letters, as the English press might spell it; None if it cannot be read.

    `lang` (BCP 47 or "und") is the language of the text it stands in. What is in Latin letters stays.
    Capitals are kept; in a script that has none every word of a name gets one. In Han characters only names
    with a Chinese surname can be read: others are Japanese, or no names.

    >>> latin("Олексій Горбатюк", "uk"), latin("신원식", "ko"), latin("王小明", "zh")
    ('Oleksi Horbatyuk', 'Shin Wonshik', 'Wang Xiaoming')
    """
    parts = split(name)
    if script_of(name) == "Jpan" or (script_of(name) == "Hani" and (lang[:2] == "ja" or len(parts) == 1)):
        return None
    words = [_word(part, lang) for part in parts]
    return " ".join(filter(None, words)) if words and all(words) else None


def _word(part: str, lang: str) -> str | None:
    script = script_of(part)
    if script == "Latn":
        return part
    spelt = _usual(part, lang, script) or _spelt(part, lang)
    if not spelt:
        return None
    if script in _CASED and len(part) > 1 and part.isupper():
        return spelt.upper()
    return spelt if script in _CASED and part[0].islower() else spelt[0].upper() + spelt[1:]


def _usual(part: str, lang: str, script: str) -> str | None:
    """Return the customary spelling of a word where the rules tell too little, None if there is none."""
    if script == "Hang" and (romanized := surnames.romanizations(part)):
        return romanized[0].lower()
    if script == "Hani":
        return han.reading(part, han.MANDARIN)
    if script not in ABJADS or not (word := read_word(part, lang)):
        return None
    english = orthography.load("en")
    assert english is not None, "gazetteers/orthography/en.toml is missing from this installation"
    consonants = {without_vowels(encode(reading)) for reading in word.readings}
    for spelling in customary.spellings(fold(part)):
        if without_vowels(encode(english.read(spelling)[0])) in consonants:
            return spelling
    return None


def _spelt(part: str, lang: str) -> str:
    """Return a word as the steps of its likeliest reading sound, doubled letters kept."""
    rules, written = rules_for(part, lang)
    table = _table()
    letters, spellings = table["letters"], str.maketrans(table["sounds"])
    return "".join(
        letters.get(step.spelling) or step.sounds.translate(spellings) for step in rules.steps(written)
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    path = resources.gazetteers() / "language" / "english.toml"
    return tomllib.loads(path.read_text("utf-8"))
