"""A written name, taken apart and read: what is compared with known names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language.scripts import script_of
from pipeline.names.nearby import Form, as_one, forms, joints
from pipeline.names.particles import SLIGHT, sizes
from pipeline.names.readings import split
from pipeline.names.similar import spoken
from pipeline.names.weights import Alignment as Numbers


class Written:
    """The words of a written name, in the order they stand, without those that cannot be read.

    `texts` are they, folded, `sizes` how much each counts (see particles.sizes), and `joints` the places of
    those that may be one with the next. `spoken` holds what each sounds like and then, for each of `joints`,
    what the two do, and `lacks` what it costs if a known name has it not. `script` is the name's (ISO 15924).
    """

    def __init__(self, text: str, lang: str, numbers: Numbers, most: int | None = None) -> None:
        """Read a name as the press of `lang` does; one of more than `most` words is left with none."""
        options: list[Sequence[Form]] = [found for part in split(text, lang) if (found := forms(part, lang))]
        if most is not None and len(options) > most:
            options = []
        words = [found[0].word for found in options]
        self.script = script_of(text)
        self.texts = [word.text for word in words]
        self.sizes = sizes(text, self.texts, [word.size for word in words])
        self.joints = [at for at, _ in joints(self.texts)]
        both = [Form(as_one(words[at], words[at + 1]), False) for at in self.joints]
        self.spoken = [spoken(found, numbers) for found in [*options, *([form] for form in both)]]
        lacks = [numbers.slight if size <= SLIGHT else 1.0 for size in self.sizes]
        self.lacks = lacks + [lacks[at] + lacks[at + 1] for at in self.joints]
