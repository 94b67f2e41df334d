from pathlib import Path

import pytest

from pipeline import Article, Gazetteer, Pipeline, Settings
from pipeline.errors import GazetteerError

POLISH = (
    "Minister obrony Szin Won Sik rozmawiał w środę z Siergiejem Szojgu o sytuacji na granicy. "
    "Szin powiedział dziennikarzom, że nie spotkał się jeszcze z Władimirem Putinem."
)


@pytest.fixture(scope="module")
def pipeline(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    settings = Settings(packages=tmp_path_factory.mktemp("packages"))
    return Pipeline(gazetteer, translate=False, settings=settings)


def test_a_text_runs_through_every_stage(pipeline: Pipeline, gazetteer: Gazetteer) -> None:
    article = pipeline.run(POLISH)
    assert article.text == POLISH
    assert article.lang == "pl"
    assert article.gazetteer == gazetteer.version
    assert [(one.stage, one.status) for one in article.outcomes] == [
        (stage.name, "ok") for stage in pipeline.stages()
    ]
    linked = {mention.entity for mention in article.mentions if mention.status == "linked"}
    assert {"per.shin-won-sik", "per.sergei-shoigu", "per.vladimir-putin"} <= linked


def test_every_mention_says_where_it_stands(pipeline: Pipeline) -> None:
    article = pipeline.run(POLISH, "pl")
    assert article.mentions
    for mention in article.mentions:
        assert article.text[mention.start : mention.end] == mention.text
    assert article.normalized is not None
    for mention in article.normalized.mentions:
        assert article.normalized.text[mention.start : mention.end] == mention.text
    for change in article.normalized.changes:
        assert article.text[change.start : change.end] == change.text


def test_articles_come_out_in_order_and_as_if_alone(pipeline: Pipeline) -> None:
    texts = [POLISH, "", "Шойгу молчал.", "deszcz pada", POLISH]
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    told: list[tuple[str, int]] = []
    together = list(pipeline.run_many(articles, watch=lambda *one: told.append(one)))
    assert [article.id for article in together] == ["0", "1", "2", "3", "4"]
    for article, before in zip(together, articles, strict=True):
        alone = pipeline.run(before)
        assert alone.mentions == article.mentions
        assert alone.normalized == article.normalized
        assert alone.lang == article.lang
    assert told == [(stage.name, len(articles)) for stage in pipeline.stages()]


def test_a_known_language_is_not_told_again(pipeline: Pipeline) -> None:
    assert pipeline.run(POLISH, "uk").lang == "uk"


def test_without_a_model_the_text_stays_in_its_language(gazetteer: Gazetteer, tmp_path: Path) -> None:
    article = Pipeline(gazetteer, settings=Settings(packages=tmp_path, cache=tmp_path)).run(POLISH)
    status = {one.stage: one.status for one in article.outcomes}
    assert status["translate"] == "failed" and article.failed
    assert article.translation is None
    assert article.normalized is not None and article.normalized.of == "source"
    assert "Shin Won-sik" in article.normalized.text


def test_the_stages_of_a_run(pipeline: Pipeline, gazetteer: Gazetteer) -> None:
    assert [stage.name for stage in pipeline.stages()] == ["detect", "find", "names"]
    assert [stage.name for stage in Pipeline(gazetteer).stages()] == ["detect", "find", "translate", "names"]


def test_what_is_needed_is_opened_once_and_late(
    gazetteer: Gazetteer, gazetteer_root: Path, tmp_path: Path
) -> None:
    assert Pipeline(gazetteer).gazetteer is gazetteer
    opened = Pipeline(gazetteer_root)
    assert opened.gazetteer is opened.gazetteer
    assert opened.gazetteer.version == gazetteer.version
    missing = Pipeline(tmp_path / "nowhere")
    assert [stage.name for stage in missing.detect_stages()] == ["detect"]
    with pytest.raises(GazetteerError):
        missing.run(POLISH)


def test_settings_come_from_the_environment_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_BEAM_SIZE", "7")
    assert Pipeline().settings.beam == 7
    assert Pipeline(settings=Settings(beam=2)).settings.beam == 2
