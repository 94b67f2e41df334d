"""Past articles brought up to a newer gazetteer: as a whole run would have them, and without an engine."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.article import Article
from pipeline.errors import InputError
from pipeline.gazetteer import decisions, shipped, store
from pipeline.gazetteer.decisions import Decision
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.store import Gazetteer
from pipeline.pipeline import Pipeline
from tests.passages.passages import passages

SHIN = Entity(id="per.shin", type="PER", name="Shin Won-sik", family="Shin", names=(Name("신원식", "ko"),))
AUSTIN = Entity(id="per.austin", type="PER", name="Lloyd Austin")
KYIV = Entity(id="loc.kyiv", type="LOC", name="Kyiv", names=(Name("Kijów", "pl"),))
TEXTS = [
    "Minister Szin Won Sik spotkał się z Lloydem Austinem. Szin milczy.",
    "W Kijowie spadł deszcz. Jan Nowak milczy.",
    "Boris Johnson mieszka w Lublinie.",
]


def seen(article: Article) -> Any:
    """What a reader sees of an article's names."""
    found = [(m.start, m.end, m.status, m.entity, m.name, m.rendering) for m in article.mentions]
    return article.id, article.gazetteer, found, article.normalized and article.normalized.text


def written(root: Path, *entities: Entity) -> Gazetteer:
    store.write(root, entities)
    return Gazetteer.open(root)


def ran(gazetteer: Gazetteer, articles: Sequence[Article]) -> list[Article]:
    return list(Pipeline(gazetteer, translate=False).run_many(articles))


def texts() -> list[Article]:
    return [Article(id=str(n), text=text, lang="pl") for n, text in enumerate(TEXTS)]


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        ([AUSTIN, KYIV], [AUSTIN, KYIV, SHIN], ["0"]),
        ([AUSTIN, KYIV, SHIN], [AUSTIN, KYIV], ["0"]),
        ([AUSTIN, SHIN], [AUSTIN, SHIN, KYIV], ["1"]),
        ([SHIN, KYIV], [replace(SHIN, name="Sin Won-sik"), KYIV], ["0"]),
        ([SHIN, KYIV], [SHIN, replace(KYIV, names=())], ["1"]),
        ([SHIN, KYIV], [SHIN, replace(KYIV, names=(*KYIV.names, Name("Jan Nowak", "pl")))], ["1"]),
        ([SHIN, KYIV], [replace(SHIN, id="per.new", same_as=("per.shin",)), KYIV], ["0"]),
        ([SHIN, KYIV], [SHIN, KYIV, replace(SHIN, id="per.other", name="Shin Won-shik", names=())], ["0"]),
        ([SHIN], [SHIN], []),
    ],
)
def test_only_the_articles_that_change_are_redone(
    before: list[Entity], after: list[Entity], touched: list[str], tmp_path: Path
) -> None:
    past = ran(written(tmp_path, *before), texts())
    now = written(tmp_path, *after)
    stage = Pipeline(now).again_stage()
    again = [stage(article) for article in past]
    assert [seen(article) for article in again] == [seen(article) for article in ran(now, texts())]
    assert [
        old.id for old, new in zip(past, again, strict=True) if old.mentions is not new.mentions
    ] == touched
    assert (stage.seen, stage.redone) == (len(TEXTS), len(touched))


def test_of_real_texts_and_many_changes_none_is_missed(tmp_path: Path) -> None:
    chance = random.Random(1)
    records = list(shipped.records())
    fewer = [
        replace(one, names=tuple(name for name in one.names if chance.random() > 0.05))
        for one in records
        if chance.random() > 0.05
    ]
    given = [Article(id=str(n), text=one.text, lang=one.lang) for n, one in enumerate(passages())]
    versions = written(tmp_path, *fewer), written(tmp_path, *records)
    runs = [ran(version, given) for version in versions]
    for now, past, anew in ((versions[1], *runs), (versions[0], *runs[::-1])):
        stage = Pipeline(now).again_stage()
        missed = [
            (one.text, set(again.mentions) ^ set(other.mentions))
            for one, other in zip(past, anew, strict=True)
            if seen(again := stage(one)) != seen(other)
        ]
        assert missed == []
        really = sum(seen(one)[2:] != seen(other)[2:] for one, other in zip(past, anew, strict=True))
        assert 0 < really <= stage.redone < len(given)


def test_decisions_are_minded_whether_made_or_unmade(tmp_path: Path) -> None:
    gazetteer = written(tmp_path, AUSTIN, SHIN, KYIV)
    past = ran(gazetteer, texts())
    file = tmp_path / decisions.FILE
    for kind, text, entity in (
        ("ignore", "Kijów", None),
        ("is", "Jan Nowak", "per.austin"),
        ("prefer", "Sin Won-sik", "per.shin"),
    ):
        decisions.add(file, Decision(kind=kind, text=text, entity=entity))  # type: ignore[arg-type]
        for _ in range(2):
            now = Gazetteer.open(tmp_path)
            stage = Pipeline(now).again_stage()
            again = [stage(article) for article in past]
            assert [seen(article) for article in again] == [seen(article) for article in ran(now, texts())]
            assert stage.redone == 1
            past = again
            if decisions.read(file):
                decisions.remove(file, 1)


def test_what_cannot_be_compared_is_redone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    now = written(tmp_path / "G", AUSTIN, SHIN)
    past = [article.with_(gazetteer="0123456789abcdef") for article in ran(now, texts())]
    stage = Pipeline(now).again_stage()
    assert [seen(stage(article)) for article in past] == [seen(article) for article in ran(now, texts())]
    assert stage.redone == len(past)
    assert "0123456789abcdef of the gazetteer is no longer there" in caplog.text
    hostile = [article.with_(gazetteer="../../etc") for article in past]
    assert [stage(article).gazetteer for article in hostile] == [now.version] * len(hostile)


def test_what_was_never_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Run it without --again"):
        Pipeline(written(tmp_path, SHIN)).again_stage()(texts()[0])


def test_no_engine_is_loaded(tmp_path: Path) -> None:
    past = ran(written(tmp_path, AUSTIN), texts())
    before = set(sys.modules)
    Pipeline(written(tmp_path, AUSTIN, SHIN)).again_stage()(past[0])
    assert not {"ctranslate2", "argostranslate", "sentencepiece"} & (set(sys.modules) - before)
