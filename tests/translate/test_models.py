from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.config import Settings
from pipeline.errors import NoModelError, PackageError
from pipeline.translate import models
from pipeline.translate.engine import Pair

EMBEDDED = resources.models() / "translate-pt_en.argosmodel"


def test_the_embedded_package_is_there_from_the_start(own: Settings, offline: None) -> None:
    [package] = models.installed(own)
    assert (package.pair, package.bundled, package.from_name) == (Pair("pt", "en"), True, "Portuguese")
    folder = models.folder(package, own)
    assert (folder / "model" / "model.bin").stat().st_size > 10 << 20
    assert folder.is_relative_to(own.cache) and not own.packages.exists()
    before = (folder / "metadata.json").stat().st_mtime_ns
    assert models.folder(package, own) == folder
    assert (folder / "metadata.json").stat().st_mtime_ns == before, "unpacked once"


def test_install_from_a_file_and_remove(own: Settings, offline: None) -> None:
    [package] = models.install(EMBEDDED, own)
    assert package.path == own.packages / "translate-pt_en-1_0" and not package.bundled
    assert models.installed(own) == [package], "an installed package hides the bundled one"
    assert models.folder(package, own) == package.path
    assert models.remove(("pt", "en"), own) == (package,)
    assert list(own.packages.iterdir()) == []
    assert models.installed(own)[0].bundled


def test_a_newer_version_takes_the_place_of_an_older(
    own: Settings, make_package: Callable[..., Path]
) -> None:
    for version in ("1.9", "1.10", "1.10"):
        models.install(make_package("gl", "en", package_version=version), own)
        assert [path.name for path in own.packages.iterdir()] == [
            f"translate-gl_en-{version.replace('.', '_')}"
        ]


def test_match_prefers_the_region(own: Settings, make_package: Callable[..., Path]) -> None:
    models.install(make_package("pb", "en"), own)
    packages = models.installed(own)
    found = [models.match(packages, tag, "en-GB") for tag in ("pt-BR", "pt-PT", "pt")]
    assert [package.from_code if package else None for package in found] == ["pb", "pt", "pt"]
    assert models.match(packages, "en", "pt") is None


def test_what_cannot_be_removed(own: Settings) -> None:
    with pytest.raises(PackageError, match="ships with exonym"):
        models.remove(("pt", "en"), own)
    with pytest.raises(NoModelError, match="Installed packages: pt-en"):
        models.remove(("pl", "en"), own)


METADATA = {"from_code": "pt", "to_code": "en", "package_version": "1.0"}
WRONG = {
    "no code": {"to_code": "en"},
    "a path for a code": METADATA | {"from_code": "../../evil"},
    "a path for a version": METADATA | {"package_version": "1/../../evil"},
    "a number for a version": METADATA | {"package_version": 1},
    "another type": METADATA | {"type": "sbd"},
    "a list for a prefix": METADATA | {"target_prefix": ["x"]},
    "no object": ["pt", "en"],
}


@pytest.mark.parametrize("metadata", WRONG.values(), ids=WRONG)
def test_wrong_metadata_is_refused(metadata: object, own: Settings, tmp_path: Path) -> None:
    path = tmp_path / "wrong.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("p/metadata.json", json.dumps(metadata))
        archive.writestr("p/sentencepiece.model", "x")
        archive.writestr("p/model/model.bin", "x")
    with pytest.raises(PackageError, match=r"metadata\.json"):
        models.install(path, own)
    assert not own.packages.exists()


@pytest.mark.parametrize("missing", ["metadata.json", "sentencepiece.model", "model/model.bin"])
def test_a_package_without_its_parts_is_refused(missing: str, own: Settings, tmp_path: Path) -> None:
    path = tmp_path / "part.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        for name in {"metadata.json", "sentencepiece.model", "model/model.bin"} - {missing}:
            archive.writestr(f"p/{name}", json.dumps(METADATA))
    with pytest.raises(PackageError, match="no usable Argos package"):
        models.install(path, own)


def test_damaged_folders_are_passed_over_with_a_warning(
    own: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    for name, metadata in (("bad", "{"), ("splitter", '{"type": "sbd"}'), (".hidden", "{")):
        (own.packages / name).mkdir(parents=True)
        (own.packages / name / "metadata.json").write_text(metadata)
    (own.packages / "empty").mkdir()
    with caplog.at_level(logging.WARNING):
        assert [package.bundled for package in models.installed(own)] == [True]
    assert [record.getMessage().split(" is ")[0] for record in caplog.records] == [str(own.packages / "bad")]


def test_the_digest_follows_the_content(own: Settings, make_package: Callable[..., Path]) -> None:
    [first] = models.install(make_package("gl", "en"), own)
    before = models.digest(first)
    model = first.path / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:-1] + b"?")
    assert models.digest(first) != before


def test_argostranslate_and_exonym_see_each_others_packages(
    own: Settings, tmp_path: Path, make_package: Callable[..., Path]
) -> None:
    models.install(EMBEDDED, own)
    other = make_package("gl", "en")
    program = f"""
from argostranslate import package, translate
package.install_from_path({str(other)!r})
for found in package.get_installed_packages():
    print(found.from_code, found.to_code, found.tokenizer.encode("gato"))
"""
    home = {name: str(tmp_path / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | home | {"ARGOS_PACKAGES_DIR": str(own.packages)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert [line.split()[:2] for line in sorted(done.stdout.splitlines())] == [["gl", "en"], ["pt", "en"]]
    assert [str(package.pair) for package in models.installed(own)] == ["gl-en", "pt-en"]
    models.remove(("gl", "en"), own)
    assert [path.name for path in own.packages.iterdir()] == ["translate-pt_en-1_0"]
