"""The matcher's numbers, read from gazetteers/matching.toml and scores.toml."""

from __future__ import annotations

from functools import cache

import msgspec

from pipeline import resources


class Alignment(msgspec.Struct, frozen=True, cache_hash=True):
    """How an alignment is scored; the file says what each figure is for."""

    least_similar: float
    missing_known: float
    missing_written: float
    slight: float
    base_weight: float
    initial: float
    initial_chance: float
    usual_names: float
    other_reading: float
    undone_ending: float
    customary: float
    nickname: float
    consonants: float


class Verdict(msgspec.Struct, frozen=True):
    """How certain a link must be, and what counts beside the names."""

    threshold: float
    prominence: float
    weight_margin: float
    other_type: float
    other_country: float
    other_office: float
    short: float


class Article(msgspec.Struct, frozen=True):
    """When a word of running text is taken for a name."""

    known_person: float
    alone: float
    opening: float
    margin: float
    certainty: float
    in_the_news: float


class Weights(msgspec.Struct, frozen=True):
    """All of gazetteers/matching.toml."""

    alignment: Alignment
    verdict: Verdict
    article: Article


@cache
def load() -> Weights:
    """Return the numbers of the shipped matching.toml, and of scores.toml those of the verdict."""
    table, fitted = map(resources.table, ("matching.toml", "scores.toml"))
    table["verdict"] |= fitted["verdict"]
    return msgspec.convert(table, Weights)
