"""Fit the scores of the matcher: how probable a candidate is, and when that is enough to link.

    pip install --no-deps -r tools/requirements.txt
    python tools/fit_scores.py

writes gazetteers/scores.toml, the same bytes each time. Names that newspapers print (names_to_learn.py) are
looked up in made gazetteers of several sizes, and a conditional logit (Newton's method, with a ridge) learns
from what their alignments show which candidate is right, or that none is. Half of those looked up are not in
the gazetteer; a part of the table of customary spellings is hidden, as no table knows every name.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from look_alikes import LookAlikes
from names_to_learn import NAMESAKES, ROOT, Known, cities, common, declined, made_up, namesake, world
from numpy.typing import NDArray

from pipeline.article import EntityType
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.lookup import AT_ONCE, Match, Wanted, all_sound_matches, exact_matches
from pipeline.gazetteer.store import Gazetteer
from pipeline.language.scripts import script_of
from pipeline.names import customary
from pipeline.names.fold import fold
from pipeline.names.score import FACTS, SCRIPTS

OUTPUT = ROOT / "gazetteers" / "scores.toml"
SEED = 20
# Entities of a gazetteer beside those looked up, and how many of these: people, and then organisations and
# others.
SIZES = (4_000, 16_000, 60_000)
LOOKED_UP, BODIES, THINGS = 2_400, 360, 900
# Facts that only tell people apart: names of organisations share words, those of places few sounds; the last
# word is a surname; and hardly any of the others is written with an initial in what is learned from.
OF_PEOPLE = ("close", "astray", "lacking", "last_missing", "last_left_over", "initials")
# Spellings of one entity that are looked up.
SPELLINGS = 3
# The share of lookups that say what type is asked for.
TYPED = 0.5
# Of the words of the table of customary spellings, the share in a hundred that is hidden.
HIDDEN = 35
RIDGE = 1.0
# The lookups are parted into so many: each part is answered by a model that is fitted to the others.
PARTS = 3
# Newton's steps, where they end, and the greatest odds, as a power of e, that are reckoned with.
STEPS, ENOUGH, BOUND, TINY = 60, 1e-6, 30.0, 1e-15
# Scores whose lookups tell, for each script, how far scores can be believed.
SURE = (0.8, 0.98)
# A link must be at least so certain, and let through so few false links, as a share of those not known: one
# stranger in fifty, which comes to one in a hundred to one in twenty in the development tasks, as in
# some of them more people share a name.
LEAST, FALSE_LINKS = 0.6, 0.02

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """What one lookup shows: a row of columns and the truth for each candidate; `known` if one is right."""

    script: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    known: bool


def main() -> None:
    """Write the file to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT, help="file to write")
    output = parser.parse_args().output
    draw = random.Random(SEED)
    people = [*world(people=True), *made_up(draw), *common(draw)]
    things, others = list(world(people=False)), [*cities(), *world(people=True)]
    bodies = [one for one in things if one.type == "ORG"]
    cases, look_alikes = [], LookAlikes(people)
    for size in SIZES:
        cases += lookups(sampled(people, draw), people, size, draw, look_alikes)
        asked = draw.sample(things, THINGS) + draw.sample(bodies, BODIES)
        cases += lookups(list(dict.fromkeys(asked)), [*things, *others], size, draw, look_alikes)
    draw.shuffle(cases)
    found = list(answers_not_fitted_to(cases))
    threshold = least_certain(found)
    output.write_text(written(fit(cases), threshold, believed(found)), encoding="utf-8")
    report(found, threshold)


