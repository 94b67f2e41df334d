"""A text with its names marked, as the terminal and the HTML page show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.article import Article, Change, Mention, Normalized

# Control characters would move the cursor, colour the screen or end the page: show a picture of each.
# The bidirectional overrides can make a text look like another one.
_SHOWN = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_SHOWN |= {0x7F: 0x2421} | dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0xD800, 0xE000)], 0xFFFD
)


@dataclass(frozen=True)
class Mark:
    """A name in a shown text; `change` is what was rewritten there, None where the text stands as it was."""

    mention: Mention
    change: Change | None = None


@dataclass(frozen=True)
class Marked:
    """A text, its language (BCP 47 or None) and the names in it, in order, none inside another."""

    text: str
    lang: str | None
    marks: tuple[Mark, ...] = ()

    def pieces(self) -> Iterator[tuple[str, Mark | None]]:
        """Yield the text in order, piece by piece, with the mark of those that are names.

        The pieces are safe to show: control characters are replaced, carriage returns at line ends gone.
        """
        at = 0
        for mark in self.marks:
            yield plain(self.text[at : mark.mention.start]), None
            yield plain(self.text[mark.mention.start : mark.mention.end]), mark
            at = mark.mention.end
        yield plain(self.text[at:]), None


def source(article: Article) -> Marked:
    """Return the article's own text with its mentions."""
    return Marked(article.text, article.lang, tuple(_apart(Mark(m) for m in article.mentions)))


def result(article: Article) -> Marked:
    """Return what the pipeline made of an article: its normalized text, or its translation, or the source."""
    if article.normalized:
        new = article.normalized
        return Marked(new.text, new.lang, tuple(_apart(rewritten(new))))
    if article.translation:
        return Marked(article.translation.text, article.translation.lang)
    return source(article)


def rewritten(new: Normalized) -> list[Mark]:
    """Return the mentions of a normalized text in order, each with the change that made it, if any did."""
    places, shift = [], 0
    for change in sorted(new.changes, key=lambda c: c.start):
        start = change.start + shift
        places.append((start, start + len(change.replacement), change))
        shift += len(change.replacement) - (change.end - change.start)
    marks = []
    for mention in sorted(new.mentions, key=lambda m: m.start):
        while places and places[0][1] <= mention.start:
            places.pop(0)
        hit = places and places[0][0] < mention.end
        marks.append(Mark(mention, places[0][2] if hit else None))
    return marks


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks in order, leaving out those that overlap an earlier or a longer one, and empty ones."""
    at = 0
    for mark in sorted(marks, key=lambda m: (m.mention.start, -m.mention.end)):
        if mark.mention.start >= at and mark.mention.end > mark.mention.start:
            at = mark.mention.end
            yield mark


def plain(text: str) -> str:
    """Return a text fit to show: pictures for control characters, carriage returns at line ends gone."""
    return text.replace("\r\n", "\n").translate(_SHOWN)
