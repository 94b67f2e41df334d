"""The matcher's numbers, read from gazetteers/matching.toml."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from typing import Any

import msgspec

from pipeline import resources


class Alignment(msgspec.Struct, frozen=True):
    """How an alignment is scored; the file says what each figure is for."""

    least_similar: float
    missing_known: float
    missing_written: float
    slight: float
    base_weight: float
    initial: float
    other_reading: float
    undone_ending: float
    customary: float
    nickname: float
    consonants: float


class Verdict(msgspec.Struct, frozen=True):
    """When a score is enough to link, and when two candidates are too close to choose."""

    threshold: float
    per_decade: float
    margin: float
    weight_margin: float
    other_type: float
    short: float

    def threshold_for(self, names: int) -> float:
        """Return the score a link needs among that many names; none was measured below ten thousand."""
        return min(self.threshold + self.per_decade * (math.log10(max(names, 10_000)) - 4), 0.95)


class Article(msgspec.Struct, frozen=True):
    """When a word of running text is taken for a name."""

    known_person: float
    alone: float
    opening: float
    certainty: float
    in_the_news: float


class Weights(msgspec.Struct, frozen=True):
    """All of gazetteers/matching.toml."""

    alignment: Alignment
    verdict: Verdict
    article: Article


@cache
def load() -> Weights:
    """Return the numbers of the shipped matching.toml."""
    path = resources.gazetteers() / "matching.toml"
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return msgspec.convert(table, Weights)
