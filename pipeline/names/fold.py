"""The spelling of a name without what papers disagree on: case, accents, width, apostrophes, hyphens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ‘`´ʹʻʾʿ′＇"
HYPHENS = "-‐‑‒–—־−－"
_DROP = dict.fromkeys(map(ord, APOSTROPHES + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"))
_SPACE = dict.fromkeys(map(ord, HYPHENS + "·・･•＝=_"), " ")
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


@lru_cache(maxsize=65536)
def strip_marks(text: str) -> str:
    """Return the letters without accents; letters that only look accented (й, ї, Ё aside) are kept.

    Only marks on Latin and Greek letters, and the vowel points of Hebrew and Arabic, are dropped: in
    Cyrillic, Indic and kana a mark makes another letter.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    plain = True
    for char in unicodedata.normalize("NFD", text):
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
    text = unicodedata.normalize("NFKC", text).casefold().translate(_DROP).translate(_SPACE)
    text = strip_marks(text).translate(_LETTERS).translate(_MARKS)
    return " ".join(text.replace(".", " ").replace(",", " ").split())


_WORD = re.compile(r"\w+", re.UNICODE)


def tokens(folded: str) -> list[str]:
    """Return the words of a folded name."""
    return _WORD.findall(folded)
