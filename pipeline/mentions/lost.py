"""Names that the source has and a translation has lost, and where in the translation they belong.

A name is lost where the source leaves no doubt of any of its words and the translation has none of them, nor
anything that sounds like one. It belongs beside what stands next to it in the source, as far as the two
texts can be laid side by side: by the words, names and numbers that each has once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language.scripts import script_of
from pipeline.mentions.counterpart import Counterpart, Form
from pipeline.mentions.hearing import Heard
from pipeline.mentions.passage import Passage
from pipeline.mentions.short import possessor
from pipeline.mentions.words import Token, opener, shape, slight
from pipeline.names.ordinary import ordinary

# What would be as good a name for the same words of the source is no worse than this.
_MARGIN = 0.01
# A word of the translation this like one of the source stands for it.
_ALIKE = 0.75
_FEWEST_WORDS = 2
_LONG_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """A form that the source has at `start`..`end`, and what vouches for each of its words."""

    form: Form
    start: int
    end: int
    heard: Mapping[int, Heard]

    @property
    def score(self) -> float:
        """How sure the source is of it, 0 to 1."""
        return sum(heard.value for heard in self.heard.values()) / len(self.heard)


def lost(passage: Passage, found: Sequence[Counterpart]) -> Iterator[tuple[Lost, int]]:
    """Yield the names lost in a translation, each with the offset in the translation where it belongs.

    `found` are the counterparts of other names of the passage.
    """
    names = sorted(_names(passage), key=lambda one: (-len(one.form.words), -one.score))
    anchors = _anchors(passage, found) if names else []
    if not anchors:
        return
    taken: list[Lost] = []
    for one in names:
        if any(
            one.form.entity == other.form.entity or (one.start < other.end and other.start < one.end)
            for other in taken
        ):
            continue
        taken.append(one)
        rivals = [
            other
            for other in names
            if other.form.entity != one.form.entity
            and len(other.form.words) == len(one.form.words)
            and other.start < one.end
            and one.start < other.end
        ]
        covered = any(
            heard.unit.start < one.end and one.start < heard.unit.end
            for counterpart in found
            for heard in counterpart.heard.values()
        )
        if not covered and all(other.score < one.score - _MARGIN for other in rivals):
            yield one, _place(passage, one, anchors)


def _names(passage: Passage) -> Iterator[Lost]:
    """Yield the names of several words that the source surely has and the translation in no way."""
    sure = passage.source.sure()
    index = passage.index
    known: Counter[int] = Counter()
    for word in sure:
        known.update(index.postings(word))
    forms = [*passage.told, *passage.read]
    for number, count in known.items():
        if count >= _FEWEST_WORDS:
            name = passage.name(number)
            if name.kind == "full" and all(word in sure for word in passage.content(name.words)):
                forms.append(Form(name.entity, name.text, name.words))
    for form in forms:
        content = passage.content(form.words)
        if len(content) < _FEWEST_WORDS or all(ordinary(index.word(word)) for word in content):
            continue
        if any(
            _traced(passage, word) for word in content if not _common(index.word(word), sure.get(word, ()))
        ):
            continue
        if form.told is not None:
            heard = dict.fromkeys(content, Heard(1.0, form.told))
        else:
            heard = passage.source.together(content, sure) or {}
        if heard and _tells(heard.values()):
            start = min(one.unit.start for one in heard.values())
            end = max(one.unit.end for one in heard.values())
            yield Lost(form, start, end, heard)


def _traced(passage: Passage, word: int) -> bool:
    """Tell whether the translation has a word of the index, or something that sounds like it."""
    return word in passage.translated.own or word in passage.translated.like


def _common(word: str, heard: Sequence[Heard]) -> bool:
    """Tell whether a word is an ordinary one that the source means, which other names may have as well."""
    return ordinary(word) and any(one.meant for one in heard)


def _tells(heard: Collection[Heard]) -> bool:
    """Tell whether the source says by itself that these are words of a name: by capitals or by a meaning.

    In katakana are foreign names. A Chinese name of two characters may be any two of a text.
    """
    if any(one.meant for one in heard):
        return True
    units = [one.unit for one in heard]
    if any(unit.window for unit in units):
        return max(unit.end for unit in units) - min(unit.start for unit in units) >= _LONG_ENOUGH
    return all(shape(unit.text).cased or script_of(unit.text) == "Jpan" for unit in units)


def _anchors(passage: Passage, found: Sequence[Counterpart]) -> list[tuple[int, int, int, int]]:
    """Return what stands once in each text: where in the source, its first and last token in the other."""
    anchors = [
        (heard.unit.start, heard.unit.end, one.first, one.last)
        for one in found
        for heard in one.heard.values()
    ]
    anchors += [(start, end, place, place) for start, end, place in _shared(passage)]
    return sorted(set(anchors))


def _shared(passage: Passage) -> Iterator[tuple[int, int, int]]:
    """Yield the known words and the numbers that each text has once: where in the source, which token."""
    for word, heard in passage.source.heard.items():
        own = passage.translated.own.get(word)
        like = passage.translated.like.get(word, ())
        places = {one.place for one in own or like if one.own or one.value >= _ALIKE}
        if len(places) == 1 == len({(one.unit.start, one.unit.end) for one in heard}):
            yield heard[0].unit.start, heard[0].unit.end, places.pop()
    figures = Counter(token.text for token in passage.source.tokens if token.text.isdecimal())
    for token in passage.source.tokens:
        places = {at for at, other in enumerate(passage.target) if other.text == token.text}
        if figures[token.text] == 1 == len(places):
            yield token.start, token.end, places.pop()


def _place(passage: Passage, one: Lost, anchors: Sequence[tuple[int, int, int, int]]) -> int:
    """Return where a name belongs in the translation: after or before its nearest neighbour in the source."""
    _, end, first, last = min(anchors, key=lambda at: max(one.start - at[1], at[0] - one.end))
    known = {place for anchor in anchors for place in range(anchor[2], anchor[3] + 1)}
    own = passage.translated.own
    known |= {one.place for word in passage.source.heard for one in own.get(word, ())}
    while last + 1 < len(passage.target) and _one_phrase(passage.target, last, last + 1, known):
        last += 1
    while first > 0 and _one_phrase(passage.target, first - 1, first, known):
        first -= 1
    while first > 0 and _small(passage.target[first - 1].text):
        first -= 1
    if end <= one.start or first == 0:
        return possessor(passage.target[last])
    return possessor(passage.target[first - 1])


def _small(word: str) -> bool:
    """Tell whether a word is an article or a preposition, and goes with what follows it."""
    return word.islower() and (slight(word) or opener(word))


def _one_phrase(tokens: Sequence[Token], left: int, right: int, known: Collection[int]) -> bool:
    """Tell whether nothing may be put between two tokens: both are of the source, or have capitals."""
    both = (left, right)
    return tokens[right].joins and (
        all(place in known for place in both) or all(tokens[place].capital for place in both)
    )