def sampled(people: Sequence[Known], draw: random.Random) -> list[Known]:
    """Choose people to look up, a third of them known in many languages."""
    famous = [one for one in people if len(one.written) > SPELLINGS]
    written = [one for one in people if one.written]
    return draw.sample(famous, min(LOOKED_UP // 3, len(famous))) + draw.sample(written, LOOKED_UP * 2 // 3)


def lookups(
    asked: Sequence[Known],
    all_of: Sequence[Known],
    size: int,
    draw: random.Random,
    look_alikes: LookAlikes,
) -> Iterator[Case]:
    """Look names up in a gazetteer of about `size` entities that holds half of those looked up."""
    names = {one.names[0] for one in asked}
    gone = {one.names[0] for one in draw.sample(asked, len(asked) // 2)}
    others = strangers(draw.sample(all_of, min(size, len(all_of))), asked)
    like = [one for one in asked if one.type == "PER" and draw.random() < NAMESAKES]
    others += [namesake(one, draw.choice(all_of), draw) for one in like]
    others += [other for other in look_alikes.among(asked, draw) if other.names[0] not in names]
    with gazetteer([*(one for one in asked if one.names[0] not in gone), *others]) as opened:
        questions = []
        for one in asked:
            for written, lang in draw.sample(one.written, min(SPELLINGS, len(one.written))):
                text = declined(written, lang, draw)
                if not any(match.as_it_stands for match in exact_matches(opened, text, lang)):
                    asked_for = one.type if draw.random() < TYPED else None
                    questions.append((Wanted(text, lang, asked_for), one))
        for start in range(0, len(questions), AT_ONCE):
            several = questions[start : start + AT_ONCE]
            found = all_sound_matches(opened, [wanted for wanted, _ in several], least=0.0)
            for (wanted, one), matches in zip(several, found, strict=True):
                yield case(opened, wanted, matches, one, one.names[0] not in gone)


def strangers(drawn: Iterable[Known], asked: Sequence[Known]) -> list[Known]:
    """Leave out of those drawn for a gazetteer who or what bears a name of something looked up.

    So does a city that is called what a region is in another language, or a Korean who is written like
    another: nobody can tell that they are not meant.
    """
    names = {one.names[0] for one in asked}
    texts = {text for one in asked for text, _ in one.written}
    places = {fold(name) for one in asked if one.type != "PER" for name in one.names} | set(map(fold, texts))
    return [
        one
        for one in drawn
        if one.names[0] not in names
        and texts.isdisjoint(text for text, _ in one.written)
        and (one.type == "PER" or places.isdisjoint(map(fold, one.names)))
    ]


@contextmanager
def gazetteer(known: Sequence[Known]) -> Iterator[Gazetteer]:
    """Open a gazetteer of these, with some customary spellings hidden."""
    entities = [
        Entity(id=f"{at:06}", type=one.type, name=one.names[0], names=tuple(Name(n, "en") for n in one.names))
        for at, one in enumerate(known)
    ]
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(customary, "spellings", partly):
        store.write(Path(folder), entities)
        yield Gazetteer.open(Path(folder))


_spellings = customary.spellings


def partly(word: str) -> tuple[str, ...]:
    """Return the customary spellings of a word, or none if it is among those hidden."""
    return () if zlib.crc32(word.encode()) % 100 < HIDDEN else _spellings(word)


def case(opened: Gazetteer, wanted: Wanted, matches: Iterable[Match], one: Known, known: bool) -> Case:
    """Return what a lookup shows; somebody else of the very name is as right.

    Where a type is asked for the candidates of that type alone count.
    """
    script = script_of(wanted.text)
    found = sorted(matches, key=lambda match: match.entity)  # whatever the scores
    found = [match for match in found if wanted.type in (None, opened.index.type(match.entity))]
    entities = [opened.entity(match.entity) for match in found]
    rows = [columns(match.facts, script, e.type) for match, e in zip(found, entities, strict=True)]
    return Case(
        script,
        np.array(rows).reshape(-1, 2 * WIDTH),
        np.array([known and entity.name == one.names[0] for entity in entities], dtype=bool),
        known,
    )


WIDTH = 1 + len(FACTS) + 2 * len(SCRIPTS)


def columns(facts: Sequence[float], script: str, type: EntityType) -> Row:
    """Return the columns of a candidate: a constant, the facts and those of the script, by the type."""
    mine = np.array([float(script == one) for one in SCRIPTS])
    own = np.concatenate([[1.0], facts, mine, mine * facts[FACTS.index("unlike")]])
    if type != "PER":
        own[[1 + FACTS.index(name) for name in OF_PEOPLE]] = 0.0
    nothing = np.zeros(WIDTH)
    return np.concatenate([own, nothing] if type == "PER" else [nothing, own])


def fit(cases: Iterable[Case]) -> Row:
    """Return the weights that make likeliest what is right, or nobody where none is."""
    cases = [one for one in cases if len(one.rows)]
    sizes = [len(one.rows) for one in cases]
    of, starts = np.arange(len(cases)).repeat(sizes), np.cumsum([0, *sizes[:-1]])
    facts = np.vstack([one.rows for one in cases])
    scale = facts.std(axis=0)
    scale[scale < 1e-9] = 1.0
    facts /= scale
    share = np.concatenate([one.right / max(one.right.sum(), 1) for one in cases])
    nobody = 1 - np.add.reduceat(share, starts)
    ridge = RIDGE * np.eye(facts.shape[1])

    def chances(weights: Row) -> tuple[Row, float]:
        """Return how probable each candidate is, and how likely the truth."""
        odds = np.exp(np.clip(facts @ weights, -BOUND, BOUND))
        chance = odds / (1 + np.add.reduceat(odds, starts))[of]
        none = 1 - np.add.reduceat(chance, starts)
        likely = share @ np.log(np.maximum(chance, TINY)) + nobody @ np.log(np.maximum(none, TINY))
        return chance, float(likely - weights @ ridge @ weights / 2)

    found = np.zeros(facts.shape[1])
    chance, likely = chances(found)
    for _ in range(STEPS):
        slope = (share - chance) @ facts - ridge @ found
        weighted = chance[:, None] * facts
        mean = np.add.reduceat(weighted, starts)
        step = np.linalg.solve(facts.T @ weighted - mean.T @ mean + ridge, slope)
        while np.abs(step).max() > ENOUGH:
            then, better = chances(found + step)
            if better > likely:
                break
            step /= 2
        else:
            break
        found, chance, likely = found + step, then, better
    return found / scale


Answer = tuple[float, bool, bool, str]


def answers(cases: Iterable[Case], model: Row) -> Iterator[Answer]:
    """Yield for each lookup how certain the first is, whether it is right, whether one is, and the script."""
    for one in cases:
        odds = np.exp(np.clip(one.rows @ model, -BOUND, BOUND))
        first = int(odds.argmax()) if len(odds) else None
        certain = 0.0 if first is None else float(odds[first] / (1 + odds.sum()))
        yield certain, first is not None and bool(one.right[first]), one.known, one.script


def answers_not_fitted_to(cases: Sequence[Case]) -> Iterator[Answer]:
    """Yield the answers to each part of the lookups by a model that is fitted to the other parts."""
    parts = [cases[first::PARTS] for first in range(PARTS)]
    for part in parts:
        yield from answers(part, fit(one for other in parts if other is not part for one in other))


def least_certain(found: Sequence[Answer]) -> float:
    """Return the certainty of a link that lets through few enough false ones."""
    nobody = sum(not known for *_, known, _ in found)
    for percent in range(round(LEAST * 100), 100):
        if (
            sum(certain * 100 >= percent and not known for certain, _, known, _ in found)
            <= FALSE_LINKS * nobody
        ):
            return percent / 100
    return 1.0


def believed(found: Iterable[Answer]) -> dict[str, tuple[float, float, int]]:
    """Return by script the mean of rather sure scores, the share of these that are right, and how many."""
    sure: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for certain, right, _, script in found:
        if SURE[0] <= certain < SURE[1]:
            sure[script].append((certain, right))
    means = {script: np.mean(np.array(rows, float), axis=0) for script, rows in sorted(sure.items())}
    return {script: (float(mean[0]), float(mean[1]), len(sure[script])) for script, mean in means.items()}


def written(model: Row, threshold: float, sure: Mapping[str, tuple[float, float, int]]) -> str:
    """Return the file's text."""
    lines = [
        "# Made by tools/fit_scores.py, not by hand. names/score.py tells what the facts are.",
        "",
        "# How certain a link must be.",
        "[verdict]",
        f"threshold = {threshold}",
        "",
        f"# Of lookups not fitted to that scored {SURE[0]} to {SURE[1]}, by script: their mean score, the",
        "# share that was right, and how many they were.",
        "[calibration]",
        *(f"{script} = [{mean:.3f}, {share:.3f}, {count}]" for script, (mean, share, count) in sure.items()),
    ]
    for name, weights in zip(("people", "others"), np.split(model, 2), strict=True):
        intercept, facts, scripts, unlike = np.split(weights, np.cumsum([1, len(FACTS), len(SCRIPTS)]))
        lines += ["", f"[{name}]", f"intercept = {intercept[0]:.4f}"]
        for title, keys, values in (
            ("facts", FACTS, facts),
            ("scripts", SCRIPTS, scripts),
            ("unlike", SCRIPTS, unlike),
        ):
            lines += ["", f"[{name}.{title}]", *(f"{k} = {v:.4f}" for k, v in zip(keys, values, strict=True))]
    return "\n".join(lines) + "\n"


def report(answered: Iterable[Answer], threshold: float) -> None:
    """Print what lookups come to: by script, and how far scores can be believed."""
    by: dict[str, list[Answer]] = defaultdict(list)
    for answer in answered:
        by["ALL"].append(answer)
        if answer[3] in SCRIPTS:
            by[answer[3]].append(answer)
    bounds = (0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
    for script, found in sorted(by.items()):
        known = sum(answer[2] for answer in found)
        linked = [answer for answer in found if answer[0] >= threshold]
        right = sum(answer[1] for answer in linked)
        false = sum(not answer[2] for answer in linked) / max(len(found) - known, 1)
        recall = sum(answer[1] for answer in found) / max(known, 1)
        f1 = 2 * right / max(len(linked) + known, 1)
        print(f"{script:5} {len(found):6} r@1 {recall:.3f} F1 {f1:.3f} false links {false:.3f}", end="  ")
        for low, high in itertools.pairwise(bounds):
            near = [answer[1] for answer in found if low <= answer[0] < high]
            print(f"{low}: {np.mean(near) if near else math.nan:.2f} ({len(near)})", end="  ")
        print()


if __name__ == "__main__":
    main()
