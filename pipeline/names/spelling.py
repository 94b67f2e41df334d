"""Spelling a name in Latin letters: the customary way where there is one, else as its reading sounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline import resources
from pipeline.language.scripts import script_of
from pipeline.names import customary, han, kanji, orthography, rulers, surnames
from pipeline.names.fold import fold
from pipeline.names.readings import read_word, rules_for, split
from pipeline.names.sounds import encode, without_vowels
from pipeline.names.writing import writing

Rule = Literal["kept", "custom", "surname", "pinyin", "number", "reading"]

# A dot between words in Han characters parts a foreign name spelt out: 约翰·史密斯.
_FOREIGN_HAN = re.compile(r"\w[·・･•‧]\w")


@dataclass(frozen=True, slots=True)
class SpeltWord:
    """One word of a name: as it was written, as spelt in Latin letters, by which rule, and why in words.

    The rules: "kept" (Latin already), "custom" (as bearers of the name are known to spell it), "surname" (as
    Korean families do), "pinyin", "number" (a ruler's), "reading" (letter by letter, as an orthography does).
    """

    written: str
    text: str
    rule: Rule
    says: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in Latin letters, with the words it was put together from and the reason for each."""

    text: str
    words: tuple[SpeltWord, ...]


@lru_cache(maxsize=8192)
def spell(name: str, lang: str = "und") -> Spelling | None:
    """Return a name in Latin letters, as the English press might spell it; None if it cannot be read.

    `lang` (BCP 47 or "und") is the language of the text it stands in. What is in Latin letters stays.
    Capitals are kept; in a script that has none every word of a name gets one. Of names in Chinese
    characters those with a Chinese surname are read, and foreign ones spelt out.

    >>> spelling = spell("Олексій Горбатюк", "uk")
    >>> spelling.text, spelling.words[1].says
    ('Oleksi Horbatiuk', 'Горбатюк is customarily spelt horbatiuk')
    """
    parts = split(name, lang)
    script = script_of(name)
    if script == "Hani" and tuple(kanji.cut(name) or ()) == parts and not surnames.is_surname(parts[0]):
        return None  # a kanji has many readings, and only the family knows which
    foreign = _FOREIGN_HAN.search(name) is not None
    if script == "Hani" and (han.read_as_kanji(lang) or (len(parts) == 1 and not foreign)):
        return None
    words = [_word(part, lang, foreign) for part in parts]
    if not words or not all(words):
        return None
    spelt = tuple(word for word in words if word)
    return Spelling(" ".join(word.text for word in spelt), spelt)


def latin(name: str, lang: str = "und") -> str | None:
    """Return what `spell` does, without the reasons, and None for what is in kana.

    >>> latin("Олексій Горбатюк", "uk"), latin("신원식", "ko"), latin("王小明", "zh")
    ('Oleksi Horbatiuk', 'Shin Wonsik', 'Wang Xiaoming')
    """
    spelling = None if script_of(name) == "Jpan" else spell(name, lang)
    return spelling.text if spelling else None


def _word(part: str, lang: str, foreign: bool) -> SpeltWord | None:
    script = script_of(part)
    if script == "Latn":
        return SpeltWord(part, part, "kept", f"{part} is in Latin letters")
    found = _usual(part, lang, script, foreign) or as_read(part, lang)
    if not found.text:
        return None
    return SpeltWord(part, _capitals(found.text, part, script), found.rule, found.says)


def _usual(part: str, lang: str, script: str, foreign: bool) -> SpeltWord | None:
    """Return the customary spelling of a word, None if there is none or its reading is the surer one.

    Of several the first that English readers would say as it reads; where none is like the reading, the
    commonest. What is in kana or foreign in Chinese characters takes the commonest at once.
    """
    if (known := rulers.translated(fold(part))) and rulers.is_number(known[0]):
        return SpeltWord(part, known[0].upper(), "number", f"{part} is {known[0].upper()}")
    if script == "Hang" and (romanized := surnames.romanizations(part)):
        says = f"families of the name {part} spell it {romanized[0]}"
        return SpeltWord(part, romanized[0].lower(), "surname", says)
    if script == "Hani" and not foreign:
        pinyin = han.reading(part, han.MANDARIN)
        return SpeltWord(part, pinyin, "pinyin", f"{part} is {pinyin} in Hanyu Pinyin") if pinyin else None
    spellings = customary.spellings(fold(part))
    if script in ("Hani", "Jpan"):  # their sounds are too far from those of a foreign name to judge by
        return _custom(part, spellings[0]) if spellings else None
    word = read_word(part, lang)
    heard = word.readings if word else ()
    vowels = writing(script).vowels  # Олексій is not Alexey, but כהן is Cohen
    agreeing = (one for one in spellings if _agrees(one, "en", heard, vowels=vowels))
    regular = any(_agrees(one, "latin", heard, vowels=False) for one in spellings)
    text = next(agreeing, None) or (spellings[0] if spellings and not regular else None)
    return _custom(part, text) if text else None


def _custom(part: str, spelling: str) -> SpeltWord:
    return SpeltWord(part, spelling, "custom", f"{part} is customarily spelt {spelling}")


def _agrees(spelling: str, key: str, heard: Sequence[str], *, vowels: bool) -> bool:
    """Tell whether a spelling, read by an orthography, sounds as one of the readings of a word."""
    rules = orthography.load(key)
    assert rules is not None, f"gazetteers/orthography/{key}.toml is missing from this installation"
    codes = [encode(reading) for reading in (*heard, rules.read(spelling)[0])]
    *own, other = codes if vowels else map(without_vowels, codes)
    return other in own


def as_read(part: str, lang: str) -> SpeltWord:
    """Return one word as the steps of its likeliest reading sound, doubled letters kept, in small letters.

    That is how a word is written that has no customary spelling; `part` and `lang` are as in readings.split.
    """
    rules, written = rules_for(part, lang)
    table = _table()
    letters, spellings = table["letters"], str.maketrans(table["sounds"])
    steps = rules.steps(written)
    text = "".join(letters.get(step.spelling) or step.sounds.translate(spellings) for step in steps)
    heard = "".join(step.sounds for step in steps)
    return SpeltWord(part, text, "reading", f"{part} reads {heard} ({rules.name})")


def _capitals(spelt: str, part: str, script: str) -> str:
    cased = writing(script).capitals
    if cased and len(part) > 1 and part.isupper():
        return spelt.upper()
    return spelt if cased and part[0].islower() else spelt[0].upper() + spelt[1:]


@cache
def _table() -> dict[str, dict[str, str]]:
    return resources.table("language/english.toml")
