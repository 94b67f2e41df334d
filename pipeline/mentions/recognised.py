"""A model of one's own that says where names stand: one function, and none is required.

It is called with a text and its language (BCP 47) and yields the place and type of each name it sees:

    def recognise(text, lang):
        for entity in model(text).ents:
            yield entity.start_char, entity.end_char, TYPES[entity.label_]  # "PER", "LOC", "ORG"

    Pipeline(recognise=recognise)

It finds names where capitals show none: in transcripts, in scripts without case. Who they are is still told
by the gazetteer, and a name that it does not know is a mention with the status "unknown".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, get_args

from pipeline.article import EntityType, Evidence, Mention
from pipeline.mentions.words import Token
from pipeline.names.fold import fold

Recognise = Callable[[str, str], Iterable[tuple[int, int, EntityType]]]


class Span(NamedTuple):
    """A name of this type at `start`..`end`, over the tokens `first`..`last`."""

    start: int
    end: int
    type: EntityType
    first: int
    last: int


def spans(text: str, tokens: Sequence[Token], lang: str, recognise: Recognise | None) -> Iterator[Span]:
    """Yield what a recogniser sees in a text; spans without a word, outside the text or of no known type are
    left out.
    """
    if recognise is None:
        return
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    for start, end, kind in recognise(text, lang):
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if 0 <= start < end <= len(text) and first <= last and kind in get_args(EntityType):
            yield Span(start, end, kind, first, last)


def unlisted(text: str, seen: Iterable[Span], known: Sequence[Mention]) -> list[Mention]:
    """Return the spans that overlap no known mention, as mentions of somebody or something unlisted."""
    found: list[Mention] = []
    for span in seen:
        if any(span.start < one.end and one.start < span.end for one in (*known, *found)):
            continue
        surface = text[span.start : span.end]
        says = f"{surface}: the recogniser sees a name, no name in the gazetteer is like it"
        slug = re.sub(r"\W+", "-", fold(surface)).strip("-")
        found.append(
            Mention(
                start=span.start,
                end=span.end,
                text=surface,
                type=span.type,
                status="unknown",
                entity=f"new:{slug}",
                name=surface,
                evidence=(Evidence("recognised", says),),
            )
        )
    return found
