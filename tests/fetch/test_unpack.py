"""Compressed files, sound and hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.fetch import unpack

TEXT = "".join(f"{n}\tP\tu\tName+{n}\n" for n in range(20_000)).encode()


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return held.getvalue()


def contents(path: Path, member: str = "") -> bytes:
    with unpack.opened(path, member) as stream:
        return stream.read()


@pytest.mark.parametrize("packed", [TEXT, gzip.compress(TEXT), bz2.compress(TEXT), zipped(a_txt=TEXT)])
@pytest.mark.parametrize("name", ["entities.gzip", "x.txt"])
def test_the_first_bytes_tell_how_a_file_is_packed(packed: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(packed)
    assert contents(path) == TEXT


def test_a_member_of_a_zip_file(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(a_txt=TEXT, b_txt=b"other"))
    assert contents(path, "b.txt") == b"other"
    with pytest.raises(InputError, match=r"it holds no file c.txt. It holds: a.txt, b.txt"):
        contents(path, "c.txt")
    with pytest.raises(InputError, match="it holds 2 files"):
        contents(path)
    assert contents(path.rename(tmp_path / "b.zip")) == b"other", "the one that is called as the archive"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lambda data: zipped(a_txt=data)])
def test_a_bomb_is_not_unpacked_to_its_end(
    pack: type[gzip.compress], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "_SMALL", 1 << 20)
    path = tmp_path / "bomb"
    path.write_bytes(pack(bytes(40 << 20)))
    given = 0
    with pytest.raises(InputError, match="more than 250 times its size"), unpack.opened(path) as stream:
        while chunk := stream.read(1 << 16):
            given += len(chunk)
    assert given < 30 << 20


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lambda data: zipped(a_txt=data)])
def test_what_is_cut_or_altered_is_told(pack: type[gzip.compress], tmp_path: Path) -> None:
    path = tmp_path / "a"
    whole = bytearray(pack(TEXT))
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"broken off|damaged"):
        contents(path)
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(whole)
    with pytest.raises(InputError, match=r"damaged"):
        contents(path)


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped(a_txt=b"x"))
    data[6] |= 1  # the flag in the local header, and the one in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="encrypted"):
        contents(tmp_path / "a.zip")


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        contents(tmp_path / "none")
