"""Which stretches of a text are in which language: quotations, and documents in two languages.

The text is cut into sentences and quotations, each is put to the detector, and the likeliest run of
languages is found (Viterbi), where every change of language costs something: names and odd guesses do
not pay for two changes, a quotation of half a dozen words does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pipeline.article import Part
from pipeline.language import codes
from pipeline.language.detect import UNKNOWN, Detector, Guess, Pool
from pipeline.language.scripts import script_of_char
from pipeline.language.sentences import split

_MARKS = '“”„«»"「」『』'
_QUOTE = re.compile(rf"[“„«»\"「『]([^{_MARKS}\n]{{12,600}})(?=[{_MARKS}])")
_WORD = re.compile(r"[^\W\d_]+")

Span = tuple[int, int]


class Reading(NamedTuple):
    """What the detector made of a unit: a share per language, and how much that counts, from 0 to 1."""

    weight: float
    shares: dict[str, float]


def parts(text: str, detector: Detector, lang: str | None = None) -> tuple[Part, ...]:
    """Return the parts of `text` in order: they touch and cover it; no two neighbours share a language.

    `lang` is the language of the whole where it is known; the detector is asked for it otherwise. A text
    in one language is one part, the empty text has none.
    """
    if not text:
        return ()
    whole = detector.detect(text)[0] if lang is None else Guess(lang, 1.0)
    judge = detector.without_tiebreaker() if isinstance(detector, Pool) else detector
    units = list(_units(text, whole.lang))
    read = [_read(text[start:end], judge, whole.lang) for start, end in units]
    path = _likeliest(read, whole.lang)
    return tuple(_joined(units, read, path, whole))


def _units(text: str, lang: str) -> Iterator[Span]:
    """Yield sentences and quotations, no more of them than the data file says."""
    cuts = {start for start, _ in split(text, lang)}
    for quote in _QUOTE.finditer(text):
        cuts.update(quote.span(1))
    least = len(text) / codes.facts()["parts"]["units"]
    start = 0
    for cut in sorted(cuts):
        if cut - start > least:
            yield start, cut
            start = cut
    yield start, len(text)


def _read(unit: str, judge: Detector, lang: str) -> Reading:
    """Return what `judge` makes of one unit, with `lang` for the languages it cannot be told from."""
    facts = codes.facts()["parts"]
    unit = unit[: facts["unit"]]
    weight = min(1.0, _evidence(unit) / facts["evidence"])
    shares: dict[str, float] = {}
    if weight:
        for guess in judge.detect(unit, k=10):
            name = lang if guess.lang in codes.group(lang) else guess.lang
            shares[name] = shares.get(name, 0.0) + guess.confidence
    shares.pop(UNKNOWN, None)
    return Reading(weight if shares else 0.0, shares)


def _evidence(unit: str) -> int:
    """Return how many letters' worth of words that cannot be names `unit` has."""
    limits = codes.facts()["limits"]
    worth = 0
    for word in _WORD.findall(unit.lower() if unit.isupper() else unit):
        if not word[0].isupper():
            dense = script_of_char(word[0]) in limits["dense"]
            worth += len(word) * (limits["dense-worth"] if dense else 1)
    return worth


def _likeliest(read: list[Reading], lang: str) -> list[str]:
    """Return the likeliest language of every unit (Viterbi with one price for every change)."""
    leaders = {max(unit.shares, key=lambda name: unit.shares[name]) for unit in read if unit.shares}
    states = [lang, *sorted(leaders - {lang})]
    if len(states) == 1:
        return [lang] * len(read)
    price, floor = codes.facts()["parts"]["switch"], codes.facts()["parts"]["floor"]
    best = [0.0] + [-price] * (len(states) - 1)
    steps: list[list[int]] = []
    for unit in read:
        top = max(range(len(states)), key=lambda i: best[i])
        # Of two equal ways the later change is taken: what tells nothing goes with what is before it.
        steps.append([i if best[i] > best[top] - price else top for i in range(len(states))])
        best = [
            max(best[i], best[top] - price) + unit.weight * math.log(max(unit.shares.get(state, 0.0), floor))
            for i, state in enumerate(states)
        ]
    place = max(range(len(states)), key=lambda i: best[i])
    path = []
    for step in reversed(steps):
        path.append(states[place])
        place = step[place]
    return path[::-1]


def _joined(units: list[Span], read: list[Reading], path: list[str], whole: Guess) -> Iterator[Part]:
    """Yield one part per run of units in one language; its confidence is the mean, weighted by evidence."""
    for lang, run in groupby(range(len(units)), key=lambda i: path[i]):
        members = list(run)
        evidence = sum(read[i].weight for i in members)
        mean = (
            sum(read[i].weight * read[i].shares.get(lang, 0.0) for i in members) / evidence
            if evidence
            else 0.0
        )
        if len(members) == len(units):
            mean = whole.confidence
        yield Part(units[members[0]][0], units[members[-1]][1], lang, round(min(mean, 1.0), 4))
