"""Flat files opened by memory map: whole numbers and strings that many processes read from one copy."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

_EMPTY = memoryview(b"")


def _map(path: Path) -> memoryview:
    with path.open("rb") as file:
        if path.stat().st_size == 0:  # the operating system cannot map nothing
            return _EMPTY
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def write_numbers(path: Path, numbers: Iterable[float], kind: str = "I") -> None:
    """Write numbers of a kind of the array module, by default unsigned 32-bit ones, in this machine's order.

    Raises OverflowError for what is no such number.
    """
    path.write_bytes(array(kind, numbers).tobytes())


def open_numbers(path: Path, kind: str = "I") -> memoryview[Any]:
    """Map a file of numbers; slices of it copy nothing, and numpy.asarray makes an array of it."""
    view: memoryview[Any] = _map(path)
    return view.cast(cast(Any, kind))


class Strings(Sequence[str]):
    """Strings that lie one after the other in a mapped file, found by number."""

    def __init__(self, path: Path) -> None:
        self._text = _map(path)
        self._starts = open_numbers(path.with_suffix(".starts"))

    def __len__(self) -> int:
        return max(len(self._starts) - 1, 0)

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        """Return string `number`, counted from 0; raises IndexError if there is none."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return str(self._text[self._starts[number] : self._starts[number + 1]], "utf-8")


def write_strings(path: Path, strings: Iterable[str]) -> None:
    """Write strings for `Strings` to read: the text, and beside it where each begins."""
    starts = array("I", [0])
    with path.open("wb") as file:
        for string in strings:
            data = string.encode()
            file.write(data)
            starts.append(starts[-1] + len(data))
    write_numbers(path.with_suffix(".starts"), starts)
