"""models list, install and remove, on packages made from the embedded one and an index on this machine."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import resources
from tests.server import files, serving

from .conftest import Run, rows

EMBEDDED = resources.models() / "translate-pt_en.argosmodel"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Galician package, and a folder of the test's own to install it in."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    (tmp_path / "index").mkdir()
    path = tmp_path / "index" / "translate-gl_en.argosmodel"
    told = {"from_code": "gl", "from_name": "Galician", "to_code": "en", "to_name": "English"}
    with zipfile.ZipFile(EMBEDDED) as embedded, zipfile.ZipFile(path, "w") as copy:
        for member in embedded.namelist():
            inner = member.split("/", 1)[1]
            data = embedded.read(member)
            if inner == "metadata.json":
                data = json.dumps({"package_version": "1.3", **told}).encode()
            copy.writestr(f"gl_en/{inner}", data)
    return path


@pytest.fixture
def index(package: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An index that offers the Galician package over HTTP."""
    with serving() as server:
        server.otherwise = files(package.parent)
        offer = {
            "type": "translate",
            "from_code": "gl",
            "from_name": "Galician",
            "to_code": "en",
            "to_name": "English",
            "package_version": "1.3",
            "links": [f"{server.address}/{package.name}"],
        }
        (package.parent / "index.json").write_text(json.dumps([offer]))
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server.address + "/")
        yield


def test_what_ships_is_listed(run: Run) -> None:
    result = run("models", "list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.split() == ["pt-en", "Portuguese", "→", "English", "1.0", "ships", "with", "exonym"]


def test_install_and_remove_a_file(run: Run, package: Path) -> None:
    result = run("models", "install", package)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Installed gl-en (Galician → English) 1.3 in ")
    assert [line.split()[0] for line in run("models", "list").stdout.splitlines()] == ["gl-en", "pt-en"]
    assert run("models", "remove", "gl", "en").stdout == "Removed gl-en 1.3\n"
    assert "gl-en" not in run("models", "list").stdout


@pytest.mark.usefixtures("index")
def test_install_from_the_index(run: Run) -> None:
    offered = run("models", "list", "--available")
    assert offered.stdout.split() == ["gl-en", "Galician", "→", "English", "1.3"]
    assert run("models", "install", "gl", "en").exit_code == 0
    assert "gl-en" in run("models", "list").stdout
    assert run("models", "list", "--available").stdout.rstrip().endswith("installed")
    assert rows(run("models", "list", "--available", "--json").stdout) == [
        {"from": "gl", "to": "en", "version": "1.3", "installed": "1.3"}
    ]
    assert [row["from"] for row in rows(run("models", "list", "--json").stdout)] == ["gl", "pt"]


@pytest.mark.usefixtures("index")
def test_update(run: Run, package: Path) -> None:
    assert run("models", "update").stdout == "Every package is up to date\n"
    run("models", "install", "gl", "en")
    offers = json.loads((package.parent / "index.json").read_text())
    offers[0]["package_version"] = "1.10"
    (package.parent / "index.json").write_text(json.dumps(offers))
    result = run("models", "update")
    assert result.exit_code == 0 and result.stdout.startswith("Installed gl-en")


def test_a_setting_that_makes_no_sense_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_BEAM_SIZE", "four")
    result = run("models", "list")
    assert result.exit_code == 0
    assert result.stderr.startswith("exonym: ARGOS_BEAM_SIZE is 'four', which is no whole number from 1 on")


def test_a_package_is_probed(run: Run, package: Path) -> None:
    result = run("models", "install", package)
    assert "gl-en: " in result.stdout and " of placeholders X1, " in result.stdout
    assert (package.parent.parent / "packages" / "translate-gl_en-1_3" / "exonym.json").is_file()
    said = run("models", "probe", "pt", "--beam", "1", "--threads", "1").stdout
    assert " words/s" in said and said.endswith(", beam 1, 1 x 1 threads\n")
    result = run("models", "probe", "tlh", "en")
    assert (result.exit_code, result.stdout) == (1, "") and "no sentences in tlh" in result.stderr


@pytest.mark.usefixtures("index")
def test_a_pair_nobody_offers(run: Run) -> None:
    result = run("models", "install", "xx", "yy")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no package from xx to yy" in result.stderr
    assert "exonym models list --available" in result.stderr


def test_an_index_out_of_reach(run: Run) -> None:
    for arguments in (["install", "pl", "en"], ["list", "--available"]):
        result = run("models", *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "the package index cannot be reached" in result.stderr


def test_what_ships_stays(run: Run) -> None:
    result = run("models", "remove", "pt", "en")
    assert result.exit_code == 1
    assert "ships with exonym" in result.stderr
    result = run("models", "remove", "gl", "en")
    assert result.exit_code == 1
    assert "no package for gl-en is installed" in result.stderr


def test_a_damaged_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.argosmodel"
    path.write_bytes(b"not a zip")
    for file in (path, tmp_path / "missing.argosmodel"):
        result = run("models", "install", file)
        assert (result.exit_code, result.stdout) == (1, "")
        assert str(file) in result.stderr


def test_a_damaged_installation_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "packages" / "translate-gl_en-1_0"
    folder.mkdir(parents=True)
    (folder / "metadata.json").write_text("{oops")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder.parent))
    result = run("models", "list")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"exonym: {folder} is passed over: ")
    assert "pt-en" in result.stdout
