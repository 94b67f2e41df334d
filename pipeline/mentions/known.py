"""Whether a name that the gazetteer knows may be meant where its letters stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from pipeline.article import EntityType
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.lookup import Match
from pipeline.mentions.found import Found
from pipeline.mentions.words import Token
from pipeline.names import weights
from pipeline.names.fold import APOSTROPHES, fold, strip_marks
from pipeline.names.ordinary import listed, ordinary
from pipeline.names.particles import initial
from pipeline.names.readings import split

# The fewest letters of a name that is none in the language of the text, and of an undone one that opens a
# sentence; how many more where no capital marks a name.
_FOREIGN_WORD = 4
_CASELESS = 1
_OPENING_WORD = 5
# The fewest letters of an acronym that may be written like a word: Onu in Italian, Nato in English.
_WORDLIKE, _WORDLIKE_ENGLISH = 3, 4
# The most letters that a language writes onto a name and that are no part of it: the s of the Bidens.
_SUFFIX = 1
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")


def whole(match: Match, words: Sequence[str], type: EntityType) -> bool:
    """Tell whether every word written stands for some word of the name: titles must stay out.

    An initial need not: few gazetteers know the С. В. of Лавров in full.

    Organisations have ordinary words for names, and a likeness between those says nothing: each must be
    there and sound as it should. So must a name of one word for which two are written.
    """
    if match.how == "exact":
        return True
    least = weights.load().article.opening
    written = {place for pair in match.pairs for place in pair.written}
    known = {place for pair in match.pairs for place in pair.known}
    if type == "ORG" or len(known) == 1:
        surely = all(pair.similarity >= least for pair in match.pairs)
        return surely and len(written) == len(words) and len(known) == len(match.name.words)
    return all(place in written or initial(fold(word)) for place, word in enumerate(words))


def fits(match: Match, surface: str, words: Sequence[Token], lang: str) -> bool:
    """Tell whether a known name may be meant where its letters stand.

    An acronym must be in capitals, and so must every word that begins with one in the name. A word that is
    a name in some third language only must be long enough not to be a word of this one, and not begin a
    sentence, where any word has a capital.
    """
    name = match.name
    if name.kind == "title" or (_POSSESSIVE.search(surface) and not _POSSESSIVE.search(name.text)):
        return False
    opener = words[0]
    own = name.lang.split("-")[0] in (lang.split("-")[0], "en", "und")
    if name.kind == "acronym" or (opener.cased and len(words) == 1 and name.text.isupper()):
        if not opener.cased or not match.undone:
            return not opener.cased or _in_capitals(name, surface, opener, lang)
        return _inflected_like_a_word(match.undone, surface, opener, lang)
    if not _capitals_agree(name.text, words):
        return False
    if len(words) > 1 or opener.solid:
        return True
    added = not match.undone and strip_marks(surface) != surface and name.text.lower() != surface.lower()
    if added and (name.lang == "und" or len(surface) < _FOREIGN_WORD):
        return False  # a paper may drop an accent, but does not add one
    if match.undone and not own and not _same_accents(name.text, surface):
        return False  # Roșie is no form of the Yoruba Rọṣia
    if match.undone and opener.opens:
        return own and len(match.undone) >= _OPENING_WORD
    least = _FOREIGN_WORD if opener.cased else _FOREIGN_WORD + _CASELESS
    opens = opener.cased and opener.opens and name.kind != "short"  # a surname is the same in every press
    return own or (len(surface) >= least and not opens)


def at_home(found: Iterable[Found], langs: Sequence[str]) -> list[Found]:
    """Return finds without those of names in other languages where this one has something written onto them.

    Putins is a name in Latvian, and in English several of the name.
    """
    found = list(found)
    bare = {
        (one.first, one.last, one.entity, one.start): one.end
        for one in found
        if one.sense.matches[0].name.lang in (langs[one.first], "en", "und")
    }
    return [
        one
        for one in found
        if one.sense.matches[0].name.lang in (langs[one.first], "en", "und")
        or not 0 < one.end - bare.get((one.first, one.last, one.entity, one.start), one.end) <= _SUFFIX
    ]


def _same_accents(name: str, surface: str) -> bool:
    """Tell whether a name and a form of it have the same accents in the beginning they share."""
    both = list(zip(name.lower(), surface.lower(), strict=False))
    alike = itertools.takewhile(lambda pair: strip_marks(pair[0]) == strip_marks(pair[1]), both)
    return all(one == other for one, other in alike)


def _in_capitals(name: IndexedName, surface: str, opener: Token, lang: str) -> bool:
    """Tell whether an acronym is written as one: in capitals, or like Onu and Nato, as many papers do."""
    if surface == name.text:
        return True
    if surface.isupper():
        return strip_marks(surface) == surface or strip_marks(name.text) != name.text  # PÅ is not PA
    least = _WORDLIKE_ENGLISH if lang.split("-")[0] == "en" else _WORDLIKE
    return name.kind == "acronym" and len(surface) >= least and surface.istitle() and not opener.opens


def _inflected_like_a_word(acronym: str, surface: str, opener: Token, lang: str) -> bool:
    """Tell whether an acronym is written and inflected like a word: Naton in Finnish.

    Where a sentence begins, a list of the language's words must tell that it is none of them.
    """
    if len(acronym) < _WORDLIKE_ENGLISH or not surface.istitle():
        return False
    return not opener.opens or (listed(lang) and not ordinary(surface, lang))


def _capitals_agree(name: str, words: Sequence[Token]) -> bool:
    """Tell whether the words that the name begins with a capital have one in the text."""
    known = split(name)
    if len(known) != len(words):
        return True
    return all(
        not one[0].isupper() or word.capital or word.hyphened or not word.cased
        for one, word in zip(known, words, strict=True)
    )
