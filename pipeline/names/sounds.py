"""The sounds that readings are made of, and the codes that let plain edit distance weigh them.

A reading is a string over a small alphabet, IPA where IPA has one letter for it:

    p b f v w   t d   k g x h   s z ʃ ʒ ʧ ʤ ʦ   m n ŋ l r j   a e i o u

It is coarse on purpose: what two newspapers spell differently (palatal or not, long or short, stressed
or not) must not tell two spellings of one name apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CONSONANTS = "pbfvwtdkgxszʃʒʧʤʦmnŋlr"
VOWELS = "aeiou"
SOUNDS = CONSONANTS + VOWELS + "hj"

# A consonant is two characters, its class and itself, a vowel one: so Levenshtein on codes charges one
# for a vowel or for p instead of b, two for a consonant of another class. h is as weak as a vowel, and j
# is the vowel i: Szojgu, Shoigu. All characters are ASCII, so that an index can hold a code as bytes.
_CLASSES = {"P": "pbfvw", "T": "td", "K": "kgx", "S": "szʃʒʧʤʦ", "M": "m", "N": "nŋ", "L": "lr"}
_CLASS_OF = {sound: name for name, sounds in _CLASSES.items() for sound in sounds}
_LETTER = {"ŋ": "G", "ʃ": "c", "ʒ": "q", "ʧ": "C", "ʤ": "J", "ʦ": "Z"}
_CODE = str.maketrans(
    {sound: _CLASS_OF.get(sound, "") + _LETTER.get(sound, sound) for sound in SOUNDS} | {"j": "i"}
)
_NO_SKELETON = bytes(set(range(128)) - {*b"\n", *"".join(_CLASSES).encode()})
_SKELETON = str.maketrans({s: _CLASS_OF.get(s, "") for s in SOUNDS})
UNWRITTEN = VOWELS + "hj"  # in some scripts
_NO_VOWELS = str.maketrans("", "", UNWRITTEN)
_NO_CLASSES = str.maketrans("", "", "".join(_CLASSES))
_DOUBLED = re.compile(r"(.)(?=\1)")


def tidy(sounds: str) -> str:
    """Collapse doubled sounds: Anna and Ana, Zelenskyy and Zelensky read alike."""
    return _DOUBLED.sub("", sounds) if _DOUBLED.search(sounds) else sounds


def encode(sounds: str) -> str:
    """Return the code of a reading, for rapidfuzz's Levenshtein.

    >>> encode("ʃin")
    'SciNn'
    """
    return sounds.translate(_CODE)


def heard(code: str) -> str:
    """Return the sounds of a code, a letter each, without their classes.

    >>> heard(encode("ʃin"))
    'cin'
    """
    return code.translate(_NO_CLASSES)


def without_vowels(code: str) -> str:
    """Return a code without its vowels and h, which some scripts leave out."""
    return code.translate(_NO_VOWELS)


def skeleton(sounds: str) -> str:
    """Return the classes of the consonants alone, the coarse key that readings are looked up by.

    >>> skeleton("ʃin"), skeleton("sin")
    ('SN', 'SN')
    """
    return sounds.translate(_SKELETON)


def coded(readings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the codes of some readings, and their skeletons: together, as it is the calls that take time."""
    if not readings:
        return [], []
    codes = "\n".join(readings).translate(_CODE)
    skeletons = codes.encode().translate(None, _NO_SKELETON).decode()
    return codes.split("\n"), skeletons.split("\n")


SKELETON_CLASSES = "".join(_CLASSES)

_DIGITS = str.maketrans({name: str(place) for place, name in enumerate(_CLASSES, 1)})
# Consonants of a key: as many octal digits as 64 bits hold.
KEY_LENGTH = 21


def skeleton_key(skeleton: str) -> int:
    """Return a skeleton as a number: an octal digit from 1 to 7 for each consonant.

    >>> oct(skeleton_key("SN"))
    '0o46'
    """
    return int(skeleton[:KEY_LENGTH].translate(_DIGITS) or "0", 8)
