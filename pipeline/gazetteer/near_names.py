"""Near names: the names of an index that are made of words like the written ones.

Names are found through the most telling of those words, and ranked by the arithmetic of an alignment
(names/align.py) as far as whole arrays can be reckoned with: it is names/align.py that judges the best.

Many written names are gone through at once: a few long arrays cost less than many short ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.near_words import Near
from pipeline.names.tables import changes, downwards, first_of, order_by, spread, strongest
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from pipeline.gazetteer.columns import Columns

# Names visited for each written word, and those of them that are weighed even if no other word leads there.
_VISITED, _ALONE = 4000, 200
# Words of a name that are looked at in ranking, and names of one entity that may come among the best.
_WORDS = 8
_OF_ONE_ENTITY = 12
# How far a name may come behind the best and still turn out to be better: by the words that led to it, and
# by all its words.
_FURTHEST, _FURTHEST_RANKED = 0.4, 0.25
# Visits that are gone through at once: what they take stays in the cache of the processor.
_AT_ONCE = 1 << 14
# Sixteen slots or more for each visit leave few to chance; 2**32 over the golden ratio scatters evenly.
_SPACE, _SCATTER = 4, 0x9E3779B1
# Of two words that are the same (Evgeni Evgeni) every other written word takes the last: as if so much liker.
_NUDGE = 1e-6


class Words(NamedTuple):
    """The words of some written names, row by row: whose each is, where it stands, and what its lack costs.

    A row may also be two neighbouring words as one (`joined`), `place` that of the first. `lack` is the
    share of a word's weight that is lost if a known name has it not.
    """

    written: NDArray[np.intp]
    place: NDArray[np.intp]
    joined: NDArray[np.bool_]
    lack: NDArray[np.float32]


class Found(NamedTuple):
    """What is found for written names, row by row: for which of them, and the number of a name or a word."""

    written: NDArray[np.intp]
    numbers: NDArray[np.intp]


class Held(NamedTuple):
    """The words that names found are made of, sorted: for which written name, and the number of the word.

    `columns` are the rows of this table for all the words of all the names, name after name.
    """

    written: NDArray[np.intp]
    numbers: NDArray[np.intp]
    columns: NDArray[np.intp]

    def places(self, written: NDArray[Any], numbers: NDArray[Any]) -> NDArray[np.intp]:
        """Return the rows that hold these words, which must be among them."""
        keys = self.written << 32 | self.numbers
        found: NDArray[np.intp] = keys.searchsorted(written << 32 | numbers)
        return found


class NearNames:
    """The words of the names of an index, opened for searching; safe to share between threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def words(self, found: Found) -> Held:
        """Return the words of names, sorted, for each written name once, those written as one included."""
        starts, ends = (
            self._columns.name_starts[found.numbers].astype(np.intp),
            self._columns.name_starts[found.numbers + 1],
        )
        written, words = found.written.repeat(ends - starts), self._columns.name_words[spread(starts, ends)]
        order = order_by(written, words)
        written, words = written[order], words[order]
        fresh = changes(written) | changes(words)
        columns = np.empty(len(order), np.intp)
        columns[order] = np.cumsum(fresh) - 1
        return Held(written[fresh], words[fresh], columns)

    def promising(self, near: Near, words: Words, numbers: Numbers, most: int) -> Found:
        """Return for each written name up to `most` names that the words near its own lead to, best first.

        `near` counts the rows of `words`. Names are weighed by the words that led to them alone, even if one
        word led there twice.
        """
        if not len(near.words):
            return Found(near.words, near.words)
        leads = self._leads(near, words, numbers)
        lack = np.bincount(words.written, words.lack * ~words.joined) * numbers.missing_written
        found = [self._led_to(part, lack.astype(np.float32), numbers) for part in _parts(leads)]
        return self._best(_Scored(*map(np.concatenate, zip(*found, strict=True))), most, _FURTHEST)

    def ranked(
        self, found: Found, held: Held, alike: NDArray[np.float64], words: Words, numbers: Numbers, most: int
    ) -> Found:
        """Return for each written name up to `most` of those found, best first.

        `held` are their words (see `words`), and `alike` tells how like each of these (columns) is what is
        written at each place (rows), and, in the rows after those, at each place and the next as one.
        """
        if not len(found.numbers):
            return found
        scores = self._scores(found, held, alike, words, numbers)
        return self._best(_Scored(*found, scores), most, _FURTHEST_RANKED)

    def _leads(self, near: Near, words: Words, numbers: Numbers) -> _Leads:
        """Return where near words lead, the most telling first for each written one."""
        rarity = self._columns.rarities[near.words]
        order = order_by(near.written, downwards(near.values**3 * rarity))
        rows, found = near.written[order], near.words[order]
        starts = self._columns.postings_starts[found].astype(np.intp)
        held = self._columns.postings_starts[found + 1] - starts
        before = np.cumsum(held) - held
        before -= np.maximum.accumulate(np.where(changes(rows), before, 0))
        halves = np.where(words.joined, np.float32(2), np.float32(1))[rows]
        weight = rarity[order] + np.float32(numbers.base_weight)
        gain = near.values[order].astype(np.float32) * weight * halves
        # What a pair adds to the most that could be gained: its own, for what two missing words count.
        add = weight * (halves - np.float32(numbers.missing_known))
        add -= np.float32(numbers.missing_written) * words.lack[rows]
        visited = np.clip(_VISITED - before, 0, held)
        alone = np.clip(_ALONE - before, 0, held)
        return _Leads(words.written[rows], rows, starts, visited, alone, gain, add)

    def _led_to(self, leads: _Leads, lack: NDArray[np.float32], numbers: Numbers) -> _Scored:
        """Return the names that words lead to; `lack` is what each written name loses by all its words."""
        rows = np.arange(len(leads.rows)).repeat(leads.visited)
        names = self._columns.postings[spread(leads.starts, leads.starts + leads.visited)]
        kept = _met_again(leads, rows, names)
        begin, early = np.cumsum(leads.visited) - leads.visited, np.zeros(len(rows), np.bool_)
        early[spread(begin, begin + leads.alone)] = True
        order = np.flatnonzero(kept | early)
        order = order[order_by(leads.written[rows[order]], names[order])]
        order = order[_surely(leads.written[rows[order]], names[order], early[order])]
        rows, names = rows[order], names[order]
        written = leads.written[rows]
        # Of the visits through one written word the most telling comes first, and it alone counts.
        fresh = changes(names) | changes(written)
        counted = np.flatnonzero(fresh | changes(leads.rows[rows]))
        rows, first = rows[counted], np.flatnonzero(fresh[counted])
        written, names = written[counted[first]], names[counted[first]]
        gained, possible = np.add.reduceat(leads.gain[rows], first), np.add.reduceat(leads.add[rows], first)
        possible += lack[written] + np.float32(numbers.missing_known) * self._columns.missing_weights[names]
        return _Scored(written, names, np.clip(gained / np.maximum(possible, 0.1), 0, 1))

    def _best(self, found: _Scored, most: int, furthest: float) -> Found:
        """Return up to `most` names for each written one, best first, none further from the best.

        There are not too many of one entity among them.
        """
        best = np.zeros(found.written.max() + 1, found.scores.dtype)
        np.maximum.at(best, found.written, found.scores)
        near = np.flatnonzero(found.scores >= best[found.written] - furthest)
        if len(near) > most:
            near = near[strongest(found.scores[near], found.written[near], len(best), 2 * most)]
        near = near[order_by(found.written[near], downwards(found.scores[near]))]
        near = near[first_of(_OF_ONE_ENTITY, found.written[near], self._columns.owners[found.names[near]])]
        if len(near) > most:
            near = near[first_of(most, found.written[near])]
        return Found(found.written[near], found.names[near])

    def _scores(
        self, found: Found, held: Held, alike: NDArray[np.float64], words: Words, numbers: Numbers
    ) -> NDArray[Any]:
        """Return what an alignment with each name would score, nearly."""
        counts = (
            self._columns.name_starts[found.numbers + 1] - self._columns.name_starts[found.numbers]
        ).astype(np.intp)
        # The names of most words first: so those that have one at some place stand together.
        order = np.argsort(-counts, kind="stable")
        names, starts, counts = found.numbers[order], (np.cumsum(counts) - counts)[order], counts[order]
        weights = self._columns.rarities[held.numbers] + np.float32(numbers.base_weight)
        size = len(alike) + 1 >> 1
        # All arrays have what is written as rows and the names as columns: so they are long.
        similar, reached = np.zeros((2, len(alike), len(names)), np.float32)
        best = np.full(similar.shape, -1, np.int8)
        table, nudge = alike.astype(np.float32), np.arange(len(alike))[:, None] % 2 * np.float32(_NUDGE)
        for place in range(min(int(counts[0]), _WORDS)):
            here = slice(int(np.searchsorted(-counts, -place)))
            columns = held.columns[starts[here] + place]
            likeness = table.take(columns, axis=1)
            single = self._columns.name_sizes[names[here]] > place
            likeness[size:] *= single  # as one on one side only
            liker = likeness + nudge > similar[:, here]
            np.copyto(similar[:, here], likeness, where=liker)
            # A word that two make when written as one counts for both.
            np.copyto(reached[:, here], weights[columns] * (2 - single.astype(np.float32)), where=liker)
            np.copyto(best[:, here], np.int8(place), where=liker)
        reached *= similar > 0
        gained = similar * reached
        _keep_apart(gained, reached, best, size)
        covered = reached[:size].sum(axis=0)
        _join(gained, reached, covered, size)
        gained, reached = gained[:size], reached[:size]
        possible = reached.sum(axis=0)
        possible += numbers.missing_known * np.maximum(self._columns.missing_weights[names] - covered, 0)
        lack = np.zeros((size, int(words.written[-1]) + 1), np.float32)
        one = ~words.joined
        lack[words.place[one], words.written[one]] = words.lack[one]
        possible += numbers.missing_written * (lack[:, found.written[order]] * (reached == 0)).sum(axis=0)
        scores = np.empty(len(names), np.float32)
        scores[order] = gained.sum(axis=0) / possible
        return scores


