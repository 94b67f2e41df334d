"""Words of a running text with their places, and the forms under which a gazetteer may know them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline import resources
from pipeline.names.fold import APOSTROPHES, HYPHENS, fold
from pipeline.names.inflect import undo

# Vowel signs and other marks that are no letters to Python's \w but stand inside words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0966-\u0dff\u0e01-\u0e3e\u0e40-\u0e4e\u0e80-\u0fff\u1000-\u109f\u1780-\u17d3\u200c"
)
_QUOTE = rf"[{APOSTROPHES}׳]"
# Scripts written without spaces: a run of them is one token, looked into letter by letter.
SOLID = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
# An apostrophe is inside a word (Putin's, O'Brien), but l'Europe and dell'Egitto are two.
_ELIDED = rf"(?<![^\W\d_])[a-zà-ÿ]{{1,5}}(?={_QUOTE}[A-ZÀ-Þ])"
_JOINT = rf"(?:{_QUOTE}|(?<=[א-ת])[\"״](?=[א-ת]))"
_WORD = rf"(?:[^\W_{SOLID}]++|[{_MARKS}]++)++"
_SOLID_LETTER = re.compile(rf"[{SOLID}]")
_TOKEN = re.compile(rf"{_ELIDED}|[{SOLID}]++|{_WORD}(?:{_JOINT}(?:[^\W_]|[{_MARKS}])++)*+")
_OPENS_SENTENCE = re.compile(r"(?:[.!?…:;\n。！？]|[-–—•*]\s)[\s\"'«»„“”‘’()\[\]]*$")
_WITHIN_NAME = re.compile(r"[ \u00a0\u202f]{0,2}[-‐‑–·'’]?[ \u00a0\u202f]?")
_AFTER_INITIAL = re.compile(r"\.[ \u00a0\u202f]?-?")
# One letter, or two that begin a name: Ch., Дж., Yu., but Xi and Ли are whole names.
_INITIAL = re.compile(r"\w|(?i:[^\W\daeiouąęаеиоуыэюяіїє]{2}|y[aeou])")
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")
_LONGEST_SUFFIX = 5


class Shape(NamedTuple):
    """What the letters of a word tell wherever it stands.

    - capital: it begins with a capital letter
    - cased: it is in a script that begins words with capitals; Georgian has some and does not
    - shouted: it is all capitals, as acronyms are
    - solid: it is in a script written without spaces
    """

    capital: bool
    cased: bool
    shouted: bool
    solid: bool


@lru_cache(maxsize=65536)
def shape(text: str) -> Shape:
    """Return the shape of a word."""
    return Shape(
        capital=text[0].isupper() or text[0].istitle(),
        cased=text.lower() != text.title(),
        shouted=len(text) > 1 and text.isupper(),
        solid=_SOLID_LETTER.match(text) is not None,
    )


class Token(NamedTuple):
    """A word at `start`..`end`, with its `Shape`.

    `opens` tells that a sentence may begin with it, `joins` that it may belong to one name with the word
    before, `hyphened` that only a hyphen stands between the two, `wrapped` that a line ends between them.
    """

    start: int
    end: int
    text: str
    opens: bool
    joins: bool
    hyphened: bool
    wrapped: bool
    capital: bool
    cased: bool
    shouted: bool
    solid: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A folded form of a token; `front` and `back` count the letters around it that are not the name's."""

    text: str
    front: int = 0
    back: int = 0
    undone: bool = False


def tokenize(text: str) -> list[Token]:
    """Return the words of a text in order."""
    tokens: list[Token] = []
    end = 0
    before = ""
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match.group()
        if text[end:start] == " " and before:
            opens, joins, hyphened, wrapped = False, True, False, False
        else:
            gap = text[end:start]
            joins = bool(before) and (
                _WITHIN_NAME.fullmatch(gap) is not None
                or (_AFTER_INITIAL.fullmatch(gap) is not None and _INITIAL.fullmatch(before) is not None)
            )
            opens = end == 0 or (_OPENS_SENTENCE.search(gap[-8:]) is not None and not joins)
            hyphened = joins and gap in HYPHENS and bool(gap)
            wrapped = bool(before) and _LINE_END.fullmatch(gap) is not None
        end, before = match.end(), word
        tokens.append(Token(start, end, word, opens, joins, hyphened, wrapped, *shape(word)))
    return tokens


