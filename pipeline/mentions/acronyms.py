"""Acronyms that an article introduces: "the Grain Office (GO)" makes every GO of the article that office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.article import Evidence
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found, Sense
from pipeline.mentions.words import Token
from pipeline.names.fold import fold

_OPENS_BRACKET = re.compile(r"[\"”»“]?\s?[(（]\s?[\"„«“]?")
_SHUTS_BRACKET = re.compile(r"[\"”»“]?\s?[)）]")


def introduced(
    text: str, tokens: Sequence[Token], found: Sequence[Found], gazetteer: Gazetteer
) -> Iterator[Found]:
    """Yield the places of the acronyms introduced in brackets, right after a name written out.

    The bracket must hold one word in capitals, which begins like some word of the name. An acronym that is
    introduced for two names stands for neither.
    """
    meant: dict[str, set[int]] = {}
    origin: dict[str, Found] = {}
    for one in found:
        word = _in_brackets(text, tokens, one)
        if word and one.status == "linked" and gazetteer.entity(one.entity).type != "PER":
            meant.setdefault(word, set()).add(one.entity)
            origin.setdefault(word, one)
    for place, token in enumerate(tokens):
        if len(meant.get(token.text, ())) == 1:
            named = origin[token.text]
            says = f"{token.text} is introduced in brackets after {text[named.start : named.end]}"
            best = named.sense.matches[0]
            match = replace(best, name=_as_acronym(best.name), how="exact", pairs=())
            sense, reason = Sense("linked", (match,)), Evidence("acronym", says)
            yield Found(token.start, token.end, place, place, sense, reason)


def _in_brackets(text: str, tokens: Sequence[Token], found: Found) -> str | None:
    """Return the acronym that stands in brackets after a find of two words or more, None if none does."""
    place = found.last + 1
    if found.first == found.last or place >= len(tokens) or not tokens[place].shouted:
        return None
    token = tokens[place]
    bracketed = _OPENS_BRACKET.fullmatch(text[found.end : token.start]) is not None
    if not bracketed or not _SHUTS_BRACKET.match(text, token.end):
        return None
    initials = {fold(word.text)[:1] for word in tokens[found.first : place]}
    return token.text if fold(token.text)[:1] in initials else None


def _as_acronym(name: IndexedName) -> IndexedName:
    return replace(name, kind="acronym")
