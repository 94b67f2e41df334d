"""Surnames: where 신원식, 习近平 and 岸田文雄 come apart, and how families spell themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pipeline.language.scripts import script_of
from pipeline.names import customary, han, kanji, orthography, rulers
from pipeline.names.fold import fold

# Syllables of a given name of Koreans and Chinese in Latin letters, mostly.
_GIVEN_SYLLABLES = 2


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Map each surname to its customary romanizations (none where the reading rules do)."""
    listed = [rules.surnames for key in han.orthographies_of_surnames() if (rules := orthography.load(key))]
    return {surname: tuple(spellings) for table in listed for surname, spellings in table.items()}


def cut(name: str, lang: str = "und") -> list[str]:
    """Cut a Korean, Chinese or Japanese name into surname and given name; anything else comes back whole.

    Where a name in Han characters could be cut two ways, the press of `lang` (BCP 47) decides: 石破茂 is
    石破 茂 in Japan and 石 破茂 elsewhere. One cut a name is enough, as they hardly ever differ: a Japanese
    surname of one character (林, 金) is a Chinese or Korean one too, one of two seldom begins a Chinese
    name of three, and a name of four characters that begins with one is Japanese. What is no surname of a
    table is a Korean one if it is read like one, unless the name is known to spell a foreign one. A ruler's
    title or number at the end comes apart instead (see rulers.py).

    >>> cut("신원식"), cut("朴敏植"), cut("푸틴"), cut("安倍晋三", "zh")
    (['신', '원식'], ['朴', '敏植'], ['푸틴'], ['安倍', '晋三'])
    """
    if ruler := rulers.cut(name):
        return ruler
    if script_of(name) == "Hang":
        return _cut_after(is_surname, name) or [name]
    japanese = kanji.cut(name)
    if kanji.is_surname(name) and han.read_as_kanji(lang):
        return [name]
    chinese = _cut_after(is_surname, name)
    long = len(name) == han.longest("name")
    first = han.read_as_kanji(lang) or (long and japanese and len(japanese[0]) > 1)
    found = (japanese or chinese) if first else (chinese or japanese)
    if found is None and not kanji.is_surname(name) and not customary.spellings(name):
        found = _cut_after(_reads_korean, name)
    return found or [name]


def _cut_after(known: Callable[[str], bool], name: str) -> list[str] | None:
    """Cut a name after a surname of two characters or one; None if it begins with none that is known."""
    for length in (2, 1):
        if 1 <= len(name) - length <= han.longest("given") and known(name[:length]):
            return [name[:length], name[length:]]
    return None


def is_surname(word: str) -> bool:
    """Tell whether a word, in hangul or Han characters, is a Korean or Chinese surname."""
    return word in _tables()


def stays_first(name: str) -> bool:
    """Tell whether a surname before a comma stands where Koreans and Chinese have it: Kim, Yong Nam.

    >>> stays_first("Kim, Yong-nam"), stays_first("Lee, Barbara")
    (True, False)
    """
    family, _, given = name.partition(",")
    return len(fold(given).split()) == _GIVEN_SYLLABLES and fold(family) in _romanized()


@cache
def _romanized() -> frozenset[str]:
    return frozenset(fold(spelling) for spellings in _tables().values() for spelling in spellings)


def _reads_korean(word: str) -> bool:
    return han.reading(word, han.KOREAN) in _tables()


def romanizations(surname: str) -> tuple[str, ...]:
    """Return how families of this name customarily spell it: Lee, Yi and Rhee for 이."""
    return _tables().get(surname, ())
