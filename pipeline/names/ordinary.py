"""Ordinary words, which a capital alone does not make names: gazetteers/words has a list a language.

tools/make_words.py makes them. The lists are opened by memory map, each when first asked for.
"""

from __future__ import annotations

from functools import cache, lru_cache

import marisa_trie

from pipeline import resources
from pipeline.language.codes import canonical
from pipeline.language.scripts import script_of

# Languages in which the small letter of I is ı, and that of İ is i.
DOTTED = frozenset({"tr", "az"})


def small(word: str, lang: str) -> str:
    """Return a word in the small letters of `lang` (BCP 47), without the dots on ё that few papers set.

    >>> small("ISI", "tr"), small("İş", "tr"), small("IS", "en")
    ('ısı', 'iş', 'is')
    """
    if lang.split("-")[0] in DOTTED:
        word = word.replace("I", "ı").replace("İ", "i")
    return word.lower().replace("ё", "е")


@cache
def _words(lang: str) -> marisa_trie.Trie | None:
    path = resources.gazetteers() / "words" / f"{lang}.marisa"
    if not path.is_file():
        return None
    words = marisa_trie.Trie()
    words.mmap(str(path))
    return words


@lru_cache(maxsize=1024)
def _list(lang: str, script: str) -> marisa_trie.Trie | None:
    """Return the list of a language in a script: Serbian in Latin letters has that of Croatian."""
    return _words(canonical(lang.split("-")[0], script))


def listed(lang: str) -> bool:
    """Tell whether there is a list of the ordinary words of a language (BCP 47)."""
    return _list(lang, "Latn") is not None or _list(lang, "Cyrl") is not None


def has_surnames(lang: str) -> bool:
    """Tell whether the list of a language has surnames that are words too (bush, brown): only SCOWL's has."""
    return lang.split("-")[0] == "en"


@lru_cache(maxsize=65536)
def ordinary(word: str, lang: str = "en") -> bool:
    """Tell whether a word, whatever its capitals, is an ordinary one of `lang` (BCP 47), a month or a day.

    No word is of a language without a list.

    >>> ordinary("July"), ordinary("Julie"), ordinary("Rządowa", "pl"), ordinary("Warszawa", "pl")
    (True, False, True, False)
    """
    words = _list(lang, script_of(word))
    return words is not None and small(word, lang) in words
