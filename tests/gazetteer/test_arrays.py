from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.gazetteer.arrays import Strings, open_numbers, write_numbers, write_strings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrays")


@settings(max_examples=50)
@given(numbers=st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_come_back(folder: Path, numbers: list[int]) -> None:
    write_numbers(folder / "numbers", numbers)
    found = open_numbers(folder / "numbers")
    assert list(found) == numbers
    assert list(found[1:3]) == numbers[1:3]
    write_numbers(folder / "again", array("I", numbers))
    assert (folder / "again").read_bytes() == (folder / "numbers").read_bytes()


@settings(max_examples=50)
@given(strings=st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_strings_come_back(folder: Path, strings: list[str]) -> None:
    write_strings(folder / "strings", strings)
    found = Strings(folder / "strings")
    assert isinstance(found, Sequence)
    assert len(found) == len(strings)
    assert list(found) == strings
    for beyond in (-1, len(strings)):
        with pytest.raises(IndexError):
            found[beyond]


@pytest.mark.parametrize("number", [-1, 2**32])
def test_only_unsigned_numbers_of_32_bits_are_written(tmp_path: Path, number: int) -> None:
    with pytest.raises(OverflowError):
        write_numbers(tmp_path / "numbers", [number])


def test_a_map_survives_the_removal_of_its_file(tmp_path: Path) -> None:
    write_numbers(tmp_path / "numbers", range(10_000))
    found = open_numbers(tmp_path / "numbers")
    (tmp_path / "numbers").unlink()
    assert sum(found) == sum(range(10_000))


def test_numbers_of_other_kinds_come_back(tmp_path: Path) -> None:
    for kind, numbers in (("B", [0, 255]), ("H", [65535]), ("Q", [2**64 - 1]), ("d", [0.9, 0.1]), ("I", [])):
        write_numbers(tmp_path / "numbers", numbers, kind)
        assert list(open_numbers(tmp_path / "numbers", kind)) == numbers
