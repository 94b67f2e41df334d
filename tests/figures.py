"""Figures: what the gate measures, on the cases the project ships. Every figure is a share from 0 to 1."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import NamedTuple

from pipeline.gazetteer.store import Gazetteer
from pipeline.language.codes import group
from pipeline.language.detect import detector
from pipeline.language.parts import parts
from pipeline.language.sentences import split
from pipeline.mentions.resolve import Finder
from pipeline.names import weights
from pipeline.names.compare import compare
from tests.passages import passages as passage_cases

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "samples" / "articles"
GOLD = HERE / "samples" / "gold.jsonl"
LANGUAGES = HERE / "language" / "cases.toml"
SENTENCES = HERE / "language" / "sentences.toml"
# A pair is a link where it would be one in a gazetteer of this many names.
NAMES = 10_000

Figures = dict[str, float]
Splitter = Callable[[str, str], list[tuple[int, int]]]


class Pair(NamedTuple):
    """A name as the press of `lang` writes it, a known English name, and how surely they are the same."""

    written: str
    lang: str
    known: str
    grade: str
    why: str

    @property
    def score(self) -> float:
        """How alike the names are to the matcher, 0 to 1."""
        return _score(self)


@cache
def _score(pair: Pair) -> float:
    return compare(pair.written, pair.known, lang=pair.lang, known_lang="en").score


@cache
def pairs() -> dict[str, list[Pair]]:
    """Return the graded pairs, by the stem of their file."""
    found = {}
    for path in sorted((HERE / "cases").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            assert tuple(next(rows)) == Pair._fields, f"{path}: columns must be {', '.join(Pair._fields)}"
            found[path.stem] = [Pair(*row) for row in rows]
    return found


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0


def graded_pairs() -> Figures:
    """Return the shares of STRONG and of FALSE pairs that score enough to link, overall and by file."""
    enough = weights.load().verdict.threshold_for(NAMES)
    files = pairs()
    groups = {"all": [pair for file in files.values() for pair in file], **files}
    return {
        f"pairs.{name}.{figure}": _share(pair.score >= enough for pair in group if pair.grade == grade)
        for name, group in groups.items()
        for figure, grade in (("linked", "STRONG"), ("false_links", "FALSE"))
    }


def sample_articles() -> Figures:
    """Return recall and precision of the linked mentions of the samples, by type.

    A mention counts if span and canonical name are right; linking a private person is wrong.
    """
    finder = Finder(Gazetteer.open())
    known: set[tuple[str, int, int, str, str]] = set()
    linked: set[tuple[str, int, int, str, str]] = set()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        file, text = gold["file"], (ARTICLES / gold["file"]).read_bytes().decode("utf-8")
        known |= {(file, m["start"], m["end"], m["name"], m["type"]) for m in gold["mentions"] if m["name"]}
        found = finder.find(text, gold["lang"])
        linked |= {(file, m.start, m.end, m.name, m.type) for m in found if m.status == "linked" and m.name}
    right = {mention[:4] for mention in known} & {mention[:4] for mention in linked}
    figures = {}
    for kind in sorted({mention[4] for mention in known}):
        figures[f"samples.{kind}.recall"] = _share(m[:4] in right for m in known if m[4] == kind)
        figures[f"samples.{kind}.precision"] = _share(m[:4] in right for m in linked if m[4] == kind)
    return figures


def passages() -> Figures:
    """Return recall and precision of the names of the passages, and recall by language and by rule."""
    tallies = passage_cases.tallies(Finder(Gazetteer.open()))
    recall = {f"passages.{group}.recall": tally.recall for group, tally in tallies.items()}
    return {**recall, "passages.all.precision": tallies["all"].precision}


def language_detection() -> Figures:
    """Return the share of headlines, and of other sentences, whose language is told."""
    pool = detector()
    right = {
        lang: [pool.detect(text)[0].lang == lang for text in case["texts"]]
        for lang, case in _toml(LANGUAGES).items()
    }
    return {
        "language.headlines": _share(hits[0] for hits in right.values()),
        "language.sentences": _share(hit for hits in right.values() for hit in hits[1:]),
    }


def sentence_splitting() -> Figures:
    """Return F1 of the sentence breaks within the paragraphs, over all languages and for each."""
    tallies = {lang: breaks(lang, case["texts"]) for lang, case in _toml(SENTENCES).items()}
    whole = tuple(map(sum, zip(*tallies.values(), strict=True)))
    return {
        "sentences.all.f1": _f1(*whole),
        **{f"sentences.lang.{lang}.f1": _f1(*tally) for lang, tally in tallies.items()},
    }


def breaks(lang: str, barred: Iterable[str], splitter: Splitter = split) -> tuple[int, int, int]:
    """Return how many sentence breaks a splitter finds that are there, that are not, and how many it misses.

    In the texts a bar stands where a sentence ends; the end of a text does not count.
    """
    right = wrong = missed = 0
    for text in barred:
        pieces = text.split("|")
        known = set(accumulate(map(len, pieces[:-1])))
        plain = "".join(pieces)
        found = {end for _, end in splitter(plain, lang)} - {len(plain)}
        right, wrong, missed = (
            right + len(known & found),
            wrong + len(found - known),
            missed + len(known - found),
        )
    return right, wrong, missed


def mixed_languages() -> Figures:
    """Return the share of documents in two languages, and in one, in which just these are found.

    They are made of the language cases: two sentences of one language and then two of another, and three of
    one with a quotation in the next one between them. Neighbours that count as one language are left out.
    """
    cases = {lang: case["texts"][1:] for lang, case in _toml(LANGUAGES).items()}
    pool = detector()
    right: dict[str, list[bool]] = {"paragraphs": [], "quoted": [], "one": []}
    for (lang, own), (other, foreign) in pairwise([*cases.items(), *islice(cases.items(), 1)]):
        if other in group(lang):
            continue
        documents = {
            "paragraphs": (f"{own[0]} {own[-1]}\n\n{foreign[0]} {foreign[-1]}", {lang, other}),
            "quoted": (f"{own[0]} {own[-1]}\n“{foreign[-1]}” {own[-1]}", {lang, other}),
            "one": (" ".join(own), {lang}),
        }
        for kind, (text, languages) in documents.items():
            right[kind].append({part.lang for part in parts(text, pool)} == languages)
    return {f"language.mixed.{kind}": _share(hits) for kind, hits in right.items()}


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed)


def _toml(path: Path) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


# What is measured, and the files of its cases.
MEASURES: dict[str, tuple[Callable[[], Figures], Callable[[], list[Path]]]] = {
    "pairs": (graded_pairs, lambda: sorted((HERE / "cases").glob("*.csv"))),
    "samples": (sample_articles, lambda: [*sorted(ARTICLES.glob("*.txt")), GOLD]),
    "passages": (passages, passage_cases.files),
    "language": (language_detection, lambda: [LANGUAGES]),
    "mixed": (mixed_languages, lambda: [LANGUAGES]),
    "sentences": (sentence_splitting, lambda: [SENTENCES]),
}


def measure() -> Figures:
    """Return all figures, by name."""
    return {name: value for figures, _ in MEASURES.values() for name, value in figures().items()}


def digests() -> dict[str, str]:
    """Return a digest of the case files of each measure."""
    found = {}
    for name, (_, files) in MEASURES.items():
        digest = hashlib.blake2b(digest_size=8)
        for path in files():
            digest.update(f"{path.name}\0{path.read_text(encoding='utf-8')}\0".encode())
        found[name] = digest.hexdigest()
    return found
