"""The spelling of a name without what papers disagree on: case, accents, width, apostrophes, hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ‘`´ʹʻʾʿ′＇"
HYPHENS = "-‐‑‒–—־−－"
# Apostrophes, invisible characters, and halves of surrogate pairs, which no index can store.
_DROP = dict.fromkeys(
    (
        *map(ord, APOSTROPHES + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"),
        *range(0xD800, 0xE000),
    )
)
_SPACE = dict.fromkeys((*map(ord, HYPHENS + "·・･•＝=_.,"), *range(0x20)), " ")
# Letters that Unicode does not take apart, though readers take one for the other.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ə": "e",
    }
)
_MARKS = str.maketrans({"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"})
_PLAIN: dict[int, str | None] = {**_DROP, **_SPACE, **_LETTERS, **_MARKS}
_NOT_PLAIN = frozenset(map(chr, _PLAIN))


def strip_marks(text: str) -> str:
    """Return the letters without accents; letters that only look accented (й, ї, Ё aside) are kept.

    Only marks on Latin and Greek letters, and the vowel points of Hebrew and Arabic, are dropped: in
    Cyrillic, Indic and kana a mark makes another letter.
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    if decomposed.isalpha():
        return unicodedata.normalize("NFC", text)
    kept: list[str] = []
    plain = True
    for char in decomposed:
        if unicodedata.combining(char):
            if plain or "\u0591" <= char <= "\u05c7" or "\u064b" <= char <= "\u0670":
                continue
        else:
            plain = char < "\u0400"
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the key under which a name is found exactly.

    >>> fold("Ben‑Gurion’s  Łódź")
    'ben gurions lodz'
    """
    if text.isascii():
        if text.isalnum():
            return text.lower()
        return " ".join(text.lower().translate(_PLAIN).split())
    if not text.isalpha():  # apostrophes go first: NFKC makes a space and an accent of "´"
        text = text.translate(_DROP)
    text = strip_marks(unicodedata.normalize("NFKC", text).casefold())
    if text.isalpha() and _NOT_PLAIN.isdisjoint(text):  # as most words are, and are left as they are
        return text
    return " ".join(text.translate(_PLAIN).split())
