"""How far long work has come: a line on standard error, and nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# One article shorter than that is done before anybody looks for a progress bar.
_LONG_TEXT = 20_000


class Meter:
    """A bar on standard error that appears once work turns out to be long.

    `steps` is how often each item is worked on; `total` the number of items, None where it is not known.
    Use it in a `with` statement; call `shut` before writing to the same terminal.
    """

    def __init__(
        self, what: str, total: int | None = None, steps: int = 1, *, is_bytes: bool = False
    ) -> None:
        self._what = what
        self._total = None if total is None else total * steps
        self._is_bytes = is_bytes
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._items = self._letters = self._done = 0

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()

    def saw(self, text: str) -> None:
        """Take note of an item; the second one, or a long one, brings up the bar."""
        self._items += 1
        self._letters += len(text)
        if self._items == 2 or self._letters > _LONG_TEXT >= self._letters - len(text):
            self.show()

    def show(self) -> None:
        """Bring up the bar."""
        if self._bar is None and sys.stderr.isatty():
            self._bar = _bar(self._is_bytes)
            self._task = self._bar.add_task(self._what, total=self._total, completed=self._done)
            self._bar.start()

    def step(self, what: str, count: int) -> None:
        """Go on by `count` items and say what has just been done to them."""
        self._done += count
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, description=what)
            self._bar.start()

    def at(self, done: int, total: int | None) -> None:
        """Say how much is done of how much."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def task(self, what: str, done: int, total: int | None) -> None:
        """Say what is done now, and how much of how much."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=what, completed=done, total=total)

    def shut(self) -> None:
        """Take the bar away; the next step brings it back."""
        if self._bar is not None:
            self._bar.stop()


def count(sources: Sequence[str]) -> int | None:
    """Return how many items some sources hold: the lines of JSON Lines, one for any other file.

    None if that is not to be known beforehand, as for standard input.
    """
    total = 0
    for source in sources:
        path = Path(source)
        if source == "-" or not path.is_file() or path.suffix == ".gz":
            return None
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            with path.open("rb") as lines:
                total += sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))
        else:
            total += 1
    return total


def _bar(is_bytes: bool) -> Progress:
    from rich import progress
    from rich.console import Console

    amount = progress.DownloadColumn() if is_bytes else progress.TaskProgressColumn()
    return progress.Progress(
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        amount,
        progress.TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        # Standard output may be the result, on its way to a file or the next command.
        redirect_stdout=False,
    )
