"""gazetteer affected and run --again: what a new version does to articles of the past."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.gazetteer.build import build

from .conftest import POLISH, PORTUGUESE, RECORDS, Run, Spawn, jsonl, rows

WITHOUT = [record for record in RECORDS if record["id"] not in ("per.shin-won-sik", "per.sergei-shoigu")]
OTHER = "Nic się nie stało w czwartek.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A gazetteer of two versions; the second knows two people more."""
    for records in (WITHOUT, RECORDS):
        path = tmp_path / "people.jsonl"
        path.write_text(jsonl(*records), encoding="utf-8")
        build([path], tmp_path / "G")
    return tmp_path / "G"


@pytest.fixture
def past(run: Run, root: Path, tmp_path: Path) -> Path:
    """What was made of three articles with the first version: of two languages, and one without names."""
    texts = {"pl": (POLISH, "pl"), "pt": (PORTUGUESE, "pt"), "none": (OTHER, "pl")}
    given = tmp_path / "in.jsonl"
    given.write_text(jsonl(*({"id": i, "text": t, "lang": lang} for i, (t, lang) in texts.items())), "utf-8")
    (tmp_path / "runs").mkdir()
    run("gazetteer", "rollback", "-g", root)
    run("run", given, "-g", root, "-o", tmp_path / "runs" / "old.jsonl")
    run("gazetteer", "use", versions(run, root)[0], "-g", root)
    return tmp_path / "runs" / "old.jsonl"


def versions(run: Run, root: Path) -> list[str]:
    """Return the names of the versions, newest first."""
    return [row["version"] for row in rows(run("gazetteer", "history", "-g", root, "--json").stdout)]


def seen(article: dict[str, Any]) -> Any:
    keys = ("start", "end", "status", "entity", "name", "rendering")
    return (
        [[mention.get(key) for key in keys] for mention in article["mentions"]],
        article["normalized"]["text"],
        article["gazetteer"],
    )


def test_the_articles_that_a_new_version_changes_are_named(
    run: Run, root: Path, past: Path, tmp_path: Path
) -> None:
    new, old = versions(run, root)
    diff = tmp_path / "changes.jsonl"
    diff.write_text(run("gazetteer", "diff", old, new, "-g", root, "-f", "jsonl").stdout, "utf-8")
    told = run("gazetteer", "affected", diff, "--runs", past.parent)
    assert told.exit_code == 0
    assert f"{past}: pl\n" in told.stdout and f"{past}: pt\n" in told.stdout and ": none" not in told.stdout
    assert "  Szin Won Sik is a name of per.shin-won-sik, which was added\n" in told.stdout
    assert (
        "  Serguei Choigu sounds like Sergei Shoigu, a name of per.sergei-shoigu, which was added\n"
        in told.stdout
    )
    assert told.stdout.endswith("2 of 3 articles\n")
    [first, second] = rows(run("gazetteer", "affected", diff, "--runs", past, "-f", "jsonl").stdout)
    assert (first["file"], first["article"], second["article"]) == (str(past), "pl", "pt")
    assert {reason["entity"] for reason in first["reasons"]} == {"per.shin-won-sik"}
    same = run("gazetteer", "affected", "-", "--runs", past, input=diff.read_text("utf-8"))
    assert same.stdout == told.stdout


def test_wrong_use(run: Run, root: Path, past: Path, tmp_path: Path) -> None:
    assert run("gazetteer", "affected", past, "--runs", past).exit_code == 1
    assert "not a change" in run("gazetteer", "affected", past, "--runs", past).stderr
    assert run("gazetteer", "affected", tmp_path / "no", "--runs", past).exit_code == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "none.jsonl").touch()
    nothing = run("gazetteer", "affected", tmp_path / "none.jsonl", "--runs", empty)
    assert (nothing.exit_code, "no output of a run" in nothing.stderr) == (1, True)


def test_again_gives_what_a_whole_run_would_and_loads_no_engine(
    run: Run, spawn: Spawn, root: Path, past: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.jsonl"
    hook = "import sys; sys.modules.update(dict.fromkeys(('ctranslate2', 'argostranslate', 'sentencepiece')))"
    (tmp_path / "sitecustomize.py").write_text(hook, encoding="utf-8")  # importing one would be an error
    path = f"{tmp_path}:{Path(__file__).parents[2]}"
    done = spawn("run", "--again", past, "-g", root, "-o", new, env={"PYTHONPATH": path})
    assert (done.returncode, done.stderr) == (0, "exonym: the names of 2 of 3 articles were redone\n")
    whole = tmp_path / "whole.jsonl"
    run("run", tmp_path / "in.jsonl", "-g", root, "-o", whole, "--no-memory")
    again, fresh = (rows(one.read_text("utf-8")) for one in (new, whole))
    assert [seen(article) for article in again] == [seen(article) for article in fresh]
    assert "Sergei Shoigu" in again[1]["normalized"]["text"]
    forms = [[name["form"] for name in one[1]["translation"]["names"]] for one in (again, fresh)]
    assert forms[0] == forms[1] != []
    before = json.loads(past.read_text("utf-8").splitlines()[2])
    assert again[2]["mentions"] == before["mentions"] == []


def test_again_after_a_rollback_gives_the_articles_as_they_were(
    run: Run, root: Path, past: Path, tmp_path: Path
) -> None:
    new, back = tmp_path / "new.jsonl", tmp_path / "back.jsonl"
    run("run", "--again", past, "-g", root, "-o", new)
    run("gazetteer", "rollback", "-g", root)
    run("run", "--again", new, "-g", root, "-o", back)
    was, is_ = rows(past.read_text("utf-8")), rows(back.read_text("utf-8"))
    assert [seen(article) for article in was] == [seen(article) for article in is_]
    assert was[1]["translation"]["text"] == is_[1]["translation"]["text"]


def test_again_of_what_was_never_run(run: Run, root: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.jsonl"
    raw.write_text(jsonl({"id": "1", "text": POLISH}), "utf-8")
    result = run("run", "--again", raw, "-g", root)
    assert (result.exit_code, "Run it without --again" in result.stderr) == (1, True)


def test_a_decision_for_one_source_holds_there_alone(run: Run, root: Path, tmp_path: Path) -> None:
    added = run(
        "gazetteer", "override", "add", "Pen", "--is", "per.lloyd-austin", "--in", "*.example.org", "-g", root
    )
    assert added.stdout.startswith("Pen is per.lloyd-austin in articles from *.example.org, says ")
    given = tmp_path / "given.jsonl"
    where = [{}, {"url": "https://news.example.org/1"}, {"source": "x.EXAMPLE.org"}, {"source": "elsewhere"}]
    given.write_text(jsonl(*({"id": str(n), "text": "Wczoraj pan Pen milczał.", "lang": "pl", **one}
                             for n, one in enumerate(where))), "utf-8")  # fmt: skip
    found = rows(run("run", given, "-g", root, "--no-translate", "-f", "jsonl").stdout)
    assert [[m["entity"] for m in one["mentions"]] for one in found] == [
        [], ["per.lloyd-austin"], ["per.lloyd-austin"], [],
    ]  # fmt: skip
    assert len({one["gazetteer"] for one in found}) == 1
    assert run("gazetteer", "override", "check", "-g", root).exit_code == 0
