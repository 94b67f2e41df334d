"""The sounds that readings are made of, and the codes that let plain edit distance weigh them.

A reading is a string over a small alphabet, IPA where IPA has one letter for it:

    p b f v w   t d   k g x h   s z ʃ ʒ ʧ ʤ ʦ   m n l r j   a e i o u

It is coarse on purpose: what two newspapers spell differently (palatal or not, long or short, stressed
or not) must not tell two spellings of one name apart.
"""

from __future__ import annotations

import re

CONSONANTS = "pbfvwtdkgxszʃʒʧʤʦmnlr"
VOWELS = "aeiou"
SOUNDS = CONSONANTS + VOWELS + "hj"

# A consonant is two characters, its class and itself, a vowel one: so Levenshtein on codes charges one
# for a vowel or for p instead of b, two for a consonant of another class. h is as weak as a vowel, and j
# is the vowel i: Szojgu, Shoigu.
_CLASSES = {"P": "pbfvw", "T": "td", "K": "kgx", "S": "szʃʒʧʤʦ", "M": "m", "N": "n", "L": "lr"}
_CLASS_OF = {sound: name for name, sounds in _CLASSES.items() for sound in sounds}
_CODE = str.maketrans({sound: _CLASS_OF[sound] + sound for sound in CONSONANTS} | {"j": "i"})
_SKELETON = str.maketrans({s: _CLASS_OF.get(s, "") for s in SOUNDS})
_NO_VOWELS = str.maketrans("", "", VOWELS + "hj")
_DOUBLED = re.compile(r"(.)\1+")


def tidy(sounds: str) -> str:
    """Collapse doubled sounds: Anna and Ana, Zelenskyy and Zelensky read alike."""
    return _DOUBLED.sub(r"\1", sounds)


def encode(sounds: str) -> str:
    """Return the code of a reading, for rapidfuzz's Levenshtein.

    >>> encode("ʃin")
    'SʃiNn'
    """
    return sounds.translate(_CODE)


def without_vowels(code: str) -> str:
    """Return a code without its vowels and h, which some scripts leave out."""
    return code.translate(_NO_VOWELS)


def skeleton(sounds: str) -> str:
    """Return the classes of the consonants alone, the coarse key that readings are looked up by.

    >>> skeleton("ʃin"), skeleton("sin")
    ('SN', 'SN')
    """
    return sounds.translate(_SKELETON)


SKELETON_CLASSES = "".join(_CLASSES)
