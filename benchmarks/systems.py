"""The systems that are compared, one small class each.

To add a peer, write a class with `build` (if it keeps an index on disk), `open` and `find`, put it into
SYSTEMS and, if it comes from PyPI, its requirement into `requires`. Each runs in a process of its own, and
peers in an environment of their own (environment.py), so this module imports nothing at its top that is not
in Python itself.
"""
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import json
import math
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.data import SPELLINGS


class Hit(NamedTuple):
    """A name of the gazetteer with its score; `linked` is what the system itself decides, if it does."""

    name: str
    score: float
    linked: bool | None = None


class System:
    """A way to look a name up in a gazetteer."""

    name: str
    packages: tuple[str, ...]  # what its version is the version of
    requires: tuple[str, ...] = ()  # what pip installs, nothing for what exonym depends on anyway
    default = 0.8  # the score from which it links, where it does not decide itself
    note = ""

    def build(self, corpus: Path, folder: Path) -> None:
        """Make in `folder` whatever is kept between runs, from gazetteer.jsonl in `corpus`."""

    def open(self, corpus: Path, folder: Path) -> None:
        """Get ready to answer."""
        raise NotImplementedError

    def find(self, text: str, lang: str) -> Hit | None:
        """Return the best name for a text in the language `lang` (BCP 47 or "und"), None if there is none."""
        raise NotImplementedError

    def find_all(self, queries: Iterable[tuple[str, str]]) -> Iterator[Hit | None]:
        """Yield what `find` does for each text and language, in order: some do better with many."""
        return starmap(self.find, queries)


