"""Spotting: where in a text names stand that the gazetteer knows as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from pipeline.mentions.words import Token, forms, particle
from pipeline.names.fold import fold

_MOST_WORDS = 8
_LONGEST_SOLID = 24
_SEPARATORS = "·・･•＝=‧"


class Names(Protocol):
    """Where names are looked for: the Index of a gazetteer, or the Overrides of one."""

    def exact(self, folded: str) -> Sequence[int]: ...  # noqa: D102
    def begins(self, text: str) -> Sequence[str]: ...  # noqa: D102
    def leads_on(self, folded: str) -> bool: ...  # noqa: D102


class Remembered:
    """Names that remember what they were asked: the words of the press are much the same every day."""

    def __init__(self, names: Names) -> None:
        self.exact = lru_cache(maxsize=100_000)(lambda folded: tuple(names.exact(folded)))
        self.leads_on = lru_cache(maxsize=100_000)(names.leads_on)
        self.begins = names.begins


class Hit(NamedTuple):
    """The folded name `known`, which stands at `start`..`end`, over the tokens `first`..`last`.

    `bent` tells that a case ending had to be undone.
    """

    start: int
    end: int
    first: int
    last: int
    known: str
    bent: bool = False

    @property
    def undone(self) -> str | None:
        """The base form where a case ending had to be undone."""
        return self.known if self.bent else None


def spot(text: str, tokens: Sequence[Token], langs: Sequence[str], index: Names) -> Iterator[Hit]:
    """Yield every place where a known name stands, the longer and the shorter ones alike.

    `langs` gives the language of each token. In scripts with capitals a name must have one.
    """
    for first, token in enumerate(tokens):
        if token.solid:
            yield from _solid(text, tokens, first, index)
        elif not token.cased or token.capital or particle(token.text):
            yield from _spaced(tokens, langs, first, index)


def _spaced(tokens: Sequence[Token], langs: Sequence[str], first: int, index: Names) -> Iterator[Hit]:
    begun: dict[str, tuple[int, bool]] = {"": (0, False)}  # text so far: letters cut in front, ending undone
    for last in range(first, min(first + _MOST_WORDS, len(tokens))):
        token = tokens[last]
        if (last > first and not (token.joins or token.wrapped)) or token.solid:
            return
        going_on: dict[str, tuple[int, bool]] = {}
        for form in forms(token.text, langs[last]):
            for so_far, (front, undone) in begun.items():
                if so_far and form.front:
                    continue
                whole = so_far + form.text
                cut = front + form.front
                bent = undone or form.undone
                if index.exact(whole) and _has_capital(tokens, first, last):
                    start, end = tokens[first].start + cut, token.end - form.back
                    yield Hit(start, end, first, last, whole, bent)
                if not form.back and index.leads_on(whole + " "):
                    going_on.setdefault(whole + " ", (cut, bent))
        if not going_on:
            return
        begun = going_on


def _has_capital(tokens: Sequence[Token], first: int, last: int) -> bool:
    names = tokens[first : last + 1]
    return any(token.capital or (token.text[0].isalpha() and not token.cased) for token in names)


def _solid(text: str, tokens: Sequence[Token], first: int, index: Names) -> Iterator[Hit]:
    """Yield the names in a run of a script without spaces, and across the dots between its runs."""
    token = tokens[first]
    stretch_end = last = first
    while stretch_end + 1 < len(tokens) and tokens[stretch_end + 1].solid:
        gap = text[tokens[stretch_end].end : tokens[stretch_end + 1].start]
        if len(gap) != 1 or gap not in _SEPARATORS:
            break
        stretch_end += 1
    letters = "".join(_fold_letter(char) for char in text[token.start : tokens[stretch_end].end])
    for begin in range(token.end - token.start):
        if begin and _same_kana_word(text, token.start + begin):
            continue
        for name in index.begins(letters[begin : begin + _LONGEST_SOLID]):
            end = token.start + begin + len(name)
            if len(name) >= 2 and not _same_kana_word(text, end):
                while last < stretch_end and tokens[last].end < end:
                    last += 1
                yield Hit(token.start + begin, end, first, last, name)


def _fold_letter(char: str) -> str:
    if char in _SEPARATORS:
        return " "
    folded = fold(char)
    return folded if len(folded) == 1 else char


def _same_kana_word(text: str, place: int) -> bool:
    """Tell whether a word in katakana goes on across `place`: イラン does not stand in イランド."""
    around = text[max(place - 1, 0) : place + 1]
    return len(around) == 2 and all("\u30a1" <= char <= "\u30fa" or char == "ー" for char in around)
