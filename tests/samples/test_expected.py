"""What exonym makes of each sample article is what samples/expected says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pipeline import Pipeline

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT / "samples" / "articles").glob("*.txt"))
HOW = "If the change is meant, write the file again with: python tools/make_expected.py"

sys.path.insert(0, str(ROOT / "tools"))
from make_expected import run  # noqa: E402


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def test_every_article_has_an_expectation() -> None:
    expected = {path.stem for path in (ROOT / "samples" / "expected").glob("*.json")}
    assert expected == {path.stem for path in ARTICLES}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_article_comes_out_as_expected(pipeline: Pipeline, path: Path) -> None:
    expected = json.loads((ROOT / "samples" / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert run(pipeline, path) == expected, HOW


def test_carried_names_stand_in_the_portuguese_translation(pipeline: Pipeline) -> None:
    text = (ROOT / "samples" / "articles" / "pt-wagner.txt").read_text(encoding="utf-8")
    article = pipeline.run(text)
    assert article.translation is not None and article.normalized is not None
    assert not any(name.how == "missed" for name in article.translation.names)
    for name in ("Yevgeny Prigozhin", "Sergei Shoigu", "Volodymyr Zelenskyy", "Kyiv", "Wagner Group"):
        assert name in article.normalized.text
    assert "Prigojin" not in article.normalized.text
