from pathlib import Path

import pytest

from pipeline.errors import GazetteerError, InputError
from pipeline.gazetteer import build
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.store import Gazetteer


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_files_make_the_gazetteer_that_their_records_make(
    sources: list[Path], gazetteer: Gazetteer, tmp_path: Path
) -> None:
    report = build.build(sources, tmp_path)
    assert report.errors == () and report.lent == 0
    assert report.manifest == gazetteer.manifest
    assert build.build(sources[::-1], tmp_path).manifest == gazetteer.manifest


def test_a_later_record_wins(tmp_path: Path) -> None:
    base = [Entity(id="1", type="PER", name="Old"), Entity(id="2", type="PER", name="Kept")]
    first = write(tmp_path / "a.jsonl", '{"id": "1", "type": "PER", "name": "Middle"}')
    second = write(tmp_path / "b.jsonl", '{"id": "1", "type": "ORG", "name": "New"}')
    assert build.build([first, second, second], tmp_path / "out", base=base).replaced == 2
    opened = Gazetteer.open(tmp_path / "out")
    assert [(entity.id, entity.type, entity.name) for entity in opened] == [
        ("1", "ORG", "New"),
        ("2", "PER", "Kept"),
    ]


def test_bad_lines_are_reported_with_their_place_and_the_rest_is_built(tmp_path: Path) -> None:
    path = write(
        tmp_path / "people.jsonl",
        '{"id": "1", "type": "PER", "name": "One"}',
        "rubbish",
        '{"id": "3", "type": "DOG", "name": "Three"}',
        '{"id": "4", "type": "PER", "name": "Four"}',
    )
    report = build.build([path], tmp_path / "out")
    assert [error.where for error in report.errors] == [f"{path}, line 2", f"{path}, line 3"]
    assert [entity.id for entity in Gazetteer.open(tmp_path / "out")] == ["1", "4"]


def test_nothing_but_bad_lines_builds_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "people.jsonl", "rubbish")
    with pytest.raises(GazetteerError, match="line 1"):
        build.build([path], tmp_path / "out")
    with pytest.raises(GazetteerError, match="no record"):
        build.build([write(tmp_path / "empty.jsonl", "")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_read_builds_nothing(sources: list[Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.jsonl"):
        build.build([*sources, tmp_path / "missing.jsonl"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_names_are_lent_to_the_entity_known_by_the_same_name_and_type(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "mine.jsonl",
        '{"id": "my:1", "type": "LOC", "name": "Kiev"}',
        '{"id": "my:2", "type": "ORG", "name": "NATO", "names": [{"text": "the Alliance"}]}',
        '{"id": "my:3", "type": "PER", "name": "Warsaw"}',
        '{"id": "my:4", "type": "PER", "name": "Nobody Known"}',
    )
    report = build.build([path], tmp_path / "out", aliases_from=gazetteer)
    assert report.lent == 2
    opened = Gazetteer.open(tmp_path / "out")
    assert len(opened) == 4, "the lender adds no entity of its own"
    kyiv, nato, warsaw, nobody = opened
    assert kyiv.name == "Kiev" and Name("Kijów", "pl") in kyiv.names and Name("Kyiv", "en") in kyiv.names
    assert nato.names[0] == Name("the Alliance") and Name("НАТО", "ru", "acronym") in nato.names
    assert warsaw.names == nobody.names == ()


def lend(gazetteer: Gazetteer, name: str, type: str = "PER", **fields: object) -> Entity:
    entity = Entity(id="mine", type=type, name=name, **fields)  # type: ignore[arg-type]
    richer = build.lend(entity, gazetteer)
    assert (richer.id, richer.name, richer.type) == (entity.id, entity.name, entity.type)
    return richer


def test_of_equal_names_the_press_must_mean_one_much_more_often(gazetteer: Gazetteer) -> None:
    assert lend(gazetteer, "Chris Evans").names == ()
    assert Name("Michael Jordan", "en") in lend(gazetteer, "Michael Jordan").names


def test_a_short_name_or_a_demonym_borrows_nothing(gazetteer: Gazetteer) -> None:
    assert lend(gazetteer, "Putin").names == ()
    assert lend(gazetteer, "Ukrainian", "LOC").names == ()


def test_what_the_record_says_itself_is_kept(gazetteer: Gazetteer) -> None:
    assert lend(gazetteer, "Shin Won-sik").family == "Shin"
    assert lend(gazetteer, "Shin Won-sik", family="Won").family == "Won"
    assert lend(gazetteer, "Warsaw", "LOC").country == "PL"
    assert lend(gazetteer, "Warsaw", "LOC", country="US").country == "US"
