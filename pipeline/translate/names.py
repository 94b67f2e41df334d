"""Get names through a translation model: put the canonical form in, and see that it comes out.

A model copies a word it does not know, so the canonical form goes into the source sentence in place of the
paper's spelling. What comes out is checked: every form must stand in the translation as often as it went
in. Where it does not, the sentence is translated again with placeholders for the forms that were lost,
then for all of them; the best attempt wins. If a form is still lost it goes where the engine says that it
should have come out, by its attention, or is recorded as missed.

In print, engines and models change letters, quotes and hyphens ("Erdogan" for "Erdoğan"); a form that is
found but for these is put right and counts as restored.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from pipeline.translate.codes import spaced
from pipeline.translate.engine import Aligner, Guided, Span, Translator
from pipeline.translate.memory import Memory
from pipeline.translate.tokens import plain

How = Literal["verbatim", "restored", "missed"]
_UNTOUCHED: How = "verbatim"

# "Zelenskyy's", "Hendricks'": the ending stays in the sentence.
_POSSESSIVE = re.compile(r"['’]s?$")
_POSSESSIVE_ALONE = re.compile(r"(?<!\w)['’]s(?!\w)")
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015"
_APOSTROPHES = "'’‘ʼʻ`"


@dataclass(frozen=True)
class Name:
    """A name in a sentence, at text[start:end], and the form that is to stand for it."""

    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Sentence:
    """A sentence to translate, and the names in it in order, without overlaps."""

    text: str
    names: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """The translation of a sentence; `how` tells for each of its names what became of it.

    `surplus` counts the times that a form stands in the translation more often than it went in.
    """

    text: str
    how: tuple[How, ...] = ()
    surplus: int = 0

    @property
    def faults(self) -> int:
        """Return how many names are missed or surplus."""
        return self.how.count("missed") + self.surplus


def carry(
    sentences: Sequence[Sentence],
    translator: Translator,
    source: str,
    target: str,
    memory: Memory | None = None,
) -> list[Rendered]:
    """Translate sentences with their names; the results keep the order.

    Every round of attempts is one call of the translator, with equal sentences once and without those that
    `memory` knows. A sentence of names and punctuation alone is not sent: its forms are its translation.
    Raises what the translator raises.
    """
    sentences = [_without_possessives(sentence) for sentence in sentences]
    pattern = translator.placeholder(source, target)
    best: dict[int, Rendered] = {}
    marks: dict[int, tuple[str, ...]] = {}
    for place, sentence in enumerate(sentences):
        forms = tuple(name.form for name in sentence.names)
        if _has_words(sentence):
            marks[place] = forms
        else:
            best[place] = Rendered(_substitute(sentence, forms), (_UNTOUCHED,) * len(forms))
    for retry in (_only_lost, _all_names, None):
        texts = [_substitute(sentences[place], marks[place]) for place in marks]
        kept = dict(zip(texts, marks.values(), strict=True))
        outputs = _translate_once(texts, kept, translator, source, target, memory)
        for place, output in zip(marks, outputs, strict=True):
            carried = _restore(sentences[place], marks[place], output, target)
            if place not in best or carried.faults < best[place].faults:
                best[place] = carried
        if retry is None:
            break
        again = {
            place: retry(sentences[place], best[place], pattern) for place in marks if best[place].faults
        }
        marks = {place: new for place, new in again.items() if new != marks[place]}
        if not marks:
            break
    if isinstance(translator, Aligner):
        for place, carried in best.items():
            if "missed" in carried.how:
                aligned = _aligned(sentences[place], translator, source, target)
                best[place] = min(carried, aligned, key=lambda attempt: attempt.faults)
    return [best[place] for place in range(len(sentences))]


def _without_possessives(sentence: Sentence) -> Sentence:
    """Leave a possessive ending out of the names' spans, so that it stays in the sentence."""
    return Sentence(sentence.text, tuple(_without_possessive(name, sentence.text) for name in sentence.names))


def _without_possessive(name: Name, text: str) -> Name:
    ending = _POSSESSIVE.search(text[name.start : name.end])
    if not ending or not ending.start() or _POSSESSIVE.search(name.form):
        return name
    return Name(name.start, name.start + ending.start(), name.form)


def _has_words(sentence: Sentence) -> bool:
    """Return whether there is anything to translate besides the names."""
    rest = _substitute(sentence, [""] * len(sentence.names))
    return any(char.isalpha() for char in _POSSESSIVE_ALONE.sub("", rest))


def _substitute(sentence: Sentence, marks: Sequence[str]) -> str:
    """Return the sentence with `marks[i]` in place of its i-th name."""
    pieces, done = [], 0
    for name, mark in zip(sentence.names, marks, strict=True):
        pieces += [sentence.text[done : name.start], mark]
        done = name.end
    return "".join([*pieces, sentence.text[done:]])


