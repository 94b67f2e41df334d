"""Articles: how many a second one core finds and writes the names of, translation aside."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import data
from benchmarks.report import Table
from pipeline.article import Article
from pipeline.gazetteer import shipped
from pipeline.gazetteer.build import build
from pipeline.language.sentences import split
from pipeline.pipeline import Pipeline

SIZES = (100_000,)
_WORDS = 400
_TEXTS = 20


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Run the samples and texts made of the English ones through detection and names, twice."""
    samples, made = _samples(), english(2 if quick else _TEXTS)
    texts = {f"{len(samples)} samples": samples, f"{len(made)} English, {_WORDS} words each": made}
    rows = []
    for label, gazetteer in _gazetteers(quick, say):
        for what, articles in texts.items():
            say(f"{what}, {label}")
            pipeline = Pipeline(gazetteer, translate=False)
            for state in ("first pass", "second pass"):
                spent, found = _pass(pipeline, articles)
                words = sum(len(article.text.split()) for article in articles)
                rows.append([label, what, state, len(articles) / spent, words / spent, found / len(articles)])
    return [
        Table(
            "articles",
            "Articles: language and names, on one core",
            ("gazetteer", "texts", "caches", "articles/s", "words/s", "mentions an article"),
            rows,
            "Per CPU second. The first pass opens the gazetteer and meets every name for the first time; the "
            "second has met them all. Real work lies between. Words are what spaces divide.",
        )
    ]


def _gazetteers(quick: bool, say: Callable[[str], None]) -> list[tuple[str, Path]]:
    """Return the shipped gazetteer and bigger ones: the shipped entities and as many names again as said."""
    found = [("shipped", shipped.shipped())]
    for size in () if quick else SIZES:
        folder = data.WORK / "built" / f"articles-{size}"
        say(f"building shipped and {size:,} names")
        corpus = data.corpus(size)
        build([corpus / "gazetteer.jsonl"], folder, base=shipped.records())
        found.append((f"shipped and {size:,} names", folder))
    return found


def _pass(pipeline: Pipeline, articles: Sequence[Article]) -> tuple[float, int]:
    """Return the CPU seconds that the articles took, and how many mentions were found."""
    began = time.process_time()
    done = list(pipeline.run_many(articles))
    return time.process_time() - began, sum(len(article.mentions) for article in done)


def _samples() -> list[Article]:
    paths = sorted((data.ROOT / "samples" / "articles").glob("*.txt"))
    return [Article(id=path.stem, text=path.read_text(encoding="utf-8")) for path in paths]


def english(count: int) -> list[Article]:
    """Return English articles of about 400 words, made of the sentences of the English samples at random."""
    pool = [
        article.text[start:end].strip()
        for article in _samples()
        if article.id.startswith("en-")
        for start, end in split(article.text, "en")
    ]
    made = []
    for number in range(count):
        dice = random.Random(number)
        text = ""
        while len(text.split()) < _WORDS:
            text += dice.choice(pool) + " "
        made.append(Article(id=f"english-{number}", text=text))
    return made
