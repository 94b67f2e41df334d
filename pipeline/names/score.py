"""The score: how probable it is that a known name is the one written, from what their alignment shows.

A conditional logit over some facts (D. McFadden, 1974), fitted by tools/fit_scores.py, its weights in
gazetteers/scores.toml: each candidate has odds against being nobody, and the candidates of a lookup share
what is certain between them. So a score of 0.9 means that about nine such names in ten are the right ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline import resources
from pipeline.names.align import Alignments
from pipeline.names.pairs import Pairs
from pipeline.names.tables import least
from pipeline.names.weights import Alignment as Numbers

FACTS = (
    "likeness",  # the alignment's own score
    "close",  # the square of that
    "unlike",  # how unlike the paired words are, on average
    "unlikest",  # how unlike the least alike pair is
    "astray",  # the square of that
    "heard",  # what the sounds of all pairs say, in nats (see names/evidence.py)
    "faintest",  # what the pair that says least does
    "lacking",  # how much less than its word could say the pair says that lacks most
    "telling",  # nats beyond what it takes to be alone among so many names
    "doubtful",  # nats that lack to be alone
    "missing",  # weight of the words of the known name that the text leaves out
    "left_over",  # weight of the words in the text that the known name has not
    "last_missing",  # 1 if one of the words left out is the last of the known name
    "last_left_over",  # 1 if the last word in the text stands for nothing
    "contrary",  # the lesser of these two: words of both names that stand for nothing in the other
    "single",  # 1 if one word alone is paired
    "initials",  # words of which only the initial is written
    "otherwise",  # words usually spelt, in Latin letters, other than the known ones that they sound near to
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


class Told(NamedTuple):
    """What pairs of words tell, an item for each row of a table of pairs.

    `nats` is what each says and `most` the most that it can, in nats (`evidence.evidence`, `rarest`), NaN if
    it is but an initial or a particle, which say nothing. `misspelt` is the share of its letters that differ,
    NaN if an initial, where not both are in Latin letters, or where the press respells names by sound.
    `otherwise` tells that the table of customary spellings knows the written word, but not the known one as
    a spelling of it.
    """

    nats: NDArray[np.float64]
    most: NDArray[np.float64]
    misspelt: NDArray[np.float64]
    otherwise: NDArray[np.bool_]


class Lasts(NamedTuple):
    """The places of the last word of the written and of the known name of each alignment."""

    written: NDArray[np.intp]
    known: NDArray[np.intp]


class Model(msgspec.Struct, frozen=True):
    """The weights of the facts, by name, and by script; a fact not fitted yet weighs nothing."""

    intercept: float
    facts: dict[str, float]
    scripts: dict[str, float]
    unlike: dict[str, float]

    def odds(self, found: NDArray[np.float64], scripts: Sequence[str]) -> NDArray[np.float64]:
        """Return the odds against nobody, as powers of e, that rows of facts about names come to.

        `scripts` holds that of each name (ISO 15924).
        """
        odds = found @ [self.facts.get(name, 0.0) for name in FACTS] + self.intercept
        odds += [self.scripts.get(script, 0.0) for script in scripts]
        odds += found[:, _UNLIKE] * [self.unlike.get(script, 0.0) for script in scripts]
        return odds.clip(-_SUREST, _SUREST)


class Models(msgspec.Struct, frozen=True):
    """All of gazetteers/scores.toml: people's names and all others are weighed apart."""

    people: Model
    others: Model


def rarest(names: int, held: NDArray[Any], numbers: Numbers) -> NDArray[np.float64]:
    """Return how much words can say, in nats, of which each is held by so many of `names` names."""
    rarity: NDArray[np.float64] = np.log((max(names, _FEWEST_NAMES) + numbers.usual_names) / (held + 0.5))
    return rarity


def misspelt(written: Sequence[str], known: Sequence[str]) -> NDArray[np.float64]:
    """Return what share of the letters of each written and known word differ, both folded.

    NaN where the known one is not in Latin letters: folded, these are ASCII.
    """
    shares = process.cpdist(written, known, scorer=Levenshtein.normalized_distance, dtype=np.float64)
    return np.where(list(map(str.isascii, known)), shares, np.nan)


