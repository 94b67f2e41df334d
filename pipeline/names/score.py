"""The score: how probable it is that a known name is the one written, from what their alignment shows.

A conditional logit over some facts (D. McFadden, 1974), fitted by tools/fit_scores.py, its weights in
gazetteers/scores.toml: each candidate has odds against being nobody, and the candidates of a lookup share
what is certain between them. So a score of 0.9 means that about nine such names in ten are the right ones.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
from rapidfuzz.distance import Levenshtein

from pipeline import resources
from pipeline.article import EntityType
from pipeline.names.align import Alignment, Pair
from pipeline.names.weights import Alignment as Numbers

FACTS = (
    "likeness",  # the alignment's own score
    "unlike",  # how unlike the paired words are, on average
    "unlikest",  # how unlike the least alike pair is
    "astray",  # the square of that
    "heard",  # what the sounds of all pairs say, in nats (see edits.evidence)
    "faintest",  # what the pair that says least does
    "lacking",  # how much less than its word could say the pair says that lacks most
    "telling",  # nats beyond what it takes to be alone among so many names
    "doubtful",  # nats that lack to be alone
    "missing",  # weight of the words of the known name that the text leaves out
    "left_over",  # weight of the words in the text that the known name has not
    "contrary",  # the lesser of these two: words of both names that stand for nothing in the other
    "single",  # 1 if one word alone is paired
    "initials",  # words of which only the initial is written
    "misspelt",  # share of the letters that differ, where both names are in Latin letters
    "swapped",  # 1 if the words come in another order
    "names",  # the size of the gazetteer (a power of ten)
)
_UNLIKE = FACTS.index("unlike")
# Scripts differ in what they leave out: each has a weight of its own, and one for `unlike`.
SCRIPTS = ("Latn", "Cyrl", "Arab", "Hebr", "Hang", "Hani", "Jpan")
# Nothing is surer than these odds, as a power of e; and no more nats are telling than this.
_SUREST = 9.2
_MOST_TELLING = 15.0
# A gazetteer of fewer names is weighed like one of so many, the smallest that the fit has seen: most names
# of a text are not in it.
_FEWEST_NAMES = 4000
# A name that stands as it is known is certain, but for others that bear it.
_LEAST_DOUBT = 1e-5

Facts = tuple[float, ...]


class Model(msgspec.Struct, frozen=True):
    """The weights of the facts, by name, and by script; a fact not fitted yet weighs nothing."""

    intercept: float
    facts: dict[str, float]
    scripts: dict[str, float]
    unlike: dict[str, float]

    def odds(self, found: Facts, script: str) -> float:
        """Return the odds against nobody, as a power of e, that facts about a name in `script` come to."""
        total = self.intercept + self.scripts.get(script, 0.0)
        total += self.unlike.get(script, 0.0) * found[_UNLIKE]
        for name, value in zip(FACTS, found, strict=True):
            total += self.facts.get(name, 0.0) * value
        return min(max(total, -_SUREST), _SUREST)


class Models(msgspec.Struct, frozen=True):
    """All of gazetteers/scores.toml: people's names and all others are weighed apart."""

    people: Model
    others: Model


def rarest(names: int, held: int, numbers: Numbers) -> float:
    """Return how much a word can say, in nats, that `held` of `names` names hold."""
    return math.log((max(names, _FEWEST_NAMES) + numbers.usual_names) / (held + 0.5))


def facts(
    alignment: Alignment,
    told: Sequence[tuple[float, float]],
    written: Sequence[str],
    known: Sequence[str],
    names: int,
    numbers: Numbers,
    latin: bool,
) -> Facts:
    """Return the facts of an alignment in the order of FACTS.

    `told` holds for each pair that is no initial and no particle what it says and the most it can, in nats
    (`Spoken.evidence`, `rarest`); `written` and `known` are the words of both names, folded, `names` is the
    size of the gazetteer; `latin` tells that both are in Latin letters.
    """
    pairs, names = alignment.pairs, max(names, _FEWEST_NAMES)
    likeness = [pair.similarity for pair in pairs if not pair.initial]
    unlikest = 1 - min(likeness, default=numbers.least_similar)
    initials = len(pairs) - len(likeness)
    heard = [nats for nats, _ in told]
    says = sum(map(min, told)) - initials * math.log(numbers.initial_chance)
    beyond = says - math.log(names)
    return (
        alignment.score,
        1 - sum(likeness) / len(likeness) if likeness else 1 - numbers.least_similar,
        unlikest,
        unlikest * unlikest,
        sum(heard),
        min(heard, default=0.0),
        max((max(most - nats, 0.0) for nats, most in told), default=0.0),
        min(max(beyond, 0.0), _MOST_TELLING),
        min(beyond, 0.0),
        alignment.missing,
        alignment.left_over,
        min(alignment.missing, alignment.left_over),
        float(len(pairs) == 1 and len(pairs[0].known) == 1),
        float(initials),
        _misspelt(pairs, written, known) if latin else 0.0,
        float(len(pairs) > 1 and _swapped(pairs)),
        math.log10(names),
    )


def score(found: Facts, script: str, type: EntityType) -> float:
    """Return how probable (0 to 1) a candidate of a type is by its facts, were it the only one."""
    models = load()
    odds = (models.people if type == "PER" else models.others).odds(found, script)
    return 1 / (1 + math.exp(-odds))


def certainty(best: float, rivals: Iterable[float]) -> float:
    """Return how probable the best candidate is given its rivals; all scores are from 0 to 1."""
    odds = _odds(best)
    return odds / (1 + odds + sum(map(_odds, rivals)))


def any_of(scores: Iterable[float]) -> float:
    """Return how probable it is that one of some candidates is meant; all scores are from 0 to 1."""
    odds = sum(map(_odds, scores))
    return odds / (1 + odds)


def discounted(score: float, nats: float) -> float:
    """Return a score (0 to 1) with its odds lowered by so many nats."""
    odds = _odds(score) * math.exp(-nats)
    return odds / (1 + odds)


def _odds(score: float) -> float:
    return score / max(1 - score, _LEAST_DOUBT)


@cache
def load() -> Models:
    """Return the fitted weights of gazetteers/scores.toml."""
    text = (resources.gazetteers() / "scores.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Models)


def _misspelt(pairs: Sequence[Pair], written: Sequence[str], known: Sequence[str]) -> float:
    unlike = [
        Levenshtein.normalized_distance(
            "".join(written[place] for place in pair.written), "".join(known[place] for place in pair.known)
        )
        for pair in pairs
        if not pair.initial
    ]
    return sum(unlike) / len(unlike) if unlike else 0.0


def _swapped(pairs: Sequence[Pair]) -> bool:
    order = [pair.known[0] for pair in sorted(pairs, key=lambda pair: pair.written)]
    return order != sorted(order)
