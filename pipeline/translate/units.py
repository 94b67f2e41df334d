"""Cut an article into what is translated by itself and what is left as it is.

A unit is a sentence without the space around it or the bullet before it; everything between units is
layout and is copied.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.article import Article, Mention
from pipeline.language.scripts import script_of
from pipeline.language.sentences import split
from pipeline.translate.codes import primary
from pipeline.translate.engine import Translator
from pipeline.translate.names import Name, Sentence

# Bullets and "1)" are layout; "1." may be a date ("1. Mai") and goes with the sentence.
_BULLET = re.compile(r"(?:(?:[-–—•*·▪◦‣>#+]+|\d{1,3}\)|[a-zA-Z]\))[^\S\n]+)+")
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Unit:
    """A sentence at text[start:end] of an article and the mentions in it.

    `lang` is the language it is translated from, None if it stays as it is.
    """

    start: int
    end: int
    lang: str | None
    mentions: tuple[Mention, ...] = ()


def units(article: Article, translator: Translator, target: str) -> Iterator[Unit]:
    """Yield the units of an article, whose language is known, in order.

    A part in a language of its own is translated from that. One in the target language stays as it is;
    so does one that the translator has no model for and that is written in another script than the
    article. Of overlapping mentions the longer is carried; a sentence break within a mention is none
    ("S." does not end a sentence in "S. Smith").
    """
    text, names = article.text, _Names(article.mentions)
    joined: list[tuple[int, int, str | None]] = []
    for start, end, lang in _parts(article):
        source = _source(lang, article, text[start:end], translator, target)
        for first, last in split(text[start:end], lang):
            if joined and names.cross(joined[-1][1], start + first):
                joined[-1] = joined[-1][0], start + last, joined[-1][2]
            else:
                joined.append((start + first, start + last, source))
    for start, end, source in joined:
        start, end = _core(text, start, end, names)
        if start < end:
            yield Unit(start, end, source, names.within(start, end))


def sentence(text: str, unit: Unit) -> Sentence:
    """Return a unit of `text` as a sentence to translate, on one line, with the forms of its names."""
    pieces: list[str] = []
    names: list[Name] = []
    done, length = unit.start, 0
    for mention in unit.mentions:
        before = _BREAK.sub(" ", text[done : mention.start])
        surface = text[mention.start : mention.end]
        pieces += [before, surface]
        start = length + len(before)
        length = start + len(surface)
        names.append(Name(start, length, form(mention) or surface))
        done = mention.end
    pieces.append(_BREAK.sub(" ", text[done : unit.end]))
    return Sentence("".join(pieces), tuple(names))


def form(mention: Mention) -> str | None:
    """Return what is to stand for a mention in the translation, None if that is left to the model.

    A surface that is canonical already, or a part of the canonical name, is to stay.
    """
    if mention.status == "ambiguous" or mention.role == "demonym":
        return None
    if mention.rendering:
        return mention.rendering
    if mention.status == "unknown":
        return None
    part = rf"(?<!\w){re.escape(mention.text)}(?!\w)"
    return mention.text if mention.name and re.search(part, mention.name) else None


class _Names:
    """The mentions to carry through, in order and without overlaps."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions: list[Mention] = []
        for mention in sorted(filter(form, mentions), key=lambda m: (m.start, -m.end)):
            last = self._mentions[-1] if self._mentions else None
            if last is None or mention.start >= last.end:
                self._mentions.append(mention)
            elif mention.end - mention.start > last.end - last.start:
                self._mentions[-1] = mention
        self._starts = [mention.start for mention in self._mentions]

    def cross(self, end: int, start: int) -> bool:
        """Return whether a mention begins before `end` and ends after `start`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._mentions[before - 1].end > start

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie within a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(mention for mention in self._mentions[first:last] if mention.end <= end)


def _parts(article: Article) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, language) stretches that cover the whole text of an article."""
    own = article.lang or "und"
    done = 0
    for part in sorted(article.parts, key=lambda part: part.start):
        start = max(done, part.start)
        if start >= part.end:
            continue
        if done < start:
            yield done, start, own
        yield start, part.end, own if primary(part.lang) in ("und", "zxx") else part.lang
        done = part.end
    if done < len(article.text):
        yield done, len(article.text), own


def _source(lang: str, article: Article, text: str, translator: Translator, target: str) -> str | None:
    """Return the language to translate a part from, None if it stays as it is."""
    if lang == article.lang:
        return lang
    if primary(lang) == primary(target):
        return None
    if translator.supports(lang, target):
        return lang
    # A near language may be read by the article's model (Galician by the Portuguese one).
    return article.lang if script_of(text) == script_of(article.text) else None


def _core(text: str, start: int, end: int, names: _Names) -> tuple[int, int]:
    """Return the span without the space around it and the bullets before it."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    bullet = _BULLET.match(text, start, end)
    if bullet and not names.cross(bullet.end(), start):
        start = bullet.end()
    return start, end
