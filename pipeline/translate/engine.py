"""What every translator offers, whichever engine it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

PLACEHOLDER = "X{}"
"""The placeholders that most models copy: X1, X2 and so on."""

Span = tuple[int, int]
"""A stretch text[start:end] of a sentence."""


class Pair(NamedTuple):
    """A direction of translation: language codes as the engine spells them."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


class Translator(Protocol):
    """Turns sentences of one language into sentences of another.

    Languages are BCP 47 tags; an engine maps them to its own codes. A translator may be kept for the life
    of a process and called any number of times.
    """

    @property
    def name(self) -> str:
        """Return the name of the engine, such as "argos"."""
        ...

    def pairs(self) -> frozenset[Pair]:
        """Return every direction that can be translated now, with nothing to install first."""
        ...

    def supports(self, source: str, target: str) -> bool:
        """Return whether `translate` accepts this direction."""
        ...

    def version(self, source: str, target: str) -> str:
        """Return a line that changes whenever the output of this direction may change.

        It names the engine, the model and what it is run with, so it can key a translation memory. Raises
        NoModelError for a direction that is not supported.
        """
        ...

    def placeholder(self, source: str, target: str) -> str:
        """Return a pattern of words that pass through unchanged: "X{}" stands for X1, X2 and so on."""
        ...

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Translate every sentence by itself; the results keep the order, and their number.

        A sentence of nothing but space comes back as it is. Raises NoModelError for a direction that is
        not supported and TranslationError where the engine fails.
        """
        ...


@runtime_checkable
class Aligner(Protocol):
    """A translator that can tell which words of a translation came of which words of the sentence."""

    def locate(
        self, sentence: str, spans: Sequence[Span], source: str, target: str
    ) -> tuple[str, list[Span | None]]:
        """Return the translation of a sentence and, for spans of it, their places there, None if unknown."""
        ...


@runtime_checkable
class Reader(Protocol):
    """A translator that can tell which scripts it reads."""

    def reads(self, text: str, source: str, target: str) -> bool:
        """Return whether it can read any letter of a text; words that it cannot would be lost."""
        ...


@runtime_checkable
class Guided(Protocol):
    """A translator that can be told, sentence by sentence, which words to leave as they are."""

    def translate_keeping(
        self, sentences: Sequence[str], kept: Sequence[Sequence[str]], source: str, target: str
    ) -> list[str]:
        """Translate as `translate` does; `kept[i]` are words of `sentences[i]` to leave as they are."""
        ...
