import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest

from pipeline.errors import GazetteerError
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.store import Gazetteer

REX = Entity(id="per.rex", type="PER", name="Rex Tillerson")
IVO = Entity(id="per.ivo", type="PER", name="Ivo Daalder")


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def folder(root: Path) -> Path:
    found = store.current(root)
    assert found is not None
    return found


def test_entities_are_read_back_by_number_and_id(gazetteer: Gazetteer, entities: list[Entity]) -> None:
    records = sorted(entities, key=lambda entity: entity.id)
    assert list(gazetteer) == records
    assert len(gazetteer) == len(records)
    assert [gazetteer.entity(number) for number in range(len(records))] == records
    assert all(gazetteer.find(entity.id) == entity for entity in records)
    assert gazetteer.find("per.nobody") is None
    with pytest.raises(KeyError):
        gazetteer.entity(len(records))


def test_the_manifest_counts_what_is_there(gazetteer: Gazetteer, entities: list[Entity]) -> None:
    manifest = gazetteer.manifest
    assert manifest.entities == len(entities)
    assert manifest.names == gazetteer.index.size
    assert sum(manifest.types.values()) == sum(manifest.sources.values()) == len(entities)
    assert set(manifest.files) == {path.name for path in gazetteer.folder.iterdir()} - {"manifest.json"}
    assert store.damaged(gazetteer.folder, manifest, thorough=True) == []


def test_the_same_records_in_any_order_make_the_same_bytes(
    entities: list[Entity], gazetteer_root: Path, tmp_path: Path
) -> None:
    shuffled = list(entities)
    random.Random(1).shuffle(shuffled)
    store.write(tmp_path, shuffled)
    assert contents(tmp_path) == contents(gazetteer_root)
    store.write(tmp_path, entities)
    assert contents(tmp_path) == contents(gazetteer_root)


def test_another_record_makes_another_version_and_readers_keep_theirs(tmp_path: Path) -> None:
    first = store.write(tmp_path, [REX])
    reader = Gazetteer.open(tmp_path)
    second = store.write(tmp_path, [REX, IVO])
    assert first.version != second.version
    assert (reader.version, [entity.id for entity in reader]) == (first.version, ["per.rex"])
    assert Gazetteer.open(tmp_path).version == second.version
    assert Gazetteer.open(tmp_path / "versions" / first.version).version == first.version
    store.write(tmp_path, [REX])
    assert Gazetteer.open(tmp_path).version == first.version


def test_an_opened_gazetteer_answers_when_its_version_has_gone(
    entities: list[Entity], tmp_path: Path
) -> None:
    store.write(tmp_path, entities)
    opened = Gazetteer.open(tmp_path)
    shutil.rmtree(tmp_path / "versions")
    assert lookup(opened, "Siergiej Szojgu", "pl").entity == "per.sergei-shoigu"


def test_a_gazetteer_may_be_empty(tmp_path: Path) -> None:
    store.write(tmp_path, [])
    opened = Gazetteer.open(tmp_path)
    assert len(opened) == 0 and list(opened) == []
    assert lookup(opened, "Rex Tillerson").status == "unknown"


