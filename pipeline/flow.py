"""The flow: stages run in order over articles, each stage's outcome recorded on the article."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, runtime_checkable

from pipeline.article import Article, Outcome
from pipeline.errors import ExonymError

BATCH = 32


class Stage(Protocol):
    """One step of the work: an article in, a richer one out; the text is never altered.

    A stage raises ExonymError if it cannot do its work on an article.
    """

    name: str

    def __call__(self, article: Article) -> Article:
        """Return the article with what this stage adds."""


@runtime_checkable
class Choosy(Protocol):
    """A stage that has nothing to do on some articles."""

    def why_skipped(self, article: Article) -> str | None:
        """Return why there is nothing to do, None if there is."""


@runtime_checkable
class Batched(Protocol):
    """A stage that does many articles better than one by one."""

    def batch(self, articles: Sequence[Article]) -> Sequence[Article | ExonymError]:
        """Return for each article the result, or the error that it would have raised.

        Raises ExonymError if it can do its work on none of them.
        """


def run(
    stages: Sequence[Stage],
    articles: Iterable[Article],
    *,
    size: int = BATCH,
    watch: Callable[[str, int], None] | None = None,
) -> Iterator[Article]:
    """Run stages over articles, `size` at a time, and yield them in order; reads no further than it must.

    A failing stage is recorded on its article and the next stages go on with what there is. `watch` is told
    the name of each stage and how many articles it has just done. Raises ValueError for a size below one.
    """
    if size < 1:
        raise ValueError(f"a batch holds at least one article, not {size}")
    pending = iter(articles)
    while batch := list(islice(pending, size)):
        for stage in stages:
            batch = apply(stage, batch)
            if watch:
                watch(stage.name, len(batch))
        yield from batch


def apply(stage: Stage, articles: Sequence[Article]) -> list[Article]:
    """Run one stage over articles and record its outcome on each."""
    done = list(articles)
    todo: list[int] = []
    for place, article in enumerate(articles):
        reason = stage.why_skipped(article) if isinstance(stage, Choosy) else None
        if reason is None:
            todo.append(place)
        elif not _has(article, stage):
            outcome = Outcome(stage=stage.name, status="skipped", message=reason)
            done[place] = _record(article, outcome)
    groups = [todo] if todo and isinstance(stage, Batched) else [[place] for place in todo]
    for group in groups:
        began = time.perf_counter()
        results = _do(stage, [articles[place] for place in group])
        share = (time.perf_counter() - began) / len(group)
        for place, result in zip(group, results, strict=True):
            done[place] = _finish(stage, articles[place], result, share)
    return done


def _do(stage: Stage, articles: Sequence[Article]) -> Sequence[Article | ExonymError]:
    """Return what a stage makes of articles, or the error where it fails."""
    try:
        return stage.batch(articles) if isinstance(stage, Batched) else [stage(one) for one in articles]
    except ExonymError as error:
        return [error] * len(articles)


def _finish(stage: Stage, before: Article, result: Article | ExonymError, seconds: float) -> Article:
    if isinstance(result, ExonymError):
        outcome = Outcome(stage=stage.name, status="failed", message=str(result), seconds=round(seconds, 6))
        return _record(before, outcome)
    return _record(result, Outcome(stage=stage.name, status="ok", seconds=round(seconds, 6)))


def _has(article: Article, stage: Stage) -> bool:
    return any(outcome.stage == stage.name for outcome in article.outcomes)


def _record(article: Article, outcome: Outcome) -> Article:
    """Put an outcome on an article, in place of an earlier one of the same stage."""
    others = tuple(one for one in article.outcomes if one.stage != outcome.stage)
    return article.with_(outcomes=(*others, outcome))
