"""People no one has listed: one provisional entity for all spellings of a name in an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.article import Evidence, Mention
from pipeline.mentions.words import Token, joiner, spans
from pipeline.names.fold import fold

_FEWEST, _MOST = 2, 4


def mentions(
    text: str, tokens: Sequence[Token], langs: Sequence[str], taken: Sequence[bool], common: set[str]
) -> list[Mention]:
    """Return the names of two to four capitalised words that the gazetteer does not know.

    `taken` tells which tokens belong to other mentions, `common` the words the article also writes in
    small letters. A word of such a name that stands alone elsewhere is taken for the same person.
    """
    found: list[Mention] = []
    families: dict[str, str] = {}
    for first, last in spans(tokens, taken):
        words = tokens[first : last + 1]
        while words and (words[0].opens and words[0].text.lower() in common):
            words = words[1:]
        if not _FEWEST <= len(words) <= _MOST or not _like_a_person(words):
            continue
        start, end = words[0].start, words[-1].end
        surface = text[start:end]
        key = _provisional(surface)
        families.setdefault(fold(words[-1].text), key)
        found.append(_mention(start, end, surface, key, "no name in the gazetteer is like it"))
    for token, used in zip(tokens, taken, strict=True):
        key = families.get(fold(token.text), "")
        if (
            key
            and not used
            and token.capital
            and all(token.end <= m.start or token.start >= m.end for m in found)
        ):
            found.append(_mention(token.start, token.end, token.text, key, "the article names them in full"))
    return found


def _like_a_person(words: Sequence[Token]) -> bool:
    """Tell whether words may be a person's name: no capitals throughout, no "of" between them."""
    return not all(word.text.isupper() for word in words) and not any(joiner(word.text) for word in words)


def _mention(start: int, end: int, surface: str, key: str, says: str) -> Mention:
    return Mention(
        start=start,
        end=end,
        text=surface,
        type="PER",
        status="unknown",
        entity=key,
        evidence=(Evidence("unlisted", f"{surface}: {says}"),),
    )


def _provisional(surface: str) -> str:
    return "new:" + re.sub(r"\W+", "-", fold(surface)).strip("-")