def test_a_missing_gazetteer_says_how_to_build_one(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("{}")
    for path in (tmp_path / "nowhere", tmp_path, tmp_path / "records.jsonl", str(tmp_path / "a\0b")):
        with pytest.raises(GazetteerError) as caught:
            Gazetteer.open(path)
        assert "exonym gazetteer build" in (caught.value.hint or "")


@pytest.mark.parametrize("current", [b"nothing\n", b"", b"\xff\xfe", b"../..\n"])
def test_a_spoilt_current_file_is_a_gazetteer_error(tmp_path: Path, current: bytes) -> None:
    store.write(tmp_path, [REX])
    (tmp_path / "CURRENT").write_bytes(current)
    with pytest.raises(GazetteerError):
        Gazetteer.open(tmp_path)


def test_another_format_is_told_even_where_nothing_else_can_be_read(tmp_path: Path) -> None:
    store.write(tmp_path, [REX])
    (folder(tmp_path) / "manifest.json").write_text('{"format": 99, "wholly": "other"}')
    with pytest.raises(GazetteerError, match=f"format 99.*format {store.FORMAT}"):
        Gazetteer.open(tmp_path)
    assert store.format_of(folder(tmp_path)) == 99


@pytest.mark.parametrize("manifest", [b"", b"{", b"\xff", b"[]", b'{"format": 2}', b'{"format": "two"}'])
def test_a_spoilt_manifest_is_a_gazetteer_error(tmp_path: Path, manifest: bytes) -> None:
    store.write(tmp_path, [REX])
    (folder(tmp_path) / "manifest.json").write_bytes(manifest)
    with pytest.raises(GazetteerError, match="Build it again"):
        Gazetteer.open(tmp_path)


@pytest.mark.parametrize("harm", ["gone", "empty", "short"])
def test_a_file_that_is_not_as_built_is_named_and_a_build_mends_it(tmp_path: Path, harm: str) -> None:
    manifest = store.write(tmp_path, [REX])
    sound = contents(folder(tmp_path))
    for name in manifest.files:
        path = folder(tmp_path) / name
        before = path.read_bytes()
        if not before and harm != "gone":
            continue
        path.unlink() if harm == "gone" else path.write_bytes(before[:-1] if harm == "short" else b"")
        with pytest.raises(GazetteerError, match=f"damaged: {name} "):
            Gazetteer.open(tmp_path)
        path.write_bytes(before)
    for name in manifest.files:
        (folder(tmp_path) / name).write_bytes(b"")
    with pytest.raises(GazetteerError, match=r"damaged: \S+, \S+, \S+ and \d+ more not as built"):
        Gazetteer.open(tmp_path)
    store.write(tmp_path, [REX])
    assert contents(folder(tmp_path)) == sound
    assert len(Gazetteer.open(tmp_path)) == 1


@pytest.mark.parametrize("name", ["entities.sqlite", "exact.marisa", "words.marisa", "languages"])
def test_garbage_of_the_right_size_is_a_gazetteer_error(tmp_path: Path, name: str) -> None:
    store.write(tmp_path, [REX])
    path = folder(tmp_path) / name
    path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(GazetteerError, match="damaged"):
        Gazetteer.open(tmp_path)


def test_a_thorough_look_finds_any_changed_byte_and_a_build_mends_it(tmp_path: Path) -> None:
    manifest = store.write(tmp_path, [REX])
    path = folder(tmp_path) / "names.text"
    path.write_bytes(path.read_bytes()[::-1])
    assert store.damaged(folder(tmp_path), manifest) == []
    assert store.damaged(folder(tmp_path), manifest, thorough=True) == ["names.text"]
    store.write(tmp_path, [REX])
    assert store.damaged(folder(tmp_path), manifest, thorough=True) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_what_may_not_be_read_is_not_taken_for_nothing(tmp_path: Path) -> None:
    store.write(tmp_path, [REX])
    (tmp_path / "CURRENT").chmod(0)
    with pytest.raises(GazetteerError, match="CURRENT: Permission denied"):
        Gazetteer.open(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_gazetteer_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GazetteerError, match="cannot write"):
        store.write(tmp_path / "gazetteer", [REX])


def test_a_folder_that_cannot_be_made_is_a_gazetteer_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="cannot write"):
        store.write(tmp_path / "file", [REX])


def test_a_build_that_fails_leaves_the_old_version_and_no_draft(tmp_path: Path) -> None:
    first = store.write(tmp_path, [REX])
    (tmp_path / "CURRENT").unlink()
    (tmp_path / "CURRENT").mkdir()  # nothing can be put in its place
    with pytest.raises(GazetteerError, match="cannot write"):
        store.write(tmp_path, [REX, IVO])
    assert not list((tmp_path / "versions").glob(".*"))
    assert Gazetteer.open(tmp_path / "versions" / first.version).version == first.version


KILLED = """
import sys
from pathlib import Path
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity

people = [Entity(id=f"per.{n}", type="PER", name=f"Person Number {n}") for n in range(20000)]
print("writing", flush=True)
store.write(Path(sys.argv[1]), people)
"""


def test_a_killed_build_leaves_the_old_version_in_force(tmp_path: Path) -> None:
    first = store.write(tmp_path, [REX])
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE) as build:
        assert build.stdout is not None and build.stdout.readline() == b"writing\n"
        deadline = time.monotonic() + 20
        while not (drafts := list((tmp_path / "versions").glob(".*"))) and time.monotonic() < deadline:
            time.sleep(0.01)
        build.send_signal(signal.SIGKILL)
    assert build.returncode == -signal.SIGKILL
    assert len(drafts) == 1
    opened = Gazetteer.open(tmp_path)
    assert (opened.version, len(opened)) == (first.version, 1)

    store.write(tmp_path, [REX, IVO])
    assert drafts[0].exists(), "a young draft may be another build at work"
    os.utime(drafts[0], (0, 0))
    store.write(tmp_path, [REX, IVO])
    assert not drafts[0].exists()
    assert len(Gazetteer.open(tmp_path)) == 2


def test_builds_side_by_side_do_not_disturb_each_other(tmp_path: Path, entities: list[Entity]) -> None:
    made: list[str] = []
    builds = [
        threading.Thread(target=lambda: made.append(store.write(tmp_path, entities).version))
        for _ in range(4)
    ]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert len(made) == 4 and len(set(made)) == 1
    assert [path.name for path in (tmp_path / "versions").iterdir()] == made[:1]
    assert len(Gazetteer.open(tmp_path)) == len(entities)


def test_one_gazetteer_answers_many_threads(gazetteer_root: Path, entities: list[Entity]) -> None:
    opened = Gazetteer.open(gazetteer_root)
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(entity.id for entity in entities if opened.find(entity.id) != entity)
        wrong.extend(
            "missing"
            for entity in entities
            if not opened.index.exact(entity.name.lower())
            and "-" not in entity.name
            and "." not in entity.name
        )

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_manifest_is_json_a_person_can_read(gazetteer: Gazetteer) -> None:
    text = (gazetteer.folder / "manifest.json").read_text("utf-8")
    assert text.endswith("}\n") and text.count("\n") > 10
    assert msgspec.json.decode(text, type=store.Manifest) == gazetteer.manifest
