"""gazetteer build and info."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.gazetteer.build import build
from pipeline.gazetteer.store import Gazetteer

from .conftest import RECORDS, Run, jsonl


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    path.write_text(jsonl({"id": "x1", "type": "PER", "name": "Shin Won-sik"}), encoding="utf-8")
    return path


def test_only_these(run: Run, records: Path, tmp_path: Path) -> None:
    result = run("gazetteer", "build", records, "-o", tmp_path / "G", "--only")
    assert (result.exit_code, result.stderr) == (0, "")
    made = Gazetteer.open(tmp_path / "G")
    assert sorted(entity.id for entity in made) == sorted(record["id"] for record in RECORDS)
    assert f"{len(RECORDS)} entities" in result.stdout
    assert made.version in result.stdout


def test_records_from_standard_input(run: Run, mine: Path, records: Path, tmp_path: Path) -> None:
    piped = records.read_bytes()
    assert run("gazetteer", "build", mine, "-", "-o", tmp_path / "G", "--only", input=piped).exit_code == 0
    made = Gazetteer.open(tmp_path / "G")
    assert {entity.id for entity in made} == {"x1", *(record["id"] for record in RECORDS)}


def test_what_is_wrong_with_standard_input_is_told_of_it(run: Run, tmp_path: Path) -> None:
    piped = '{"id": "1", "type": "PER", "name": "Kim"}\noops\n'
    result = run("gazetteer", "build", "-", "-o", tmp_path / "G", "--only", input=piped)
    assert result.exit_code == 1
    assert result.stderr.startswith("exonym: stdin, line 2: not a gazetteer record")
    result = run("gazetteer", "build", "-", "-o", tmp_path / "G", "--only", input="oops\n")
    assert "the first trouble: stdin, line 1: " in result.stderr


def test_a_field_that_no_table_has(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Nazwisko,type\nAnna Nowak,PER\n", encoding="utf-8")
    arguments = ("gazetteer", "build", tmp_path / "t.csv", "-o", tmp_path / "G", "--only", "--column")
    result = run(*arguments, "nme=Nazwisko")
    assert result.exit_code == 2 and "there is no field nme; there are: id, type, name" in result.stderr
    assert run(*arguments, "name=Nazwisko").stdout.startswith(f"{tmp_path / 'G'}: 1 entity, ")


def test_a_file_is_no_folder(run: Run, mine: Path) -> None:
    result = run("gazetteer", "build", mine, "-o", mine, "--only")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"exonym: cannot write a gazetteer to {mine}: ")


def test_shipped_and_these(run: Run, mine: Path, tmp_path: Path) -> None:
    assert run("gazetteer", "build", mine, "-o", tmp_path / "G").exit_code == 0
    made = Gazetteer.open(tmp_path / "G")
    assert made.find("x1")
    assert made.find("per.vladimir-putin")


def test_these_with_the_aliases_of_another(run: Run, mine: Path, gazetteer: str, tmp_path: Path) -> None:
    result = run("gazetteer", "build", mine, "-o", tmp_path / "G", "--aliases-from", gazetteer)
    assert result.exit_code == 0
    assert f"1 was lent the names of {gazetteer}" in result.stdout
    [entity] = Gazetteer.open(tmp_path / "G")
    assert "Szin Won Sik" in {name.text for name in entity.names}


def test_these_with_the_aliases_shipped(run: Run, mine: Path, tmp_path: Path) -> None:
    assert run("gazetteer", "build", mine, "-o", tmp_path / "G", "--aliases-from", "shipped").exit_code == 0
    [entity] = Gazetteer.open(tmp_path / "G")
    assert entity.id == "x1"
    assert "신원식" in {name.text for name in entity.names}


def test_bad_records_are_told_and_the_rest_goes_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(jsonl(RECORDS[0]) + "{oops\n" + jsonl({"id": "x", "type": "SHIP", "name": "A"}))
    result = run("gazetteer", "build", path, "-o", tmp_path / "G", "--only")
    assert result.exit_code == 1
    assert f"exonym: {path}, line 2: not a gazetteer record" in result.stderr
    assert f"exonym: {path}, line 3: not a gazetteer record" in result.stderr
    assert [entity.id for entity in Gazetteer.open(tmp_path / "G")] == ["per.shin-won-sik"]


def test_nothing_usable_leaves_what_was_there(run: Run, mine: Path, tmp_path: Path) -> None:
    build([mine], tmp_path / "G")
    (tmp_path / "bad.jsonl").write_text("nothing\n")
    for bad in (tmp_path / "bad.jsonl", tmp_path / "nowhere.jsonl"):
        result = run("gazetteer", "build", bad, "-o", tmp_path / "G", "--only")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("exonym: ")
    assert len(Gazetteer.open(tmp_path / "G")) == 1


def test_info(run: Run, gazetteer: str) -> None:
    opened = Gazetteer.open(gazetteer)
    told = json.loads(run("gazetteer", "info", "-g", gazetteer, "--json").stdout)
    assert told["version"] == opened.version
    assert told["types"] == {"LOC": 3, "PER": 4}
    assert told["path"] == str(opened.folder)
    assert told["bytes"] == sum(file.stat().st_size for file in opened.folder.iterdir())
    shown = run("gazetteer", "info", "-g", gazetteer).stdout
    assert opened.version in shown
    assert str(opened.folder) in shown


def test_info_on_what_ships_names_the_licences(run: Run) -> None:
    told = json.loads(run("gazetteer", "info", "--json").stdout)
    assert told["sources"]["geonames"]["licence"].startswith("GeoNames, CC BY 4.0")
    assert told["sources"]["cldr"]["licence"].startswith("Unicode CLDR")


def test_a_table_with_headings_of_its_own(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("Nr;Nazwisko\n7;Ivo Sanader\n", encoding="utf-8")
    mapped = ("--column", "name=Nazwisko", "--column", "id=Nr", "--type", "PER")
    result = run("gazetteer", "build", table, *mapped, "-o", tmp_path / "G", "--only")
    assert (result.exit_code, result.stderr) == (0, "")
    [entity] = Gazetteer.open(tmp_path / "G")
    assert (entity.id, entity.type, entity.name) == ("7", "PER", "Ivo Sanader")
    assert run("gazetteer", "build", table, "--column", "name", "-o", tmp_path / "H").exit_code == 2
    assert run("gazetteer", "build", table, "-o", tmp_path / "H").exit_code == 1
    assert run("gazetteer", "build", table, "--from", "ftm", "-o", tmp_path / "H", "--only").exit_code == 1
    assert not (tmp_path / "H").exists()


def test_a_glossary(run: Run, tmp_path: Path) -> None:
    terms = tmp_path / "pl-en.tsv"
    terms.write_text("Szin\tShin\tPER\n", encoding="utf-8")
    said = ("--from", "glossary", "--lang", "pl", "--only")
    assert run("gazetteer", "build", terms, *said, "-o", tmp_path / "G").exit_code == 0
    [entity] = Gazetteer.open(tmp_path / "G")
    assert (entity.name, [(name.text, name.lang) for name in entity.names]) == ("Shin", [("Szin", "pl")])


def test_old_versions_go(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources.toml").write_text("[refresh]\nkeep = 2\n")
    monkeypatch.setenv("EXONYM_SOURCES", str(tmp_path / "sources.toml"))
    for n in range(4):
        path = tmp_path / "in.jsonl"
        path.write_text(jsonl({"id": "x", "type": "PER", "name": f"Ivo Number{n}"}))
        result = run("gazetteer", "build", path, "-o", tmp_path / "G", "--only")
    assert "1 old version removed, 2 are kept" in result.stdout
    assert len(list((tmp_path / "G" / "versions").iterdir())) == 2
