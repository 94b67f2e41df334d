"""Which of the untagged names GeoNames has for a city are of use, and what language each is likely to be.

GeoNames lists alternate names of every origin without a language: names in many scripts, and among the
Latin ones airport codes, search keys in small letters ("bkyn") and inflected or qualified forms. Kept is
what a newspaper could print; it is tagged where script or letters leave no doubt, "und" otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

MOST, MOST_LATIN, MOST_OF_A_LANGUAGE, LONGEST = 40, 14, 4, 40
UNLIKE = 0.4  # Latin names whose letters agree with the canonical name less than this are left aside

# The language a script or a letter gives away: the first pattern that is found in the name decides. Letters
# several languages share and names of shared letters only stay "und".
SIGNS = (
    ("ja", "[\u3041-\u30ff]"),
    ("ko", "[\uac00-\ud7a3]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("el", "[\u0370-\u03ff]"),
    ("ka", "[\u10d0-\u10ff]"),
    ("hy", "[\u0531-\u058f]"),
    ("th", "[\u0e01-\u0e5b]"),
    ("he", "[\u05d0-\u05ea]"),
    ("hi", "[\u0900-\u097f]"),
    ("bn", "[\u0980-\u09ff]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("ml", "[\u0d00-\u0d7f]"),
    ("my", "[\u1000-\u109f]"),
    ("km", "[\u1780-\u17ff]"),
    ("am", "[\u1200-\u137f]"),
    ("ur", "[ٹڈڑںہے]"),
    ("fa", "[پچژگ]"),
    ("ar", "[يكةىإأؤئ]"),
    ("fa", "[یک]"),
    ("mk", "[ѓќѕ]"),
    ("sr", "[љњћђј]"),
    ("be", "ў|ы.*і|і.*ы"),
    ("uk", "[ґєії]"),
)

# Letters and scripts of languages whose press exonym does not read are left aside: Kurdish, Uighur, Pashto
# and Sindhi Arabic, vowelled Arabic, Yiddish, ancient Greek, old Russian, Turkic and Caucasian Cyrillic.
ASIDE = re.compile(
    "[ێۆەڕڵۇۈۋېۍټډڼښځڭٿڀڄھکݿ\u064b-\u0652װױײ]|ى\\B|וו|[Ґӏәғқңөұүһҙҡҫҥҷӑӗӱӳӹҳӯӣӧӟӵҽџꙑѥѣ\u1f00-\u1fff]|ъ\\b",
    re.IGNORECASE,
)
MIXED = re.compile(r"[^\W\d_A-Z](?<![’'])[A-ZÀ-ÖØ-ÞА-ЯІ]|[A-ZА-ЯІ]{2}")  # KhIums: I is a sign, not a letter
ARTICLES = {"Al", "El", "La", "Le", "Las", "Los"}
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž'ʻ‘’`][A-Za-zÀ-ÖØ-öø-ÿĀ-žơƠưƯȘșȚțẸẹạ-ỹ .'’\-]+")
ORDINARY = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿąćęłńśźżčďěňřšťůžőűğışİăâîșțşţ .'’\-]+")


def useful(names: Iterable[str], canonical: str) -> list[dict[str, str]]:
    """Return the names worth keeping as {"text", "lang"}, the other scripts first, then Latin, 40 at most.

    Of Latin names the plainest come first, and of those the ones most like the canonical name.
    """
    cleaned = sorted(
        {unicodedata.normalize("NFC", n.replace("\u200c", "").strip()) for n in names} - {canonical}
    )
    latin = sorted(filter(lambda n: is_latin(n, canonical), cleaned), key=lambda n: oddness(n, canonical))
    other = list(scripts(cleaned, canonical))
    return (other + [{"text": text, "lang": "und"} for text in latin[:MOST_LATIN]])[:MOST]


def is_latin(text: str, canonical: str) -> bool:
    """Tell whether a name could be printed in the Latin script: no code, search key or long-winded form."""
    letters = re.sub(r"[^\w]", "", text)
    return (
        len(letters) >= 4
        and len(text) <= LONGEST
        and LATIN.fullmatch(text) is not None
        and not text.isupper()
        and MIXED.search(text) is None
        and words(text) <= words(canonical) + (text.split()[0] in ARTICLES)
        and likeness(text, canonical) >= UNLIKE
        and not re.search(r"(?i)\b(city|shi|by|sa|stad|urbo|hiri|dakbayan|gorad|lungsod|siti)\b", text)
    )


def oddness(text: str, canonical: str) -> tuple[bool, float, str]:
    """Return a key that sorts plain letters, and then the spellings most like the canonical one, first."""
    return (ORDINARY.fullmatch(text) is None, -likeness(text, canonical), text)


def likeness(text: str, canonical: str) -> float:
    """Return from 0 to 1 how far the letters of two Latin names agree, marks and case aside."""
    return SequenceMatcher(None, bare(canonical), bare(text), autojunk=False).ratio()


def bare(text: str) -> str:
    """Return the small letters of a name without marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c.isalpha())


def words(text: str) -> int:
    """Return how many words a name has; a hyphen parts words as a space does."""
    return len(re.split(r"[\s-]+", text))


def scripts(names: list[str], canonical: str) -> Iterator[dict[str, str]]:
    """Yield the names of other scripts with their language, at most four of a language."""
    counts: dict[str, int] = {}
    for text in names:
        if re.search("[A-Za-zÀ-ž0-9()/,;]", text) or len(text) > LONGEST or ASIDE.search(text):
            continue
        if words(text) > words(canonical) or len(text) < 2 or MIXED.search(text):
            continue
        lang = language(text)
        if lang and counts.get(lang, 0) < MOST_OF_A_LANGUAGE:
            counts[lang] = counts.get(lang, 0) + 1
            yield {"text": text, "lang": lang}


def language(text: str) -> str | None:
    """Return the likely language of a name in another script, "und" if its letters are shared, or None."""
    lowered = text.lower()
    for lang, sign in SIGNS:
        if re.search(sign, lowered):
            return lang
    return "und" if re.search("[а-я\u0620-\u064a]", lowered) else None