def names_of(corpus: Path) -> list[str]:
    """Return the names of a corpus, in order."""
    with (corpus / "gazetteer.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["name"] for line in lines]


class Exonym(System):
    """exonym: gazetteer on disk, its own verdict."""

    name = "exonym"
    packages = ("exonym",)

    def build(self, corpus: Path, folder: Path) -> None:
        """Build a gazetteer of these names alone."""
        from pipeline.gazetteer.build import build

        build([corpus / "gazetteer.jsonl"], folder)

    def open(self, corpus: Path, folder: Path) -> None:
        """Open it, with the spellings that the corpus leaves to know."""
        from pipeline.gazetteer.lookup import Wanted, lookup_all
        from pipeline.gazetteer.store import Gazetteer
        from pipeline.names import customary

        if (corpus / SPELLINGS).exists():
            customary.use(corpus / SPELLINGS)
        self.gazetteer = Gazetteer.open(folder)
        self.wanted, self.lookup_all = Wanted, lookup_all

    def find(self, text: str, lang: str) -> Hit | None:
        """Look one name up."""
        return next(self.find_all([(text, lang)]))

    def find_all(self, queries: Iterable[tuple[str, str]]) -> Iterator[Hit | None]:
        """Look names up, without the reasons, as `exonym lookup` does those of a file."""
        for answer in self.lookup_all(self.gazetteer, starmap(self.wanted, queries), why=False):
            best = answer.candidates[0] if answer.candidates else None
            yield Hit(best.name, best.score, answer.status == "linked") if best else None


class _Unidecode(System):
    """What one writes first: everything to ASCII, then a rapidfuzz ratio against every name."""

    packages = ("unidecode", "rapidfuzz")
    scorer: str

    def open(self, corpus: Path, folder: Path) -> None:
        """Read and fold every name."""
        from rapidfuzz import fuzz, process
        from unidecode import unidecode

        self.unidecode, self.process, self.ratio = unidecode, process, getattr(fuzz, self.scorer)
        self.names = names_of(corpus)
        self.folded = [unidecode(name).casefold() for name in self.names]

    def find(self, text: str, lang: str) -> Hit | None:
        """Compare with every name."""
        found = self.process.extract(self.unidecode(text).casefold(), self.folded, scorer=self.ratio, limit=5)
        return Hit(self.names[found[0][2]], found[0][1] / 100) if found else None


class TokenSortRatio(_Unidecode):
    """The baseline that speeds are related to."""

    name, scorer = "unidecode + token_sort_ratio", "token_sort_ratio"


class WRatio(_Unidecode):
    """rapidfuzz's ratio of ratios."""

    name, scorer = "unidecode + WRatio", "WRatio"


class Nomenklatura(System):
    """nomenklatura's logic-v2 on the names that share most with the query by its own blocking tokens."""

    name = "nomenklatura logic-v2"
    packages = ("nomenklatura",)
    requires = ("nomenklatura>=4.17",)
    default = 0.7  # of yente, which serves it
    note = "its own tokens choose 75 candidates, as its index does; knows the parts of recombined names"

    def open(self, corpus: Path, folder: Path) -> None:
        """Make an entity of every name, and postings of their tokens."""
        from followthemoney import ValueEntity
        from nomenklatura.blocker.tokenizer import tokenize_entity
        from nomenklatura.matching import get_algorithm

        algorithm = get_algorithm("logic-v2")
        assert algorithm is not None
        self.compare, self.config = algorithm.compare, algorithm.default_config()
        self.make, self.tokens = ValueEntity.from_dict, tokenize_entity
        self.entities = [self._entity(name) for name in names_of(corpus)]
        self.postings: dict[Any, list[int]] = defaultdict(list)
        for number, entity in enumerate(self.entities):
            for token in set(tokenize_entity(entity)):
                self.postings[token].append(number)

    def _entity(self, name: str) -> Any:
        return self.make({"id": name, "schema": "Person", "properties": {"name": [name]}})

    def find(self, text: str, lang: str) -> Hit | None:
        """Compare with the 75 names that share the rarest tokens."""
        query = self._entity(text)
        shared: Counter[int] = Counter()
        for token in set(self.tokens(query)):
            for number in self.postings.get(token, ()):
                shared[number] += 1 / math.sqrt(len(self.postings[token]))  # type: ignore[assignment]
        scored = [
            (self.compare(query, self.entities[number], self.config).score, self.entities[number].id)
            for number, _ in shared.most_common(75)
        ]
        return Hit(*max(scored)[::-1]) if scored else None


class Rigour(System):
    """rigour's name symbols and part distance, against every name."""

    name = "rigour"
    packages = ("rigour",)
    requires = ("rigour>=2.6",)
    default = 0.7  # it has none; that of logic-v2, which is built on it
    note = "part scores weighted by length; knows the parts of recombined names"

    def open(self, corpus: Path, folder: Path) -> None:
        """Analyse every name."""
        from rigour import names

        self.rigour = names
        self.names = names_of(corpus)
        self.analysed = [self._analysed(name) for name in self.names]

    def _analysed(self, name: str) -> Any:
        return next(iter(self.rigour.analyze_names(self.rigour.NameTypeTag.PER, [name])), None)

    def find(self, text: str, lang: str) -> Hit | None:
        """Compare with every name."""
        query = self._analysed(text)
        scored = [(self._score(query, name), n) for n, name in enumerate(self.analysed) if query and name]
        best = max(scored, default=None)
        return Hit(self.names[best[1]], best[0]) if best else None

    def _score(self, query: Any, known: Any) -> float:
        best = 0.0
        for edges in self.rigour.pair_symbols(query, known):
            used = {part for edge in edges for part in (*edge.qps, *edge.rps)}
            rest = [[part for part in name.parts if part not in used] for name in (query, known)]
            found = [(1.0, edge) for edge in edges]
            if any(rest):
                ordered = self.rigour.align_person_name_order(*rest)
                found += [(pair.score, pair) for pair in self.rigour.compare_parts(*ordered)]
            sizes = [max(len(pair.qstr), len(pair.rstr)) for _, pair in found]
            score = sum(s * size for (s, _), size in zip(found, sizes, strict=True)) / max(sum(sizes), 1)
            best = max(best, score)
        return best


class Juditha(System):
    """juditha: a tantivy index with fuzzy terms."""

    name = "juditha"
    packages = ("juditha",)
    requires = ("juditha>=4.6",)
    default = 0.97

    def build(self, corpus: Path, folder: Path) -> None:
        """Load and index the names."""
        os.environ["LOG_LEVEL"] = "error"
        from juditha.io import load_names
        from juditha.store import get_build_store

        folder.mkdir(parents=True, exist_ok=True)
        (folder / "names.txt").write_text("\n".join(names_of(corpus)), encoding="utf-8")
        store = get_build_store(folder / "index")
        load_names(folder / "names.txt", store, schema="Person")
        store.build()
        store.close()

    def open(self, corpus: Path, folder: Path) -> None:
        """Open the index."""
        os.environ["LOG_LEVEL"] = "error"
        from juditha.store import Store

        self.store = Store(str(folder / "index"))

    def find(self, text: str, lang: str) -> Hit | None:
        """Search with the least threshold: the sweep over thresholds wants every score."""
        found = self.store.search(text, threshold=0.01)
        return Hit(min(found.names), found.score) if found else None


SYSTEMS: dict[str, type[System]] = {
    system.name: system for system in (Exonym, TokenSortRatio, WRatio, Nomenklatura, Rigour, Juditha)
}
BASELINE = TokenSortRatio.name
