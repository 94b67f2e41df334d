"""What a counterpart is: a known name, the words of a translation that stand for it, and what vouches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.mentions.hearing import Heard, Unit

# The words of one name stand so many tokens further apart than they are many. Where no spaces are
# written they stand side by side, but for a dot.
_SPREAD, _DOT = 2, 1
# What means a word of a name stands so many tokens from some other.
_BESIDE = 2
# The source says who is meant, the translation only where: what it vouches for counts a little more.
_SOURCE, _TARGET = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling of an entity that may have to stand in the translation, with its words by number.

    `told` is the stretch of the source that is known to name it, None where only the sound says so.
    """

    entity: int
    text: str
    words: tuple[int, ...]
    told: Unit | None = None


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A form and the tokens `first`..`last` of the translation that stand for it.

    `source` and `target` are how well the two texts vouch for it (0 to 1); `heard` maps words of the form
    to what sounds like them in the source.
    """

    form: Form
    first: int
    last: int
    source: float
    target: float
    heard: Mapping[int, Heard]

    @property
    def score(self) -> float:
        """How sure it is, 0 to 1."""
        return both(self.source, self.target)


def both(source: float, target: float) -> float:
    """Return how well the two texts together vouch for something that each vouches for so well (0 to 1)."""
    return _SOURCE * source + _TARGET * target


def near(heard: Heard, others: Sequence[Unit], size: int) -> bool:
    """Tell whether what vouches for a word may be in one name of `size` words with all the other units.

    What does so by its meaning stands beside one of them, and a single Chinese character after it.
    """
    unit = heard.unit
    if unit.window or any(other.window for other in others):
        close = [other for other in others if max(unit.start, other.start) - min(unit.end, other.end) <= _DOT]
        single = heard.meant and len(unit.text) == 1
        return any(not single or other.start < unit.start for other in close)
    if heard.meant and not any(abs(unit.token - other.token) <= _BESIDE for other in others):
        return False
    return all(abs(unit.token - other.token) <= size + _SPREAD for other in others)


def shares(heard: Heard, others: Iterable[Heard]) -> bool:
    """Tell whether what vouches for a word may do so beside these: mostly it shares no letter with them.

    A word may mean several, and the last character of a Chinese name its kind: 淮河 is the Huaihe River.
    """
    for other in others:
        if apart(heard.unit, (other.unit,)) or (heard.meant and other.meant):
            continue
        if not (heard.unit.window and heard.unit.end == other.unit.end and heard.unit != other.unit):
            return False
        if not (heard.meant or other.meant):
            return False
    return True


def apart(unit: Unit, used: Iterable[Unit]) -> bool:
    """Tell whether a unit shares no letter with any in use."""
    return all(unit.end <= other.start or unit.start >= other.end for other in used)
