from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import flow
from pipeline.article import Article, Outcome
from pipeline.errors import ExonymError, TranslationError


class Upper:
    """Writes the text in capitals into `extra`; fails on "bad", has nothing to do on "none"."""

    name = "upper"

    def __call__(self, article: Article) -> Article:
        if article.text == "bad":
            raise TranslationError("it is bad", hint="Write something else")
        return article.with_(extra={**article.extra, "upper": article.text.upper()})

    def why_skipped(self, article: Article) -> str | None:
        return "there is nothing" if article.text == "none" else None


class Length:
    name = "length"

    def __call__(self, article: Article) -> Article:
        return article.with_(extra={**article.extra, "length": len(article.text)})


class Together(Upper):
    """The same as Upper, many at once; remembers the sizes of its batches."""

    name = "together"

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def batch(self, articles: Sequence[Article]) -> list[Article | ExonymError]:
        self.sizes.append(len(articles))
        found: list[Article | ExonymError] = []
        for article in articles:
            try:
                found.append(self(article))
            except ExonymError as error:
                found.append(error)
        return found


class Broken(Together):
    name = "broken"

    def batch(self, articles: Sequence[Article]) -> list[Article | ExonymError]:
        raise TranslationError("no engine")


def articles(*texts: str) -> list[Article]:
    return [Article(id=str(number), text=text) for number, text in enumerate(texts)]


def outcomes(article: Article) -> list[tuple[str, str, str]]:
    return [(one.stage, one.status, one.message) for one in article.outcomes]


def test_a_failing_stage_is_recorded_and_the_others_go_on() -> None:
    good, bad = flow.run([Upper(), Length()], articles("good", "bad"))
    assert good.extra == {"upper": "GOOD", "length": 4}
    assert outcomes(good) == [("upper", "ok", ""), ("length", "ok", "")]
    assert bad.extra == {"length": 3}
    assert outcomes(bad) == [("upper", "failed", "it is bad. Write something else"), ("length", "ok", "")]
    assert bad.failed and not good.failed


def test_a_skipped_stage_says_why_and_changes_nothing_else() -> None:
    (article,) = flow.run([Upper()], articles("none"))
    assert outcomes(article) == [("upper", "skipped", "there is nothing")]
    assert article.extra == {}


def test_a_stage_is_recorded_once_however_often_it_runs() -> None:
    (skipped,) = flow.run([Upper(), Upper()], articles("none"))
    assert outcomes(skipped) == [("upper", "skipped", "there is nothing")]
    (done,) = flow.run([Upper(), Length(), Upper()], articles("good"))
    assert [stage for stage, _, _ in outcomes(done)] == ["length", "upper"]


def test_being_skipped_later_does_not_hide_that_it_was_done() -> None:
    before = Article(id="1", text="none", outcomes=(Outcome(stage="upper", status="ok"),))
    (after,) = flow.run([Upper()], [before])
    assert after == before


def test_an_error_that_is_no_exonym_error_is_a_bug_and_comes_through() -> None:
    class Buggy(Length):
        def __call__(self, article: Article) -> Article:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(flow.run([Buggy()], articles("good")))


def test_the_input_is_not_altered() -> None:
    before = articles("good", "bad")
    list(flow.run([Upper(), Length()], before))
    assert before == articles("good", "bad")


@given(st.lists(st.sampled_from(["good", "bad", "none", "other"]), max_size=12), st.integers(1, 5))
def test_stage_by_stage_or_at_one_go_one_by_one_or_batched_the_outcome_is_the_same(
    texts: list[str], size: int
) -> None:
    def stages() -> list[flow.Stage]:
        return [Upper(), Together(), Length()]

    at_one_go = list(flow.run(stages(), articles(*texts), size=size))
    by_stage: Iterator[Article] | list[Article] = articles(*texts)
    for stage in stages():
        by_stage = flow.run([stage], by_stage)
    one_by_one = [done for article in articles(*texts) for done in flow.run(stages(), [article])]
    for left, middle, right in zip(at_one_go, by_stage, one_by_one, strict=True):
        assert outcomes(left) == outcomes(middle) == outcomes(right)
        assert left.extra == middle.extra == right.extra
    assert [article.id for article in at_one_go] == [str(number) for number in range(len(texts))]


def test_a_batch_holds_what_is_to_be_done_and_none_is_started_for_nothing() -> None:
    stage = Together()
    done = list(flow.run([stage], articles("a", "none", "b", "c", "none", "none", "none"), size=3))
    assert stage.sizes == [2, 1]
    assert [article.extra.get("upper") for article in done] == ["A", None, "B", "C", None, None, None]


def test_a_batch_that_fails_as_a_whole_is_recorded_on_each() -> None:
    done = list(flow.run([Broken(), Length()], articles("a", "none", "b")))
    assert [outcomes(article)[0] for article in done] == [
        ("broken", "failed", "no engine"),
        ("broken", "skipped", "there is nothing"),
        ("broken", "failed", "no engine"),
    ]
    assert [article.extra for article in done] == [{"length": 1}, {"length": 4}, {"length": 1}]


def test_a_batch_must_answer_for_each_article() -> None:
    class Short(Together):
        def batch(self, articles: Sequence[Article]) -> list[Article | ExonymError]:
            return list(articles[1:])

    with pytest.raises(ValueError, match="shorter"):
        list(flow.run([Short()], articles("a", "b")))


def test_no_more_is_read_than_a_batch() -> None:
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield Article(id=str(read), text="good")

    running = flow.run([Upper()], endless(), size=4)
    assert read == 0
    assert [next(running).id for _ in range(4)] == ["1", "2", "3", "4"]
    assert read == 4
    next(running)
    assert read == 8


def test_whoever_watches_is_told_of_every_stage_and_batch() -> None:
    told: list[tuple[str, int]] = []
    list(
        flow.run(
            [Upper(), Length()], articles("a", "bad", "none"), size=2, watch=lambda *one: told.append(one)
        )
    )
    assert told == [("upper", 2), ("length", 2), ("upper", 1), ("length", 1)]


def test_time_is_recorded_and_shared_among_a_batch() -> None:
    (one,) = flow.run([Upper()], articles("good"))
    assert one.outcomes[0].seconds >= 0
    left, right = flow.run([Together()], articles("a", "b"))
    assert left.outcomes[0].seconds == right.outcomes[0].seconds
