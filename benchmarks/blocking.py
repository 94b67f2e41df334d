"""Blocking: how many names are lost because only promising ones are compared, not all."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.names import QUICK
from benchmarks.report import Table

SIZE = 10_000
ASKED = 600
# Points of recall@1 that may be lost.
MOST_LOST = 0.01
_NOTE = """The same queries asked twice of one index: as usual, and with every word of the index compared with
every written one and every name that holds a word alike aligned. Only queries whose name is there count."""


class _AllWords:
    """Stands in for NearWords: every word is compared."""

    def __init__(self, words: Any, size: int) -> None:
        import numpy as np

        self._words, self._all = words, np.arange(size)
        self.compare, self.codes = words.compare, words.codes

    def near(self, written: Any, spelt: Any) -> Any:
        """Return all words that are alike enough to pair, or are spelt so."""
        import numpy as np

        from pipeline.gazetteer.near_words import Near, joined

        (values,) = self._words.compare([written], self._all, [len(self._all)], 1.0)
        by, words = np.nonzero(values >= written[0].numbers.least_similar)
        return joined([Near(by, words, values[by, words]), spelt])


class _AllNames:
    """Stands in for NearNames: every name that holds a near word is among the best."""

    def __init__(self, names: Any, index: Any) -> None:
        self._index = index
        self.words = names.words

    def promising(self, near: Any, words: Any, *_: Any) -> Any:
        """Return every name that holds a near word."""
        import numpy as np

        from pipeline.gazetteer.near_names import Found

        found = {
            (int(words.written[row]), name)
            for row, word in zip(near.written.tolist(), near.words.tolist(), strict=True)
            for name in self._index.postings(word)
        }
        return Found(*np.array(sorted(found), np.intp).reshape(-1, 2).T)

    def ranked(self, found: Any, *_: Any) -> Any:
        """Return all of them."""
        return found


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Ask an index and then compare with all of it; `quick`: few names, nothing downloaded."""
    from pipeline.gazetteer.build import build
    from pipeline.gazetteer.lookup import lookup
    from pipeline.gazetteer.store import Gazetteer

    size = QUICK if quick else SIZE
    say(f"making {size:,} names")
    corpus = data.corpus(size, offline=quick, queries=200 if quick else 600)
    queries = [query for query in data.read(corpus / "queries.jsonl") if query["right"]]
    queries = random.Random(1).sample(queries, min(len(queries), 20 if quick else ASKED))
    with tempfile.TemporaryDirectory() as folder:
        manifest = build([corpus / "gazetteer.jsonl"], Path(folder)).manifest
        gazetteer = Gazetteer.open(folder)

        def recall() -> float:
            answers = [lookup(gazetteer, query["text"], query["lang"]).candidates for query in queries]
            right = [bool(c) and c[0].name in q["right"] for q, c in zip(queries, answers, strict=True)]
            return sum(right) / len(right)

        say(f"asking {len(queries)} names as usual")
        usual = recall()
        say("comparing with everything")
        index: Any = gazetteer.index
        index.near_words = _AllWords(index.near_words, manifest.words)
        index.near_names = _AllNames(index.near_names, index)
        everything = recall()
    lost = everything - usual
    row = [size, len(queries), everything, usual, lost, MOST_LOST, lost <= MOST_LOST]
    heads = ("names", "asked", "r@1, everything", "r@1, as usual", "lost", "target", "met")
    return [Table("blocking", "Blocking", heads, [row], _NOTE)]
