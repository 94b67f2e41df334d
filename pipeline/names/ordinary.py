"""Ordinary words, which a capital alone does not make names: gazetteers/words has a list a language."""

from __future__ import annotations

from functools import cache

from pipeline import resources


@cache
def _words(lang: str) -> frozenset[str]:
    path = resources.gazetteers() / "words" / f"{lang}.txt"
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def listed(lang: str) -> bool:
    """Tell whether there is a list of the ordinary words of a language (BCP 47)."""
    return bool(_words(lang.split("-")[0]))


def ordinary(word: str, lang: str = "en") -> bool:
    """Tell whether a word, whatever its capitals, is an ordinary one of `lang` (BCP 47), a month or a day.

    No word is of a language without a list.

    >>> ordinary("July"), ordinary("Julie")
    (True, False)
    """
    return word.lower() in _words(lang.split("-")[0])