class _Leads(NamedTuple):
    """Where words near written ones lead, row by row, those of one written name together.

    For which written name, and by which row of its `Words`; where the postings start, how many are visited,
    and how many of these are weighed in any case; what a lead gains a name, and what it adds to the most
    that could be gained.
    """

    written: NDArray[Any]
    rows: NDArray[Any]
    starts: NDArray[Any]
    visited: NDArray[Any]
    alone: NDArray[Any]
    gain: NDArray[Any]
    add: NDArray[Any]


class _Scored(NamedTuple):
    """Names found, row by row: for which written name, which, and how well it fits, 0 to 1."""

    written: NDArray[np.intp]
    names: NDArray[np.intp]
    scores: NDArray[Any]


def _parts(leads: _Leads) -> Iterator[_Leads]:
    """Yield the leads of some written names at a time."""
    ends = np.flatnonzero(np.diff(leads.written, append=-1)) + 1
    visits = np.cumsum(leads.visited)[ends - 1]
    last = np.flatnonzero(np.diff(visits // _AT_ONCE, append=-1))
    for start, end in pairwise([0, *ends[last].tolist()]):
        yield _Leads(*(column[start:end] for column in leads))


def _met_again(leads: _Leads, rows: NDArray[np.intp], names: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which names several `rows` of leads lead to for a written one, and by chance a few others.

    The rows leave their marks in a table of many slots, and look up whether it is still theirs: that takes a
    fifth of the time of sorting.
    """
    bits = len(names).bit_length() + _SPACE
    slots = (leads.written * _SCATTER)[rows] + names & (1 << bits) - 1
    marks = rows.astype(np.min_scalar_type(len(leads.rows)))
    last = np.empty(1 << bits, marks.dtype)
    last[slots] = marks
    shared = slots[np.flatnonzero(last[slots] != marks)]
    last[shared] = len(leads.rows)
    found: NDArray[np.bool_] = last[slots] != marks
    return found


def _surely(written: NDArray[Any], names: NDArray[Any], early: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which visits, in order, are no chance: early ones, and those to a name that has several.

    Chance depends on what else is looked up, which must not change an answer.
    """
    fresh = changes(names) | changes(written)
    several = ~fresh | ~np.append(fresh[1:], True)
    found: NDArray[np.bool_] = several | early
    return found


def _keep_apart(gained: NDArray[Any], reached: NDArray[Any], best: NDArray[Any], size: int) -> None:
    """Where two of `size` written words are likest to the same word of a name, leave it to the liker one."""
    for one in range(size):
        for other in range(one):
            same = best[one] == best[other]
            less = gained[one] < gained[other]
            for row, keeps in ((one, ~(same & less)), (other, ~same | less)):
                gained[row] *= keeps
                reached[row] *= keeps


def _join(gained: NDArray[Any], reached: NDArray[Any], covered: NDArray[Any], size: int) -> None:
    """Where two written words gain more as one, count it as one half for each of them."""
    for at, row in enumerate(range(size, len(gained))):
        better = 2 * gained[row] > gained[at] + gained[at + 1]
        covered[better] += reached[row, better] - reached[at, better] - reached[at + 1, better]
        for word in (at, at + 1):
            gained[word, better], reached[word, better] = gained[row, better], reached[row, better]
