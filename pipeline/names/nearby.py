"""What a written word may also be: a form without its ending, one word with its neighbour."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from pipeline.language.scripts import script_of
from pipeline.names import inflect, readings, sounds
from pipeline.names.fold import fold
from pipeline.names.readings import Word

# Words this short may be written solid with their neighbour (Won-sik, Wonsik; al-Assad, Alassad).
_SYLLABLE = 5
_PARTICLE = 3
# Spellings of a name that are tried: a long one of inflected words has thousands.
_MOST_SPELLINGS = 48


class Form(msgspec.Struct, frozen=True, gc=False):
    """A word as it may be meant: as it stands, or with a case ending undone (`undone`)."""

    word: Word
    undone: bool


def forms(part: str, lang: str, alone: bool = True) -> list[Form]:
    """Return the forms of one word of a name, the word as it stands first; `alone` as in `inflect.undo`."""
    found: dict[str, Form] = {}
    if word := readings.read_word(part, lang):
        found[word.text] = Form(word, False)
    for base in inflect.undo(part, lang, alone):
        if word := readings.read_word(base.form, lang):
            found.setdefault(word.text, Form(word, True))
    return list(found.values())


def spellings(name: str, lang: str) -> Iterator[str]:
    """Yield the folded spellings a name may be meant as: as it stands, then with endings undone."""
    yield fold(name)
    words = name.split()
    choices = [
        (fold(word), *(fold(base.form) for base in inflect.undo(word, lang, len(words) == 1)))
        for word in words
    ]
    for form in itertools.islice(itertools.product(*choices), 1, _MOST_SPELLINGS):
        yield " ".join(filter(None, form))


def as_one(left: Word, right: Word) -> Word:
    """Return two neighbouring words as the one word they may also be written as."""
    both = tuple(sounds.tidy(a + b) for a in left.readings[:2] for b in right.readings[:2])
    text = left.text + right.text
    return Word(text, both, left.script if left.script == right.script else script_of(text))


def joints(words: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the places where two neighbouring words may be written as one, and that one word."""
    syllables = len(words) >= 3 and all(len(word) <= _SYLLABLE for word in words)
    for at, (left, right) in enumerate(itertools.pairwise(words)):
        if syllables or min(len(left), len(right)) <= _PARTICLE:
            yield at, left + right
