"""What a counterpart is: a known name, the words of a translation that stand for it, and what vouches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.mentions.hearing import Heard, Unit
from pipeline.mentions.words import joiner, particle

# The words of one name stand so many tokens further apart than they are many. Where no spaces are
# written they stand side by side, but for a dot.
_SPREAD, _DOT = 2, 1
_ARTICLES = frozenset(("the", "a", "an"))


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
        return 0.6 * self.source + 0.4 * self.target


@lru_cache(maxsize=65536)
def slight(word: str) -> bool:
    """Tell whether a word in small letters is no name of its own: of, van, the."""
    return particle(word) or joiner(word) or word in _ARTICLES


def near(unit: Unit, others: Sequence[Unit], size: int) -> bool:
    """Tell whether a unit may be in one name of `size` words with all the others."""
    if unit.window or any(other.window for other in others):
        return any(max(unit.start, other.start) - min(unit.end, other.end) <= _DOT for other in others)
    return all(abs(unit.token - other.token) <= size + _SPREAD for other in others)


def apart(unit: Unit, used: Iterable[Unit]) -> bool:
    """Tell whether a unit shares no letter with any in use."""
    return all(unit.end <= other.start or unit.start >= other.end for other in used)