@lru_cache(maxsize=65536)
def forms(word: str, lang: str) -> tuple[Form, ...]:
    """Return the folded forms a word may be looked up by, as it stands first.

    What follows an apostrophe may be a possessive or a case suffix (Putin's, Putin'in); case endings,
    prefixes and particles of the language are undone as gazetteers/inflection says.
    """
    found = {fold(word): Form(fold(word))}
    heads = list(re.finditer(_QUOTE, word))
    bare, suffix = word, 0
    if heads and heads[-1].start() >= 2 and len(word) - heads[-1].start() <= _LONGEST_SUFFIX:
        bare, suffix = word[: heads[-1].start()], len(word) - heads[-1].start()
        found.setdefault(fold(bare), Form(fold(bare), back=suffix))
    if len(heads) == 1 and heads[0].start() <= 2 and word[heads[0].end() :][:1].isupper():
        tail = fold(word[heads[0].end() :])  # L'Europe where a sentence begins
        found.setdefault(tail, Form(tail, front=heads[0].end()))
    for base in undo(bare, lang):
        text, back = fold(base.form), base.back + suffix
        found.setdefault(text, Form(text, base.front, back, undone=not (base.front or base.back)))
    return tuple(form for text, form in found.items() if text)


@cache
def _table() -> dict[str, frozenset[str]]:
    table = resources.table("language/mentions.toml")
    return {key: frozenset(value) for key, value in table.items()}


def particle(word: str) -> bool:
    """Tell whether a word in small letters may be part of a name: van, bin, фон."""
    return word in _table()["particles"]


def joiner(word: str) -> bool:
    """Tell whether a word in small letters may join the words of an organisation's name: of, und, и."""
    return word in _table()["joiners"]


@lru_cache(maxsize=65536)
def slight(word: str) -> bool:
    """Tell whether a word in small letters is no name of its own: of, van, the."""
    return particle(word) or joiner(word) or word in _table()["articles"]


def conjunction(word: str) -> bool:
    """Tell whether a word may stand between the names of two: and, und, и."""
    return word in _table()["conjunctions"]


def opener(word: str) -> bool:
    """Tell whether a word with a capital opens a sentence and is no name: an article, a preposition."""
    return word.lower() in _table()["openers"]


def honorific(word: str) -> bool:
    """Tell whether a word is a title before names: Mrs, Dr."""
    return word.lower() in _table()["honorifics"]


def place_follows(word: str) -> bool:
    """Tell whether what stands after a word is a place if it can be one: in, near."""
    return word.lower() in _table()["before_places"]


def kind_of_place(word: str) -> bool:
    """Tell whether a word after the name of a place tells what kind of place it is: Oblast."""
    return word.lower() in _table()["kinds_of_places"]


def nouns_are_capitalised(lang: str) -> bool:
    """Tell whether the language writes every noun with a capital."""
    return lang.split("-")[0] in _table()["capitalised_nouns"]


def title_case(lang: str) -> bool:
    """Tell whether the language gives capitals to the words of offices within a sentence: Prime Minister."""
    return lang.split("-")[0] in _table()["title_case"]


def spans(tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalised words, with particles between them, as (first, last) token numbers.

    Words that are `taken` belong to none.
    """
    first = 0
    while first < len(tokens):
        if not tokens[first].capital or taken[first]:
            first += 1
            continue
        last = at = first
        while at + 1 < len(tokens) and tokens[at + 1].joins and not taken[at + 1]:
            at += 1
            if tokens[at].capital or tokens[at].hyphened:
                last = at
            elif not (particle(tokens[at].text) or joiner(tokens[at].text)):
                break
        yield first, last
        first = last + 1