def _translate_once(
    texts: list[str],
    kept: Mapping[str, Sequence[str]],
    translator: Translator,
    source: str,
    target: str,
    memory: Memory | None,
) -> list[str]:
    """Translate texts, equal ones once and known ones not at all; `kept` are the marks in each."""
    unique = list(dict.fromkeys(texts))
    version = translator.version(source, target)
    known = memory.recall(version, source, target, unique) if memory else {}
    if new := [text for text in unique if text not in known]:
        if isinstance(translator, Guided):
            outputs = translator.translate_keeping(new, [kept[text] for text in new], source, target)
        else:
            outputs = translator.translate(new, source, target)
        fresh = dict(zip(new, outputs, strict=True))
        if memory:
            memory.keep(version, source, target, fresh)
        known |= fresh
    return [known[text] for text in texts]


def _aligned(sentence: Sentence, translator: Aligner, source: str, target: str) -> Rendered:
    """Translate a sentence with its forms, and put those that are lost where they should have come out."""
    forms = tuple(name.form for name in sentence.names)
    spans: list[Span] = []
    shift = 0
    for name in sentence.names:
        start = name.start + shift
        spans.append((start, start + len(name.form)))
        shift += len(name.form) - (name.end - name.start)
    output, places = translator.locate(_substitute(sentence, forms), spans, source, target)
    lost = _restore(sentence, forms, output, target).how
    wanted = sorted(
        (place, form)
        for place, form, how in zip(places, forms, lost, strict=True)
        if place and how == "missed"
    )
    pieces, done = [], 0
    for (start, end), form in wanted:
        if start >= done:
            pieces += [output[done:start], form]
            done = end
    carried = _restore(sentence, forms, "".join([*pieces, output[done:]]), target)
    how: list[How] = [
        "restored" if b == "missed" and a != b else a for a, b in zip(carried.how, lost, strict=True)
    ]
    return Rendered(carried.text, tuple(how), carried.surplus)


def _only_lost(sentence: Sentence, carried: Rendered, pattern: str) -> tuple[str, ...]:
    """Return placeholders for the names that were missed, and the forms of the others."""
    if "missed" not in carried.how:
        return _all_names(sentence, carried, pattern)
    return tuple(
        mark if how == "missed" else name.form
        for name, how, mark in zip(
            sentence.names, carried.how, _all_names(sentence, carried, pattern), strict=True
        )
    )


def _all_names(sentence: Sentence, carried: Rendered, pattern: str) -> tuple[str, ...]:
    """Return a placeholder for every name: one a form, none of them in the sentence already."""
    free = (mark for mark in map(pattern.format, count(1)) if mark not in sentence.text)
    by_form = {form: next(free) for form in dict.fromkeys(name.form for name in sentence.names)}
    return tuple(by_form[name.form] for name in sentence.names)


def _restore(sentence: Sentence, marks: tuple[str, ...], output: str, target: str) -> Rendered:
    """Put the forms where their marks came out, and tell what became of each name."""
    if not marks:
        return Rendered(output)
    forms = {mark: name.form for mark, name in zip(marks, sentence.names, strict=True)}
    finder = _finder(forms, target)
    sent = Counter(found.lastgroup for found in finder.finditer(_substitute(sentence, marks)))
    groups = {mark: f"m{number}" for number, mark in enumerate(forms)}
    by_group = {groups[mark]: form for mark, form in forms.items()}
    came: dict[str | None, list[str]] = {group: [] for group in by_group}

    def put(found: re.Match[str]) -> str:
        came[found.lastgroup].append(found.group())
        return by_group[str(found.lastgroup)]

    text = finder.sub(put, output)
    surplus = sum(max(0, len(came[group]) - sent[group]) for group in by_group)
    how: list[How] = []
    for mark, name in zip(marks, sentence.names, strict=True):
        left = came[groups[mark]]
        how.append("missed" if not left else "verbatim" if left.pop(0) == name.form else "restored")
    return Rendered(text, tuple(how), surplus)


def _finder(marks: Iterable[str], target: str) -> re.Pattern[str]:
    """Return a pattern that finds the marks in a translation, the i-th one as group "m{i}".

    Longer marks win over those they begin with. In languages that put spaces between words a mark must be
    a word of its own.
    """
    numbered = sorted(enumerate(marks), key=lambda item: -len(item[1]))
    union = "|".join(f"(?P<m{number}>{_spelling(mark)})" for number, mark in numbered)
    return re.compile(rf"(?<!\w)(?:{union})(?!\w)" if spaced(target) else union)


def _spelling(mark: str) -> str:
    """Return a regular expression for a mark and for what engines make of its letters and signs."""
    return "".join(map(_letter, unicodedata.normalize("NFC", mark)))


def _letter(char: str) -> str:
    if char.isspace():
        return r"\s+"
    for signs in (_HYPHENS, _APOSTROPHES):
        if char in signs:
            return f"[{re.escape(signs)}]"
    ascii_form = plain(char).strip()
    return re.escape(char) if ascii_form in ("", char) else f"(?:{re.escape(char)}|{re.escape(ascii_form)})"
