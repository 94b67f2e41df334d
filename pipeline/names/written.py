"""A written name, taken apart and read: what is compared with known names."""

from __future__ import annotations

from functools import lru_cache

from pipeline.language.scripts import script_of
from pipeline.names.nearby import Form, as_one, forms, joints
from pipeline.names.particles import SLIGHT, sizes
from pipeline.names.readings import Word, split
from pipeline.names.similar import Spoken, spoken
from pipeline.names.weights import Alignment as Numbers
from pipeline.names.writing import writing

# A word this short may be but a syllable of a name (Ким Чен Ын), whatever it spells by itself.
_SYLLABLE = 3


@lru_cache(maxsize=8192)
def _read(part: str, lang: str, alone: bool, numbers: Numbers) -> tuple[Word, Spoken, bool] | None:
    """Return one word as it stands, what it sounds like in all its forms, and if it has a customary spelling.

    None if it cannot be read; `alone` tells that the name has no other word.
    """
    found = forms(part, lang, alone)
    if not found:
        return None
    word = found[0].word
    customary = len(word.text) > _SYLLABLE and any(form.word.spellings for form in found)
    # A Korean given name of two syllables is as telling as another of so many letters.
    customary = customary or word.korean_given_name
    return word, spoken(found, numbers), customary


class Written:
    """The words of a written name, in the order they stand, without those that cannot be read.

    `texts` are they, folded, `sizes` how much each counts (see particles.sizes), and `joints` the places of
    those that may be one with the next. `spoken` holds what each sounds like and then, for each of `joints`,
    what the two do, and `lacks` what it costs if a known name has it not; `customary` tells which of `spoken`
    are whole names that the table of customary spellings knows. `script` is the name's (ISO 15924), and
    `as_spelt` tells that its letters can be held against those of known names: they are Latin, and not those
    of a language that writes Džo Baidens.
    """

    def __init__(self, text: str, lang: str, numbers: Numbers, most: int | None = None) -> None:
        """Read a name as the press of `lang` does; one of more than `most` words is left with none."""
        parts = split(text, lang)
        if most is not None and len(parts) > most:
            parts = ()
        read = [found for part in parts if (found := _read(part, lang, len(parts) == 1, numbers))]
        words = [word for word, *_ in read]
        self.script = script_of(text)
        self.as_spelt = self.script == "Latn" and lang.split("-")[0] not in writing(self.script).respelt
        self.texts = [word.text for word in words]
        self.sizes = sizes(text, self.texts, [word.size for word in words])
        self.joints = [at for at, _ in joints(self.texts)]
        both = [Form(as_one(words[at], words[at + 1]), False) for at in self.joints]
        self.spoken = [*(one for _, one, _ in read), *(spoken([form], numbers) for form in both)]
        self.customary = [*(customary for *_, customary in read), *(False for _ in both)]
        lacks = [numbers.slight if size <= SLIGHT else 1.0 for size in self.sizes]
        self.lacks = lacks + [lacks[at] + lacks[at + 1] for at in self.joints]
