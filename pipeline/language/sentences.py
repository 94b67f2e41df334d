"""Where the sentences of a text are: rules over full stops and line breaks, in offsets of the text.

A sentence ends at a stop that is followed by space and no lower-case letter, at a stop of a script that
needs no space (。 । ؟), or at a line break. A full stop after an abbreviation, an initial, an ordinal or a
list number does not end one; what counts as which is in gazetteers/language/sentences.toml. Thai and Lao,
which have no stop, are divided at line breaks only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import resources

_CLOSERS = "\"'”’»›)\\]}」』）】》〉″“«"
# No script of the stops that need no space closes a quotation as the Germans do.
_HARD_CLOSERS = _CLOSERS.translate({ord("“"): None, ord("«"): None})
_STOP = re.compile(
    rf"(?P<line>[\n\r\v\f\x85\u2028\u2029]\s*)"
    rf"|(?P<hard>[。！？｡؟۔։।॥።፧។៕၊။]+[{_HARD_CLOSERS}]*)"
    # The French close a quotation after a space; the next letter tells it from the German opening sign.
    rf"|(?P<soft>[.!?…;:]+[{_CLOSERS}]*(?:[ \u00a0\u202f]»(?!\w))?)"
)
_ENDERS = (".", "!", "?", "…")
_SPACE = re.compile(r"\s*")
_OPENERS = "\"'“”„‘‚«»‹›([{「『（【《〈¿¡—–-*•"
_LONGEST = 24  # no abbreviation is longer, so no more of the text before a stop is looked at
_ROMAN = re.compile(r"[IVX]{1,6}")
_NUMBER = re.compile(r"\d{1,3}")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}[.-]{1,2})+[^\W\d_]")  # "J.K", "U.S", "к.м.н", "J.-P"


@dataclass(frozen=True)
class _Rules:
    never: frozenset[str]
    may: frozenset[str]
    number: frozenset[str]
    ordinals: bool
    stops: str
    starters: frozenset[str]


@lru_cache(maxsize=256)
def _rules(lang: str) -> _Rules:
    table = resources.table("language/sentences.toml")
    base = lang.split("-")[0]
    base = "hr" if base in ("bs", "sh") else base
    own, common = table.get(base, table["und"]), table["und"]

    def words(kind: str) -> frozenset[str]:
        shared = common.get(kind, "") if own.get("common") else ""
        return frozenset(f"{own.get(kind, '')} {shared}".casefold().split())

    return _Rules(
        words("never"),
        words("may"),
        words("number"),
        own.get("ordinals", False),
        own.get("stops", ""),
        words("starters"),
    )


def split(text: str, lang: str = "und") -> list[tuple[int, int]]:
    """Return the (start, end) of every sentence of `text`, in order, in code points.

    No sentence is empty or begins or ends with space; between them lies nothing but space. `lang` (BCP 47)
    picks the abbreviations; any code is fine. Time grows with the length of the text and no faster.
    """
    rules = _rules(lang)
    sentences: list[tuple[int, int]] = []
    start = _SPACE.match(text).end()  # type: ignore[union-attr]
    for stop in _STOP.finditer(text):
        if stop.end() <= start:
            continue
        if stop.lastgroup == "line":
            if not _continues(text, stop):
                sentences.append((start, _before_space(text, stop.start())))
                start = stop.end()
            continue
        following = _SPACE.match(text, stop.end()).end()  # type: ignore[union-attr]
        ends = _hard_ends if stop.lastgroup == "hard" else _soft_ends
        if following == len(text) or ends(text, start, stop, following, rules):
            sentences.append((start, stop.end()))
            start = following
    end = len(text.rstrip())
    if start < end:
        sentences.append((start, end))
    return sentences


def _before_space(text: str, end: int) -> int:
    """Return `end` moved back over space; there is something else before it."""
    while text[end - 1].isspace():
        end -= 1
    return end


def _continues(text: str, line: re.Match[str]) -> bool:
    """Return whether a single line break stands inside a sentence: the next line begins in lower case."""
    breaks = line.group().replace("\r\n", "\n").strip(" \t\u00a0\u3000")
    follows = text[line.end() : line.end() + 1]
    return (
        len(breaks) == 1 and follows.islower() and text[_before_space(text, line.start()) - 1] not in ".!?…:;"
    )


def _hard_ends(text: str, start: int, stop: re.Match[str], following: int, rules: _Rules) -> bool:
    """Return whether a stop that needs no space ends the sentence: not before 」と and its like."""
    closed = stop.group()[-1] in "」』）】》〉”’"
    return not (closed and following == stop.end() and "\u3041" <= text[following] <= "\u309f")


def _soft_ends(text: str, start: int, stop: re.Match[str], following: int, rules: _Rules) -> bool:
    """Return whether a stop that needs a space and a capital after it ends the sentence."""
    if following == stop.end():
        return False
    run = stop.group().rstrip(_CLOSERS.replace("\\", "") + " \u00a0\u202f")
    if not any(char in _ENDERS or char in rules.stops for char in run):
        return False
    first = _first_letter(text, following)
    if first.islower() or first in _ENDERS:  # a spaced ellipsis goes on: ". . ."
        return False
    if run != ".":
        return True
    return not _is_abbreviated(_word_before(text, start, stop.start()), first, text, start, stop, rules)


def _is_abbreviated(word: str, first: str, text: str, start: int, stop: re.Match[str], rules: _Rules) -> bool:
    """Return whether the full stop after `word` belongs to it, before a `first` that is not lower case."""
    if len(word) == 1 and word.isupper():
        return True
    small = word.casefold()
    for key in (small, re.split("['’]", small)[-1]):  # "l'on." is "on." too
        if key in rules.may:  # "w 2024 r. Prezydent" ends there, "w r. 1920" does not
            name = key in rules.never and not _follows_number(text, start, stop.start() - len(word))
            return name or first.isdigit() or _next_is(text, stop.end(), rules.may)
        if key in rules.never or (key in rules.number and first.isdigit()):
            return True
    if word.isdigit():
        begins = stop.start() - len(word) == start  # the number of an item in a list
        return begins or (rules.ordinals and _NUMBER.fullmatch(word) is not None)
    if rules.ordinals and _ROMAN.fullmatch(word):
        return True
    if _ACRONYM.fullmatch(word):
        return _first_word(text, stop.end()) not in rules.starters
    return False


def _word_before(text: str, start: int, end: int) -> str:
    """Return what stands between the last space and `end`, "" if that is longer than any abbreviation."""
    piece = text[max(start, end - _LONGEST) : end]
    parts = piece.split()
    if not parts or piece[-1].isspace() or (len(parts) == 1 and len(piece) == _LONGEST):
        return ""
    return parts[-1].lstrip(_OPENERS)


def _follows_number(text: str, start: int, end: int) -> bool:
    """Return whether the last thing between `start` and `end` but space is a figure."""
    return text[max(start, end - _LONGEST) : end].rstrip()[-1:].isdigit()


def _next_is(text: str, start: int, abbreviations: frozenset[str]) -> bool:
    """Return whether the word after `start` is one of some abbreviations, full stop and all: Co. Ltd."""
    words = text[start : start + _LONGEST].split(maxsplit=1)
    return bool(words) and words[0].endswith(".") and words[0].rstrip(".").casefold() in abbreviations


def _first_word(text: str, start: int) -> str:
    """Return the first word after `start` in lower case, "" if there is none."""
    words = text[start : start + _LONGEST].split(maxsplit=1)
    return words[0].strip(_OPENERS + ",").casefold() if words else ""


def _first_letter(text: str, start: int) -> str:
    """Return the first character from `start` on that is no opening quote, bracket or dash, or ""."""
    for char in text[start : start + 8]:
        if char not in _OPENERS and not char.isspace():
            return char
    return ""
