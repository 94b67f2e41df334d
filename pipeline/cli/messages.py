"""What is said on standard error, and the exit code it adds up to.

0: all well. 1: some input failed, each told with its place. 2: wrong use.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pipeline.errors import ExonymError, LanguageError

if TYPE_CHECKING:
    from pipeline.article import Article

FAILED = 1
WRONG_USE = 2

_DISK_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def tell(message: str, where: str | None = None, hint: str | None = None) -> None:
    """Write a message on standard error, with the place it is about and what to do on a line of its own."""
    typer.echo(one_line(f"exonym: {where}: {message}" if where else f"exonym: {message}"), err=True)
    if hint:
        typer.echo(one_line(f"  {hint}"), err=True)


def say(line: str) -> None:
    """Write one line on standard output; what it holds may come from anywhere."""
    typer.echo(one_line(line))


def one_line(text: str) -> str:
    """Return a text on one line, without what could steer a terminal."""
    from pipeline.formats.marked import plain

    return plain(text).replace("\n", " ")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with what it counts: "1 entity", "4,252 entities"; `many` is `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def tell_error(error: ExonymError) -> None:
    """Write an error of the library on standard error."""
    tell(error.message, error.where, error.hint)


class Report:
    """Tells what goes wrong while a command goes on, the same thing once, and how it ended.

    `shown` says that the same screen shows articles with their outcomes, which are not told again then.
    """

    def __init__(self, *, shown: bool = False) -> None:
        self._shown = shown
        self.failed = self.unread = 0
        self._again: Counter[str] = Counter()
        self._hints: set[str | None] = set()

    def error(self, error: ExonymError) -> None:
        """Tell of an input that could not be used; what to do is said once."""
        self.failed += 1
        self.unread += 1
        tell(error.message, error.where, None if error.hint in self._hints else error.hint)
        self._hints.add(error.hint)

    def read(self, article: Article) -> None:
        """Tell how an article was read, if something was assumed and this command is the first to see it."""
        if not self._shown and len(article.outcomes) == 1 and article.outcomes[0].stage == "read":
            tell(article.outcomes[0].message, article.id)

    def done(self, article: Article, stages: Collection[str]) -> None:
        """Tell which of these stages failed on an article; one message for articles that fail alike."""
        failures = [one for one in article.outcomes if one.status == "failed" and one.stage in stages]
        self.failed += bool(failures)
        for outcome in () if self._shown else failures:
            message = outcome.message.removeprefix(f"{article.id}: ")
            if message not in self._again:
                tell(message, article.id)
            self._again[message] += 1

    def finish(self) -> None:
        """Tell how often a message stood for more than one article, and raise Exit(1) if any input failed."""
        for message, count in self._again.items():
            if count > 1:
                others = "1 more article" if count == 2 else f"{count - 1:,} more articles"
                tell(f"the same for {others}: {message.split('. ')[0]}")
        if self.failed:
            raise typer.Exit(FAILED)


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn what ends a command early into a message and an exit code, never a traceback for bad input."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough ("exonym run ... | head -1"), which is nobody's failure. Python would
        # complain once more when it closes standard output, so that gets a place to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
    except LanguageError as error:
        tell_error(error)
        raise typer.Exit(WRONG_USE) from None
    except ExonymError as error:
        tell_error(error)
        raise typer.Exit(FAILED) from None
    except OSError as error:
        if error.errno in _DISK_TROUBLE and not error.filename:
            tell(
                f"cannot write the output: {error.strerror}",
                hint="Make room, or write elsewhere: --output FILE",
            )
        else:
            tell(error.strerror or str(error), error.filename)
        raise typer.Exit(FAILED) from None


def tell_warnings() -> None:
    """Write the library's warnings on standard error as messages, and nobody else's."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(record.getMessage())

    ours = logging.getLogger("pipeline")
    if not ours.handlers:
        ours.addHandler(Handler(logging.WARNING))
        ours.propagate = False
    logging.lastResort = None
