"""Readings: what a written name may sound like, word by word, by its script and the press it stands in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

from pipeline.language.scripts import script_of, script_of_char
from pipeline.names import customary, given_names, han, kanji, orthography, surnames
from pipeline.names.fold import HYPHENS, fold
from pipeline.names.orthography import Orthography, Step
from pipeline.names.particles import COMMA, given_name_first, without_title
from pipeline.names.writing import writing

# NUL parts words too: no table of names can be asked for one.
_BREAKS = re.compile(rf"[\s\0.,/·・･•‧＝=_{re.escape(HYPHENS)}]+")
# What Wikipedia adds to tell people apart: Ludwig Schneider (MdB).
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_HAN = "Hani"
# Readings of a word that are kept, those in Han characters aside, and of one of several customary spellings.
_MOST, _MOST_OF_SPELLING = 8, 1
MAX_READINGS = 15
# A word of so many Han characters that may spell a foreign name does.
_FOREIGN_NAME = 3


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word of a name: its folded spelling, its readings (likeliest first), its script (ISO 15924).

    `spellings` are the customary ones in Latin letters of a word in another script, likeliest first, and
    `romanized` those in which bearers of a Korean or Chinese given name may write it themselves.
    """

    text: str
    readings: tuple[str, ...]
    script: str = "Latn"
    spellings: tuple[str, ...] = ()
    romanized: tuple[str, ...] = ()

    @property
    def abjad(self) -> bool:
        """Tell whether it is in a script that leaves vowels unwritten."""
        return not writing(self.script).vowels

    @property
    def korean_given_name(self) -> bool:
        """Tell whether it is in hangul and may be a given name of two syllables or more."""
        return self.script == "Hang" and len(self.text) > 1 and bool(self.romanized)

    @property
    def size(self) -> int:
        """How long the word is, in letters or sounds, whichever are more: 王 is no particle."""
        return max(len(self.text), len(self.readings[0]) if self.readings else 0)


class Explanation(msgspec.Struct, frozen=True):
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


def read_word(part: str, lang: str = "und") -> Word | None:
    """Return one word, as `split` cuts them, with its readings; None if nothing of it can be read."""
    text = fold(part)
    if not text:
        return None
    script = script_of(part)
    most = MAX_READINGS if script == _HAN else _MOST
    own = given_names.romanizations(text) if writing(script).solid else ()
    return Word(text, heard(part, lang, script, most), script, customary.spellings(text), own)


@lru_cache(maxsize=65536)
def split(name: str, lang: str = "und") -> tuple[str, ...]:
    """Cut a name into words; one in hangul or Han characters written solid comes apart after the surname.

    Where that is depends in some names on the press, of `lang` (see surnames.cut). What holds no letter or
    figure is no word; neither is an aside in brackets, unless it is all there is, nor a title after a comma.
    Where a comma after the first word puts the family name first it comes last.
    """
    if COMMA.search(name):
        name = without_title(COMMA.sub(",", name))
        name = name if surnames.stays_first(name) else given_name_first(name)
    name = unicodedata.normalize("NFC", name)  # Korean fonts have a second 李, the compatibility ideograph
    if ("(" in name or "（" in name) and any(map(str.isalnum, outside := _ASIDE.sub(" ", name))):
        name = outside
    parts = [part for part in _BREAKS.split(name) if any(map(str.isalnum, fold(part)))]
    if len(parts) == 1 and writing(script_of(name)).solid:
        return tuple(surnames.cut(parts[0], lang))
    return tuple(parts)


def explain(name: str, lang: str = "und") -> list[Explanation]:
    """Return how each word of a name is read, for a person to follow."""
    read = [(part, *rules_for(part, lang)) for part in split(name, lang)]
    return [Explanation(part, rules.name, tuple(rules.steps(spelt))) for part, rules, spelt in read]


def rules_for(word: str, lang: str = "und") -> tuple[Orthography, str]:
    """Return the likeliest orthography for a word, and the word as it wants it."""
    return _systems(word, lang, script_of(word))[0]


def heard(word: str, lang: str, script: str, most: int) -> tuple[str, ...]:
    """Return the readings of one word in a script, at most so many, the likeliest first."""
    found: dict[str, None] = {}
    systems = _systems(word, lang, script)
    for rules, spelt in systems:
        readings = rules.read(spelt, most)
        if script == _HAN:
            readings = tuple(filter(None, readings))[: han.kept(rules.key)]
        found.update(dict.fromkeys(readings))
        found.pop("", None)
        if len(found) >= most:
            return tuple(found)[:most]
    # Families spell themselves as they like: Lee and Rhee for 이, Wong for 王, Park for 朴.
    for own in (word, *(spelt for _, spelt in systems)) if writing(script).solid else ():
        for romanized in surnames.romanizations(own):
            found.update(dict.fromkeys(_rules("latin").read(romanized, _MOST_OF_SPELLING)))
    return tuple(found)[:most]


def _systems(word: str, lang: str, script: str) -> list[tuple[Orthography, str]]:
    """Return the orthographies to read a word by, each with the word as it wants it, the likeliest first.

    That is the press's own, then the script's; a word in Han characters is read in each language of them.
    """
    in_han = writing(script).han and any(script_of_char(char) == _HAN for char in word)
    if in_han and (systems := _han_systems(word, lang.split("-")[0])):
        return systems
    found = _orthographies(lang, script)
    return [(rules, word if rules.script == script else _romanized(word)) for rules in found]


@lru_cache(maxsize=1024)
def _orthographies(lang: str, script: str) -> list[Orthography]:
    """Return the orthographies of a press and of a script, the likeliest first."""
    default = writing(script).orthography
    found = (orthography.load(key) for key in dict.fromkeys((lang, lang.split("-")[0], default)))
    return [rules for rules in found if rules and (rules.script == script or rules.key == default)]


def _han_systems(word: str, press: str) -> list[tuple[Orthography, str]]:
    """Return the orthographies of a word in Han characters, in the order that its press tells.

    A long word may be a foreign name if all of its characters are among those that spell these.
    Japanese is read by the tables of names. Outside Japan a surname that is also a Chinese or Korean one is
    no Japanese one. A name they do not list is read so only in Japan, where it may as well be a Chinese or
    Korean one, so that all but the best guess come last.
    """
    known: dict[str, tuple[str, ...]] = {
        key: (spelt,) for key in han.LANGUAGES if (spelt := han.reading(word, key))
    }
    order = han.order(press)
    if han.FOREIGN in order and _rules(han.FOREIGN).knows(simple := han.simplified(word)):
        known[han.FOREIGN] = (simple,)
        order = [han.FOREIGN, *order] if len(word) >= _FOREIGN_NAME else order
    japanese = han.read_as_kanji(press)
    listed = kanji.kana(word) if japanese or not surnames.is_surname(word) else ()
    guesses = kanji.guess(word) if japanese and not listed else ()
    known[kanji.KANA] = listed or guesses[:1]
    found = [(key, one) for key in dict.fromkeys(order) for one in known.get(key, ())]
    found += [(kanji.KANA, one) for one in guesses[1:]]
    return [(_rules(key), one) for key, one in found]


def _romanized(word: str) -> str:
    """Return a word in a script that has no orthography in Latin letters."""
    from unidecode import unidecode  # 10 ms to import, and most names never need it

    return str(unidecode(word)).lower().replace(" ", "")


def _rules(key: str) -> Orthography:
    rules = orthography.load(key)
    assert rules is not None, f"gazetteers/orthography/{key}.toml is missing from this installation"
    return rules
