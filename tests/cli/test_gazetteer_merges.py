"""gazetteer show, merges, unmerge, and decisions on what is distinct: the whole story, in small."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run, jsonl, rows

WIKIDATA: dict[str, Any] = {
    "id": "Q107102",
    "labels": {
        "en": {"language": "en", "value": "Lloyd Austin"},
        "ru": {"language": "ru", "value": "Ллойд Остин"},
    },
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
        "P569": [
            {"mainsnak": {"datavalue": {"value": {"time": "+1953-08-08T00:00:00Z", "precision": 11}}}},
        ],
    },
}
SANCTIONS: list[dict[str, Any]] = [
    {
        "id": "NK-austin",
        "schema": "Person",
        "caption": "Lloyd Austin",
        "datasets": ["us_cia"],
        "properties": {
            "name": ["Lloyd Austin", "Lloyd James Austin III"],
            "birthDate": ["1953-08-08"],
            "position": ["Secretary of Defense"],
        },
    },
    {
        "id": "NK-other",
        "schema": "Person",
        "caption": "Lloyd Austin",
        "datasets": ["gb"],
        "properties": {"name": ["Lloyd Austin"], "birthDate": ["1982"]},
    },
]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    dump, ftm = tmp_path / "dump.json", tmp_path / "sanctions.ftm.json"
    dump.write_text("[\n" + json.dumps(WIKIDATA) + "\n]\n", encoding="utf-8")
    ftm.write_text(jsonl(*SANCTIONS), encoding="utf-8")
    return [dump, ftm]


@pytest.fixture
def merged(run: Run, files: list[Path], tmp_path: Path) -> Path:
    built = run("gazetteer", "build", *files, "-o", tmp_path / "G", "--only")
    assert "2 entities" in built.stdout
    assert "1 are made of several records, 0 pairs were kept apart" in built.stdout
    return tmp_path / "G"


def test_an_entity_shows_its_names_with_their_sources_and_what_it_was_made_of(run: Run, merged: Path) -> None:
    shown = run("gazetteer", "show", "Q107102", "-g", merged).stdout
    assert "Q107102  PER  Lloyd Austin" in shown
    assert "born        1953-08-08" in shown and "offices     Secretary of Defense" in shown
    assert "  Ллойд Остин (ru)\n" in shown
    assert "  Lloyd James Austin III (und)  opensanctions\n" in shown
    assert "  made of  NK-austin  Lloyd Austin  (opensanctions)" in shown
    because = (
        "Q107102 (wikidata) and NK-austin (opensanctions): both are called Lloyd Austin, born 1953-08-08"
    )
    assert f"  because  {because}" in shown
    assert run("gazetteer", "show", "NK-austin", "-g", merged).stdout == shown, (
        "an id that was merged leads there"
    )
    told = json.loads(run("gazetteer", "show", "NK-austin", "-g", merged, "--json").stdout)
    assert [record["id"] for record in told["merged"]["records"]] == ["Q107102", "NK-austin"]
    assert run("gazetteer", "show", "Q1", "-g", merged).exit_code == 1


def test_merges_says_why(run: Run, merged: Path) -> None:
    listed = run("gazetteer", "merges", "-g", merged).stdout
    assert listed.startswith("Q107102  Lloyd Austin\n") and "because" in listed and "NK-other" not in listed
    [told] = rows(run("gazetteer", "merges", "-g", merged, "--json").stdout)
    assert told["id"] == "Q107102" and len(told["records"]) == 2 and len(told["why"]) == 1


def test_lookup_and_info_say_where_a_name_is_from(run: Run, merged: Path) -> None:
    why = run("lookup", "Lloyd James Austin III", "-g", merged, "--explain", "-f", "text").stdout
    assert "Lloyd James Austin III is a known name (from opensanctions)" in why
    info = run("gazetteer", "info", "-g", merged).stdout
    assert "and 1 names of others; OpenSanctions, CC BY-NC 4.0" in info
    facts = json.loads(run("gazetteer", "info", "-g", merged, "--json").stdout)
    assert facts["merged"] == 1
    assert (facts["sources"]["opensanctions"]["entities"], facts["sources"]["opensanctions"]["names"]) == (
        1,
        1,
    )


def test_what_was_taken_apart_stays_apart(run: Run, merged: Path, files: list[Path]) -> None:
    done = run("gazetteer", "unmerge", "Q107102", "-g", merged, "--who", "Ada", "--why", "his son")
    assert (
        done.stdout.startswith("Q107102 and NK-austin are two, says Ada on ") and ": his son" in done.stdout
    )

    def apart() -> bool:
        return "made of" not in run("gazetteer", "show", "NK-austin", "-g", merged).stdout

    assert apart()
    changes = rows(
        run("gazetteer", "diff", *_versions(run, merged)[::-1], "-g", merged, "--format", "jsonl").stdout
    )
    split = [change for change in changes if change["kind"] == "split"]
    assert [(change["id"], change["other"]) for change in split] == [("NK-austin", "Q107102")]
    assert split[0]["why"].endswith("both are called Lloyd Austin, born 1953-08-08")
    run("gazetteer", "build", *files, "-o", merged, "--only")
    assert apart(), "a build minds the decision"
    refused = run("gazetteer", "merges", "--refused", "-g", merged).stdout
    assert "born 1953-08-08, but Q107102 and NK-austin were declared distinct" in refused
    run("gazetteer", "override", "remove", "1", "-g", merged)
    run("gazetteer", "build", *files, "-o", merged, "--only")
    assert not apart()


def test_only_one_record_may_be_taken_out(run: Run, merged: Path, files: list[Path], tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(
        jsonl({"id": "my.austin", "type": "PER", "name": "Gen. Austin", "same_as": ["Q107102"]}), "utf-8"
    )
    run("gazetteer", "build", *files, own, "-o", merged, "--only")
    assert run("gazetteer", "show", "Q107102", "-g", merged).stdout.startswith("my.austin  PER  Gen. Austin")
    assert run("gazetteer", "unmerge", "my.austin", "Q1", "-g", merged).exit_code == 1
    assert run("gazetteer", "unmerge", "my.austin", "my.austin", "-g", merged).exit_code == 0
    assert run("gazetteer", "show", "my.austin", "-g", merged).stdout.count("made of") == 0
    assert run("gazetteer", "show", "NK-austin", "-g", merged).stdout.startswith("Q107102  PER  Lloyd Austin")
    assert run("gazetteer", "unmerge", "my.austin", "-g", merged).exit_code == 1


def test_a_decision_on_a_record_survives_its_merging(run: Run, merged: Path, files: list[Path]) -> None:
    run("gazetteer", "override", "add", "Gary", "--is", "NK-austin", "-g", merged)
    [answer] = rows(run("lookup", "Gary", "-g", merged, "-f", "jsonl").stdout)
    assert answer["entity"] == "Q107102"
    assert run("gazetteer", "override", "check", "-g", merged).exit_code == 0


def test_distinct_can_be_declared_beforehand(run: Run, merged: Path, files: list[Path]) -> None:
    added = run("gazetteer", "override", "add", "--distinct", "Q107102", "NK-austin", "-g", merged)
    assert "exonym gazetteer unmerge does it now" in added.stdout
    run("gazetteer", "build", *files, "-o", merged, "--only")
    assert run("gazetteer", "merges", "-g", merged).stdout == ""
    for wrong in (["--distinct", "Q107102", "Q1"], ["X", "--distinct", "Q107102", "NK-austin"], ["--ignore"]):
        assert run("gazetteer", "override", "add", *wrong, "-g", merged).exit_code == 2
    wrong = ["--distinct", "Q107102", "NK-austin", "--lang", "pl"]
    assert run("gazetteer", "override", "add", *wrong, "-g", merged).exit_code == 2


def _versions(run: Run, root: Path) -> list[str]:
    return [row["version"] for row in rows(run("gazetteer", "history", "-g", root, "--json").stdout)]
