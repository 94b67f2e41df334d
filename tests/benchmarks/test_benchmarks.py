"""The benchmarks run, and what they say is so. `--quick` needs no network and takes seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import articles, blocking, data, language, names, report, scale, translation
from benchmarks.report import Table
from benchmarks.systems import BASELINE, SYSTEMS


def quietly(_: str) -> None:
    """Say nothing."""


def column(table: Table, name: str) -> list[object]:
    return [row[table.columns.index(name)] for row in table.rows]


@pytest.fixture(scope="module")
def found() -> dict[str, Table]:
    return {table.key: table for table in names.run(quick=True, say=quietly)}


def test_names_compare_exonym_with_the_baseline(found: dict[str, Table]) -> None:
    quality = {(row[1], row[2]): row for row in found["names-quality"].rows}
    recall = names._QUALITY.index("r@1")
    for group in ("people", "cases"):
        ours, baseline = quality["exonym", group], quality[BASELINE, group]
        assert ours[recall] > baseline[recall] > 0.3
    assert all(0 <= row[place] <= 1 for row in found["names-quality"].rows for place in range(recall, 10))


def test_speeds_are_told_as_ratios_of_one_run(found: dict[str, Table]) -> None:
    speed = {row[1]: dict(zip(names._SPEED, row, strict=True)) for row in found["names-speed"].rows}
    assert speed[BASELINE]["x baseline"] == 1
    ours = speed["exonym"]
    assert ours["x baseline"] == pytest.approx(ours["queries/s"] / speed[BASELINE]["queries/s"])


def test_the_same_size_gives_the_same_names() -> None:
    def contents(folder: Path) -> list[bytes]:
        return [path.read_bytes() for path in sorted(folder.iterdir())]

    first = contents(data.corpus(500, offline=True, queries=50))
    assert contents(data.corpus(500, offline=True, queries=50)) == first


def test_nobody_absent_is_in_the_gazetteer() -> None:
    folder = data.corpus(2_000, offline=True, queries=200)
    known = {record["name"] for record in data.read(folder / "gazetteer.jsonl")}
    queries = data.read(folder / "queries.jsonl")
    assert len(known) == 2_000
    assert any(query["right"] for query in queries) and any(not query["right"] for query in queries)
    for query in queries:
        assert set(query["right"]) <= known
        assert query["right"] or query["meant"] not in known


def test_figures_are_what_answers_deserve() -> None:
    queries = [
        {"group": "g", "right": ["A"], "rivals": []},
        {"group": "g", "right": ["B"], "rivals": []},
        {"group": "g", "right": [], "rivals": []},
        {"group": "g", "right": [], "rivals": ["D"]},
        {"group": "g", "right": [], "rivals": ["E"]},
    ]
    # right and sure, wrong and unsure, linked though absent, linked to none of its rivals, linked to a rival
    answers = [["A", 0.9, None], ["X", 0.5, None], ["Y", 0.85, None], ["Z", 0.99, None], ["E", 0.8, None]]
    [row] = names.judged(queries, answers, default=0.8)
    figures = dict(zip(names._QUALITY[2:], row, strict=True))
    assert figures["asked"] == 5
    assert figures["r@1"] == 0.5
    assert figures["P"] == pytest.approx(1 / 3)
    assert figures["R"] == 0.5
    assert figures["false links"] == pytest.approx(2 / 3)
    assert figures["at score"] == 0.9
    assert figures["best F1"] == pytest.approx(2 / 3)


def test_scale_measures_every_figure_that_has_a_limit() -> None:
    [table] = scale.run(quick=True, say=quietly)
    assert set(scale.LIMITS) < set(column(table, "what"))
    assert all(float(str(value)) > 0 for value in column(table, "measured"))


def test_articles_are_faster_the_second_time() -> None:
    [table] = articles.run(quick=True, say=quietly)
    speeds = [float(str(speed)) for speed in column(table, "articles/s")]
    assert all(second > first > 0 for first, second in zip(speeds[::2], speeds[1::2], strict=True))
    assert all(float(str(mentions)) > 5 for mentions in column(table, "mentions an article"))


def test_texts_made_for_articles_are_of_their_length() -> None:
    assert all(400 <= len(article.text.split()) < 500 for article in articles.english(3))


def test_both_engines_translate_the_same() -> None:
    [table] = translation.run(quick=True, say=quietly)
    assert set(column(table, "engine")) == set(translation.ENGINES)
    assert all(float(str(share)) >= 0.75 for share in column(table, "same as API"))
    assert len(set(translation.sentences(translation.SENTENCES))) == translation.SENTENCES


def test_detectors_are_measured_on_every_text() -> None:
    table, splitters = language.run(quick=True, say=quietly)
    assert column(table, "detector") == list(language.DETECTORS)
    assert all(float(str(share)) > 0.8 for share in column(table, "sentences right"))
    ours, plain = (float(str(share)) for share in column(splitters, "precision"))
    assert ours > plain > 0.5


def test_results_are_kept_as_json_and_markdown(tmp_path: Path) -> None:
    table = Table("t", "Title", ("what", "how many"), [["names", 12345], ["share", 0.98765]], "A\n  note.")
    report.keep([table], tmp_path)
    record = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert record["rows"] == table.rows and record["made"]["python"]
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "| names | 12,345 |" in summary and "| share | 0.988 |" in summary and "A note." in summary


def test_every_system_says_what_it_is() -> None:
    for name, system in SYSTEMS.items():
        assert system.name == name and system.packages and 0 < system.default <= 1


def test_blocking_loses_hardly_a_name_of_a_few() -> None:
    [table] = blocking.run(quick=True, say=quietly)
    [everything] = column(table, "r@1, everything")
    [usual] = column(table, "r@1, as usual")
    assert everything > 0.5
    assert usual >= everything - 0.1
