"""Capitals that make no name: of headlines, of the words that open a sentence, of words in longer names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found
from pipeline.mentions.words import Token, opener
from pipeline.names import weights
from pipeline.names.ordinary import ordinary

# A line of this many words is a headline in capitals if this share of its longer ordinary words has them, and
# at least so many: a list of names is no headline.
_LINE, _LONG_WORD, _SHARE, _ORDINARY = 4, 4, 0.75, 2
# The most letters of a word that says little where a sentence begins.
_SHORT_WORD = 4


def headline_words(text: str, tokens: Sequence[Token], langs: Sequence[str]) -> set[int]:
    """Return the places of the ordinary words that owe their capital to a headline set in capitals.

    A word all in capitals is one of them only where the whole line is.
    """
    found: set[int] = set()
    first = 0
    for last in range(1, len(tokens) + 1):
        if last < len(tokens) and "\n" not in text[tokens[last - 1].end : tokens[last].start]:
            continue
        words = [at for at in range(first, last) if tokens[at].cased]
        loud = all(tokens[at].text.isupper() for at in words)
        line = [at for at in words if ordinary(tokens[at].text, langs[at]) and tokens[at].shouted <= loud]
        capitals = [at for at in line if tokens[at].capital]
        if last - first >= _LINE and len(capitals) >= _ORDINARY and _set_in_capitals(tokens, line):
            found.update(capitals)
        first = last
    return found


def _set_in_capitals(tokens: Sequence[Token], line: Sequence[int]) -> bool:
    long = [tokens[at].capital for at in line if len(tokens[at].text) >= _LONG_WORD]
    return bool(long) and sum(long) >= _SHARE * len(long)


def owes_capital(
    found: Found,
    gazetteer: Gazetteer,
    tokens: Sequence[Token],
    lang: str,
    common: Collection[str],
    plain: Collection[int],
) -> bool:
    """Tell whether a find is one word that owes its capital to where it stands, not to what it names.

    `common` are the words the article also writes in small letters, `plain` the places of `headline_words`.
    So it is where a sentence opens or a headline stands if

    - the article also writes it without
    - it is short and the place is seldom in the news (Того is Togo, and Ukrainian for "that")
    - it is an ordinary word, and the surname of somebody seldom in the news, or in a headline such a place,
      or an acronym of another language (LA)

    and anywhere else if it is part of a longer name that nobody has listed, see `_in_longer_name`.
    """
    token = tokens[found.first]
    if found.first != found.last or not token.cased:
        return False
    if not token.shouted and _in_longer_name(found, gazetteer, tokens, lang):
        return True
    entity = gazetteer.entity(found.entity)
    news = weights.load().article.in_the_news
    headline = found.first in plain
    if headline and found.kind == "acronym" and _of_another_language(found, lang):
        return True
    surname = found.kind == "short" and (headline or token.opens)
    if (surname or (headline and entity.type == "LOC")) and entity.weight <= news:
        return ordinary(token.text, lang)
    short_word = len(token.text) <= _SHORT_WORD and not token.shouted
    rare = entity.type == "LOC" and entity.weight < news
    return token.opens and (token.text.lower() in common or (short_word and rare))


def _in_longer_name(found: Found, gazetteer: Gazetteer, tokens: Sequence[Token], lang: str) -> bool:
    """Tell whether an ordinary word with a capital beside it makes a find part of a longer name.

    So it is with a place seldom in the news and an acronym that are ordinary words themselves (Wolne Sądy is
    not Saada), and with what an organisation is called for short elsewhere: Rada Ministrów is not the
    Verkhovna Rada. People have their titles beside them.
    """
    entity = gazetteer.entity(found.entity)
    if entity.type == "PER" or not _beside(found.first, tokens, lang):
        return False
    if entity.type == "ORG" and found.kind == "short":
        return _of_another_language(found, lang)
    rare = entity.type == "LOC" and entity.weight <= weights.load().article.in_the_news
    return (rare or found.kind == "acronym") and ordinary(tokens[found.first].text, lang)


def _of_another_language(found: Found, lang: str) -> bool:
    return found.sense.matches[0].name.lang.split("-")[0] != lang.split("-")[0]


def _beside(place: int, tokens: Sequence[Token], lang: str) -> bool:
    """Tell whether an ordinary word with a capital stands right before or after a word."""
    around = [tokens[place - 1]] if place and tokens[place].joins else []
    around += [one for one in tokens[place + 1 : place + 2] if one.joins]
    return any(word.capital and not opener(word.text) and ordinary(word.text, lang) for word in around)
