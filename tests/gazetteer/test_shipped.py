import shutil
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.errors import RecordError
from pipeline.gazetteer import shipped, store
from pipeline.gazetteer.store import Gazetteer


def test_the_shipped_gazetteer_holds_the_records_of_the_world() -> None:
    opened = Gazetteer.open()
    assert opened.folder == shipped.shipped()
    assert {entity.id for entity in opened} == {entity.id for entity in shipped.records()}
    assert opened.find("per.shin-won-sik") is not None


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: list[Path]) -> Path:
    """A checkout of its own, with the small gazetteer for its world."""
    world = tmp_path / "gazetteers" / "world"
    world.mkdir(parents=True)
    for path in sources:
        shutil.copy(path, world)
    for path in store.rules():
        copy = tmp_path / "gazetteers" / path.relative_to(resources.gazetteers())
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(path, copy)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "pipeline")
    monkeypatch.setattr(resources, "_WHEEL", tmp_path / "pipeline" / "_data")
    monkeypatch.setattr(shipped, "_ROOT", tmp_path / "pipeline" / "_shipped")
    return tmp_path


def built_at(root: Path) -> int:
    return (root / "pipeline" / "_shipped" / "CURRENT").stat().st_mtime_ns


def test_it_is_built_when_missing_and_then_left_alone(elsewhere: Path, gazetteer: Gazetteer) -> None:
    folder = shipped.shipped()
    opened = Gazetteer(folder)
    assert [entity.id for entity in opened] == [entity.id for entity in gazetteer]
    assert {entity.source for entity in opened} == {"exonym"}, "records that name no source are exonym's"
    made = built_at(elsewhere)
    assert shipped.shipped() == folder
    assert built_at(elsewhere) == made


def test_it_is_built_again_when_the_data_are_newer(elsewhere: Path) -> None:
    before = Gazetteer(shipped.shipped())
    with (elsewhere / "gazetteers/world/people.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "per.rex", "type": "PER", "name": "Rex Tillerson"}\n')
    after = Gazetteer(shipped.shipped())
    assert after.version != before.version
    assert after.find("per.rex") is not None


@pytest.mark.parametrize("file", ["orthography/en.toml", "particles.toml"])
def test_it_is_built_again_when_what_it_is_indexed_by_changes(elsewhere: Path, file: str) -> None:
    before = shipped.shipped()
    rules = elsewhere / "gazetteers" / file
    rules.write_text(rules.read_text("utf-8") + "\n# changed\n", encoding="utf-8")
    assert shipped.shipped() != before


@pytest.mark.parametrize("manifest", ['{"format": 0}', "{"])
def test_it_is_built_again_when_of_another_format(elsewhere: Path, manifest: str) -> None:
    folder = shipped.shipped()
    (folder / "manifest.json").write_text(manifest)
    assert shipped.shipped() == folder
    assert Gazetteer(folder).manifest.format == store.FORMAT


def test_a_bad_record_stops_the_build(elsewhere: Path) -> None:
    path = elsewhere / "gazetteers/world/zzz.jsonl"
    path.write_text("rubbish\n")
    with pytest.raises(RecordError) as caught:
        shipped.shipped()
    assert caught.value.where == f"{path}, line 1"


def test_an_installed_package_never_builds_what_it_has(elsewhere: Path) -> None:
    folder = shipped.shipped()
    (elsewhere / "pipeline" / "_data").mkdir()
    shutil.move(elsewhere / "gazetteers", elsewhere / "pipeline" / "_data" / "gazetteers")
    (elsewhere / "pipeline/_data/gazetteers/world/people.jsonl").touch()
    made = built_at(elsewhere)
    assert not resources.in_checkout()
    assert shipped.shipped() == folder
    assert built_at(elsewhere) == made
