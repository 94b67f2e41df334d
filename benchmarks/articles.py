"""Articles: how many a second one core finds and writes the names of, translation aside."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import data
from benchmarks.report import Table
from pipeline import flow
from pipeline.article import Article
from pipeline.flow import Stage
from pipeline.gazetteer import shipped
from pipeline.gazetteer.build import build
from pipeline.language.sentences import split
from pipeline.pipeline import Pipeline
from tests.passages.passages import passages

SIZES = (100_000,)
# What is asked for at the largest size, caches warm: English articles of 400 words a second.
TARGET = 60.0
_WORDS = 400
_TEXTS = 50
_NOTE = f"""Per CPU second. English articles have {_WORDS} words and name two people of the gazetteer and
one who is not, drawn anew for each; those of the warm pass are others than those of the cold one. The samples
are the same in both. Words are what spaces divide."""
_SAMPLES, _ENGLISH, _ALONE = "samples", "English", "English, known to be: names alone"
# People of the samples and passages who make room for others, by full name and surname: two are of the
# gazetteer, the third is made of two of its people and most likely unlisted.
_LISTED = (("Bogumił Trzaskowiak", "Trzaskowiak"), ("Kang Sun Nam", "Nam"))
_UNLISTED = ("Oksana Melnyk", "Melnyk")


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Run the samples, and English articles made of their sentences, through detection and names."""
    count = 2 if quick else _TEXTS
    samples = _samples()
    rows = []
    for label, gazetteer, people in _gazetteers(quick, say):
        first, second = (english(count, people, batch) for batch in ("first", "second"))
        told = [[article.with_(lang="en") for article in batch] for batch in (first, second)]
        for what, batches in {_SAMPLES: (samples, samples), _ENGLISH: (first, second), _ALONE: told}.items():
            say(f"{what}, {label}")
            pipeline = Pipeline(gazetteer, translate=False)
            stages = pipeline.names_stages() if what == _ALONE else pipeline.stages()
            for caches, articles in zip(("cold", "warm"), batches, strict=True):
                spent, found = _pass(stages, articles)
                words = sum(len(article.text.split()) for article in articles)
                asked = TARGET if what == _ALONE and caches == "warm" and label != "shipped" else None
                rate = len(articles) / spent
                rows.append([label, what, caches, rate, asked, words / spent, found / len(articles)])
    return [
        Table(
            "articles",
            "Articles: language and names, on one core",
            ("gazetteer", "texts", "caches", "articles/s", "target", "words/s", "mentions an article"),
            rows,
            _NOTE,
        )
    ]


def _gazetteers(quick: bool, say: Callable[[str], None]) -> Iterator[tuple[str, Path, list[str]]]:
    """Yield the shipped gazetteer and bigger ones with that many names more, and some people of each."""
    people = [record.name for record in shipped.records() if record.type == "PER"]
    yield "shipped", shipped.shipped(), people
    for size in () if quick else SIZES:
        folder = data.WORK / "built" / f"articles-{size}"
        say(f"building shipped and {size:,} names")
        corpus = data.corpus(size)
        build([corpus / "gazetteer.jsonl"], folder, base=shipped.records())
        yield f"{size:,} names", folder, [row["name"] for row in data.read(corpus / "gazetteer.jsonl")]


def _pass(stages: Sequence[Stage], articles: Sequence[Article]) -> tuple[float, int]:
    """Return the CPU seconds that the articles took, and how many mentions were found."""
    began = time.process_time()
    done = list(flow.run(stages, articles))
    return time.process_time() - began, sum(len(article.mentions) for article in done)


def _samples() -> list[Article]:
    paths = sorted((data.ROOT / "samples" / "articles").glob("*.txt"))
    return [Article(id=path.stem, text=path.read_text(encoding="utf-8")) for path in paths]


def english(count: int, people: Sequence[str], batch: str) -> list[Article]:
    """Return English articles of about 400 words: sentences at random, people of `people` in them."""
    pool = list(_sentences())
    made = []
    for number in range(count):
        dice = random.Random(f"{batch}{number}")
        cast = [(*roles, dice.choice(people)) for roles in _LISTED]
        cast.append((*_UNLISTED, f"{dice.choice(people).split()[0]} {dice.choice(people).split()[-1]}"))
        dice.shuffle(pool)
        text = ""
        for sentence in pool:
            for full, family, name in cast:
                sentence = sentence.replace(full, name).replace(family, name.split()[-1])
            text += sentence + " "
            if len(text.split()) >= _WORDS:
                break
        made.append(Article(id=f"english-{batch}{number}", text=text))
    return made


def _sentences() -> Iterator[str]:
    """Yield the whole sentences of the English samples and passages, headlines aside."""
    texts = [article.text for article in _samples() if article.id.startswith("en-")]
    texts += [passage.text for passage in passages() if passage.lang == "en"]
    for text in texts:
        for line in filter(str.strip, text.splitlines()):
            for start, end in split(line, "en"):
                if (sentence := line[start:end].strip()).endswith((".", "?", '"')) and sentence[0].isupper():
                    yield sentence