def facts(
    found: Alignments, pairs_told: Told, lasts: Lasts, names: NDArray[Any], numbers: Numbers
) -> NDArray[np.float64]:
    """Return the facts of alignments: a row for each, its columns those of FACTS.

    `names` is of how many names each known one is one.
    """
    pairs, size, names = found.pairs, len(found.score), np.maximum(names, _FEWEST_NAMES)
    whole = pairs.take(~pairs.initial)
    count, wholes = np.bincount(pairs.of, minlength=size), np.bincount(whole.of, minlength=size)
    unlike = np.where(
        wholes,
        np.bincount(whole.of, 1 - whole.similarity, size) / np.maximum(wholes, 1),
        1 - numbers.least_similar,
    )
    unlikest = 1 - least(whole.similarity, whole.of, size, 1.0)
    unlikest[wholes == 0] = 1 - numbers.least_similar
    says = ~np.isnan(pairs_told.nats)
    of, told, most = pairs.of[says], pairs_told.nats[says], pairs_told.most[says]
    faintest = least(told, of, size, np.inf)
    beyond = np.bincount(of, np.minimum(told, most), size) - np.log(names)
    beyond -= (count - wholes) * math.log(numbers.initial_chance)
    spelt = ~np.isnan(pairs_told.misspelt)
    letters = np.bincount(pairs.of[spelt], pairs_told.misspelt[spelt], size)
    otherwise = pairs_told.otherwise & (pairs.similarity < numbers.undone_ending)
    ends_written = pairs.written + pairs.both_written == lasts.written[pairs.of]
    ends_known = pairs.known + pairs.both_known == lasts.known[pairs.of]
    columns = {
        "likeness": found.score,
        "close": found.score * found.score,
        "unlike": unlike,
        "unlikest": unlikest,
        "astray": unlikest * unlikest,
        "heard": np.bincount(of, told, size),
        "faintest": np.where(np.isinf(faintest), 0, faintest),
        "lacking": -least(np.minimum(told - most, 0), of, size, 0.0),
        "telling": beyond.clip(0, _MOST_TELLING),
        "doubtful": np.minimum(beyond, 0),
        "missing": found.missing,
        "left_over": found.left_over,
        "last_missing": np.bincount(pairs.of, ends_known, size) == 0,
        "last_left_over": np.bincount(pairs.of, ends_written, size) == 0,
        "contrary": np.minimum(found.missing, found.left_over),
        "single": np.bincount(pairs.of, 1 + 2 * pairs.both_known, size) == 1,
        "initials": count - wholes,
        "otherwise": np.bincount(pairs.of, otherwise, size),
        "misspelt": letters / np.maximum(np.bincount(pairs.of[spelt], minlength=size), 1),
        "swapped": _swapped(pairs, size),
        "names": np.log10(names),
    }
    return np.column_stack([columns[name] for name in FACTS]).astype(np.float64)


def score(
    found: NDArray[np.float64],
    scripts: Sequence[str],
    people: NDArray[np.bool_],
    against: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """Return how probable (0 to 1) candidates are by their facts, were each the only one.

    `scripts` holds that of each written name (ISO 15924); `people` tells which candidates are people, and so
    many nats are `against` each for other reasons.
    """
    models = load()
    odds = np.where(people, models.people.odds(found, scripts), models.others.odds(found, scripts))
    scores: NDArray[np.float64] = 1 / (1 + np.exp(against - odds))
    return scores


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
    return msgspec.convert(resources.table("scores.toml"), Models)


def _swapped(pairs: Pairs, size: int) -> NDArray[np.bool_]:
    """Tell which alignments have words that come in another order than those they stand for."""
    order = np.lexsort((pairs.written, pairs.of))
    of, known = pairs.of[order], pairs.known[order]
    back = (known[1:] < known[:-1]) & (of[1:] == of[:-1])
    return np.bincount(of[1:][back], minlength=size) > 0
