"""Kanji: how a Japanese name is read, and where one written solid comes apart after the surname."""

from __future__ import annotations

import itertools
from functools import cache

import marisa_trie

from pipeline import resources
from pipeline.language.scripts import script_of_char
from pipeline.names import han

# What a key of the table begins with; tools/make_kanji.py, which makes it, says what they map.
SURNAME, GIVEN, HEAD, TAIL = "s", "g", "h", "t"
# Only so many readings of a name that is not listed are put together from those of its characters.
_MOST_GUESSES = 4
_AGAIN = "々"
# The orthography that reads kana.
KANA = "ja"


@cache
def _table() -> marisa_trie.BytesTrie:
    """Map gazetteers/tables/kanji.marisa."""
    table = marisa_trie.BytesTrie()
    table.mmap(str(resources.gazetteers() / "tables" / "kanji.marisa"))
    return table


def _listed(kind: str, word: str) -> tuple[str, ...]:
    found = _table().get(kind + han.simplified(word)) or [b""]
    return tuple(found[0].decode().split())


def is_surname(word: str) -> bool:
    """Tell whether a word is a Japanese surname.

    >>> is_surname("安倍"), is_surname("习近")
    (True, False)
    """
    return kana_of_surname(word) != ()


def kana_of_surname(word: str) -> tuple[str, ...]:
    """Return how a surname may be read, in hiragana, the likeliest first; nothing if it is not known."""
    return _listed(SURNAME, word)


def kana_of_given(word: str) -> tuple[str, ...]:
    """Return how a given name may be read, in hiragana, the likeliest first; nothing if it is not known."""
    return _listed(GIVEN, word)


def kana(word: str) -> tuple[str, ...]:
    """Return how a listed surname or given name may be read, in hiragana; nothing if it is not listed."""
    return tuple(dict.fromkeys((*kana_of_surname(word), *kana_of_given(word))))


def guess(word: str) -> tuple[str, ...]:
    """Return how a given name that is not listed may be read by its characters, the likeliest first.

    Nothing, if one of them stands in no listed given name, or if the word is too long for a name.
    """
    if len(word) > han.longest("guess"):
        return ()
    pairs = itertools.pairwise(word[:1] + word)
    chars = [before if char == _AGAIN else char for before, char in pairs]
    choices = [_listed(TAIL if at else HEAD, char) or _itself(char) for at, char in enumerate(chars)]
    ranked = sorted(itertools.product(*map(enumerate, choices)), key=lambda parts: sum(r for r, _ in parts))
    return tuple("".join(part for _, part in parts) for parts in ranked[:_MOST_GUESSES])


def cut(name: str) -> list[str] | None:
    """Cut a Japanese name after the surname; None if it is none, or a surname alone.

    The longest surname before a listed given name is taken; else the longest before what may be one.

    >>> cut("岸田文雄"), cut("石破茂"), cut("习近平")
    (['岸田', '文雄'], ['石破', '茂'], None)
    """
    if is_surname(name):
        return None
    possible = [
        [name[:size], name[size:]]
        for size in range(min(han.longest("surname"), len(name) - 1), 0, -1)
        if is_surname(name[:size])
    ]
    for is_one in (_is_given, _may_be_given):
        for parts in possible:
            if is_one(parts[1]):
                return parts
    return None


def _is_given(word: str) -> bool:
    return kana_of_given(word) != () or all(map(_itself, word))


def _may_be_given(word: str) -> bool:
    return len(word) <= han.longest("given") and guess(word) != ()


def _itself(char: str) -> tuple[str, ...]:
    """Return a kana as its own reading, and nothing for another character."""
    return (char,) if char == "ー" or script_of_char(char) in ("Hira", "Kana") else ()
