"""Telling what a file is, reading lines, and a gazetteer built from files of every kind."""

from __future__ import annotations

import bz2
import gzip
from pathlib import Path

import pytest

from pipeline.errors import InputError, RecordError
from pipeline.gazetteer import sources
from pipeline.gazetteer.build import build
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.sources import Options, lines
from pipeline.gazetteer.store import Gazetteer

FTM = '{"id": "NK-1", "schema": "Person", "properties": {"name": ["Rex Tillerson"]}, "datasets": ["x"]}\n'
JRC = "12\tP\tu\tIvo+Sanader\n"
GEONAMES = (
    "\t".join(["5", "Split", "Split", "", "43", "16", "P", "PPLA", "HR", *[""] * 5, "160577"]) + "\t" * 4
)
TABLE = "name,type\nLloyd Austin,PER\n"
OWN = '{"id": "per.x", "type": "PER", "name": "John Key"}\n'
ALL = {"a.json": FTM, "b.txt": JRC, "cities15000.txt": GEONAMES + "\n", "d.csv": TABLE, "e.jsonl": OWN}
KINDS = {
    "a.json": "ftm",
    "b.txt": "jrc",
    "cities15000.txt": "geonames",
    "d.csv": "table",
    "e.jsonl": "exonym",
}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, text in ALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in ALL]


def test_every_kind_is_told_and_read(files: list[Path], tmp_path: Path) -> None:
    assert {path.name: sources.kind_of(path) for path in files} == KINDS
    report = build(files, tmp_path / "G")
    assert report.errors == ()
    opened = Gazetteer.open(tmp_path / "G")
    assert opened.manifest.sources == {"geonames": 1, "jrc": 1, "opensanctions": 1, "own": 2}
    for name in ("Rex Tillerson", "Ivo Sanader", "Split", "Lloyd Austin", "John Key"):
        assert lookup(opened, name, "en").name == name
    for source in ("geonames", "jrc", "opensanctions", "cldr"):
        assert sources.licence(source)
    assert sources.licence("own") is None


def test_packed_files_are_read_as_they_are(files: list[Path], tmp_path: Path) -> None:
    for path in files:
        plain = list(sources.read(path))
        for suffix, pack in ((".gz", gzip.compress), (".bz2", bz2.compress)):
            packed = tmp_path / f"{path.name}{suffix}"
            packed.write_bytes(pack(path.read_bytes()))
            assert list(sources.read(packed)) == plain


def test_a_kind_that_is_said_is_not_told(files: list[Path]) -> None:
    [entity] = sources.read(files[-1], Options(kind="ftm"))
    assert isinstance(entity, RecordError)


def test_a_truncated_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(FTM.encode() * 1000)[:-20])
    with pytest.raises(InputError, match=r"a\.json\.gz: it is broken off.*Get it again"):
        list(sources.read(path, Options(kind="ftm")))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Check the path"):
        list(sources.read(tmp_path / "nowhere.txt"))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_LONGEST", 100)
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b" " * 1000))
    with pytest.raises(InputError, match="line 1: a line of more than 100 bytes"):
        list(lines.read(path))


def test_lines_keep_their_numbers_and_bad_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\n\n\xff\nthree")
    found = list(lines.read(path))
    assert [where for where, _ in found] == [f"{path}, line {number}" for number in (1, 3, 4)]
    assert [text for _, text in found if isinstance(text, str)] == ["one", "three"]
    assert isinstance(found[1][1], RecordError)


def test_own_records_go_on_as_before(files: list[Path]) -> None:
    assert list(sources.read(files[-1])) == [Entity(id="per.x", type="PER", name="John Key")]


@pytest.mark.parametrize("kind", ["exonym", "ftm", "table", "wikidata"])
def test_json_of_any_depth_is_a_bad_line(kind: sources.Kind, tmp_path: Path) -> None:
    path = tmp_path / "deep.jsonl"
    path.write_text('{"name": ' + "[" * 100_000 + "\n", encoding="utf-8")
    [error] = sources.read(path, Options(kind=kind))
    assert isinstance(error, RecordError)
    assert str(error).startswith(f"{path}, line 1: not a")
    assert sources.kind_of(path) == "exonym"
