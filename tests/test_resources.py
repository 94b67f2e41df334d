from pathlib import Path

import pytest

from pipeline import resources


def test_a_checkout_has_its_files_beside_the_package() -> None:
    assert resources.in_checkout()
    assert (resources.gazetteers() / "matching.toml").is_file()
    assert resources.gazetteers() == Path(__file__).parents[1] / "gazetteers"
    assert list(resources.models().glob("*.argosmodel"))


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_data").mkdir()
    monkeypatch.setattr(resources, "_WHEEL", tmp_path / "_data")
    assert not resources.in_checkout()
    assert resources.gazetteers() == tmp_path / "_data" / "gazetteers"
    assert resources.models() == tmp_path / "_data" / "models"


def test_a_table_is_read_by_its_path_among_the_gazetteers() -> None:
    assert resources.table("orthography/pl.toml")["name"] == "Polish"


def test_the_wheel_is_told_to_take_them_there() -> None:
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    assert '"gazetteers" = "pipeline/_data/gazetteers"' in text
    assert '"samples/models" = "pipeline/_data/models"' in text
