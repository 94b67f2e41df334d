from __future__ import annotations

import os
import stat
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PackageError
from pipeline.translate import archive as archives


def write(path: Path, members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


HOSTILE = {
    "climbs out": [("pt_en/../../evil", b"x")],
    "absolute": [("/etc/evil", b"x")],
    "drive letter": [("C:/evil", b"x")],
    "backslashes": [("pt_en\\..\\..\\evil", b"x")],
    "dot in the middle": [("pt_en/./model", b"x")],
    "symbolic link": [(link("pt_en/model"), b"/etc")],
    "link as a folder": [(link("pt_en/model"), b".."), ("pt_en/model/x", b"x")],
    "two folders": [("pt_en/a", b"x"), ("other/b", b"x")],
    "no folder": [("metadata.json", b"{}")],
    "same name twice": [("pt_en/A", b"x"), ("pt_en/a", b"y")],
    "bomb": [("pt_en/model.bin", bytes(20 << 20))],
    "too many files": [(f"pt_en/{number}", b"") for number in range(archives.MAX_MEMBERS + 1)],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_archives_are_refused_and_write_nothing(kind: str, tmp_path: Path) -> None:
    path = write(tmp_path / "hostile.argosmodel", HOSTILE[kind])
    folder = tmp_path / "deep" / "folder"
    with pytest.raises(PackageError, match="refused") as raised, archives.opened(path) as archive:
        archives.unpack(archive, folder)
    assert raised.value.where == str(path) and raised.value.hint
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["hostile.argosmodel"]


def test_an_archive_is_unpacked_without_its_folder(tmp_path: Path) -> None:
    path = write(
        tmp_path / "good", [("pt_en/", b""), ("pt_en/metadata.json", b"{}"), ("pt_en/model/m", b"1")]
    )
    with archives.opened(path) as archive:
        archives.unpack(archive, tmp_path / "out")
    assert (tmp_path / "out/metadata.json").read_bytes() == b"{}"
    assert (tmp_path / "out/model/m").read_bytes() == b"1"


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no zip")
    for path, says in ((tmp_path / "text", "damaged"), (tmp_path / "absent", "cannot be opened")):
        with pytest.raises(PackageError, match=says), archives.opened(path):
            pass


def test_damage_inside_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "broken", [("pt_en/model", os.urandom(1000))])
    data = bytearray(path.read_bytes())
    data[200] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(PackageError, match="damaged"), archives.opened(path) as archive:
        archives.unpack(archive, tmp_path / "out")


@given(st.binary(max_size=200))
def test_no_bytes_make_anything_but_a_package_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(data)
    try:
        with archives.opened(path) as archive:
            archives.members(archive)
    except PackageError:
        pass
    finally:
        path.unlink()


def test_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    prints = []
    for number, content in enumerate((b"one", b"one", b"two")):
        with archives.opened(write(tmp_path / str(number), [("p/a", content)])) as archive:
            prints.append(archives.fingerprint(archive))
    assert prints[0] == prints[1] != prints[2]


def test_staging_leaves_nothing_and_clears_what_a_killed_process_left(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    with pytest.raises(KeyError), archives.staging(packages, "SOME_DIR") as aside:
        (aside / "half").mkdir()
        old = aside.rename(packages / ".exonym-left-behind")
        raise KeyError
    assert old.is_dir()
    with archives.staging(packages, "SOME_DIR"):
        assert old.is_dir(), "a fresh one may belong to another process"
    os.utime(old, (time.time() - 2 * 86400,) * 2)
    with archives.staging(packages, "SOME_DIR"):
        pass
    assert list(packages.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(PackageError, match="set SOME_DIR"),
        archives.staging(tmp_path / "file" / "packages", "SOME_DIR"),
    ):
        pass
