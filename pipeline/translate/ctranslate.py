"""A CTranslate2 model, loaded: sentences in, sentences out, and which words came of which."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.config import Settings
from pipeline.errors import PackageError, TranslationError
from pipeline.translate.codes import spaced
from pipeline.translate.engine import Span
from pipeline.translate.tokens import Alphabet, Tokenizer
from pipeline.translate.tuning import Plan

# What a batch may hold, in pieces times beam. The next piece is chosen out of a whole vocabulary for each
# hypothesis, so wider beams fill the caches with fewer sentences: words a CPU second at 512, 1024, 2048 and
# 4096 pieces were 1890, 2210, 2610, 2590 at beam 1 and 790, 860, 660, 580 at beam 4.
MAX_BATCH = 4096
_MIN_BATCH_TOKENS = 128
# Models were trained on sentences; past some 100 to 150 pieces they repeat themselves or lose the end.
MAX_PIECES = 100
# More characters than that cannot be so few pieces, and need not be cut up to be counted.
_MAX_CHARACTERS = 12 * MAX_PIECES
_MAX_OUTPUT_PIECES = 3 * MAX_PIECES
# As argostranslate has it.
_LENGTH_PENALTY = 0.2
# As glibc's malloc.h numbers this option of mallopt.
_M_ARENA_MAX = -8

# Where a sentence that is too long is cut, best first.
_CUTS = tuple(map(re.compile, (r"[.!?;:…。！？；；]+[\"”»’)\]]*\s*", r"[,،、，–—]\s*", r"\s+")))
_WORD_BEFORE = re.compile(r"[\w\u2010-]*\Z")
_WORD_AFTER = re.compile(r"[\w\u2010-]*")


@dataclass(frozen=True)
class Model:
    """A model that translates into the language `target`, as `load` gives it to run.

    `prefix` is a token every translation has to begin with, "" if none; `before` and `after` are pieces
    that the model wants around every sentence.
    """

    label: str
    target: str
    tokenizer: Tokenizer
    alphabet: Alphabet
    engine: Any
    threads: int
    prefix: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def translate(self, sentences: Sequence[str], beam: int) -> list[str]:
        """Translate sentences, all in one call of the engine; raises TranslationError where it fails.

        One that is too long for the model is cut and rejoined; space around a sentence stays.
        """
        cut = [list(self._pieces(self.alphabet.fit(sentence.strip()))) for sentence in sentences]
        outputs = (self._text(one) for one in self._run([pieces for parts in cut for pieces in parts], beam))
        joint = " " if spaced(self.target) else ""
        results = []
        for sentence, parts in zip(sentences, cut, strict=True):
            text = joint.join(next(outputs) for _ in parts)
            core = sentence.strip()
            results.append(sentence.replace(core, text, 1) if core and parts else sentence)
        _give_back()
        return results

    def locate(self, sentence: str, spans: Sequence[Span], beam: int) -> tuple[str, list[Span | None]]:
        """Translate a sentence and tell what became of some spans of it, by the model's attention.

        A span is None where the model does not tell, or the sentence is too long to be translated whole.
        """
        parts = list(self._pieces(self.alphabet.fit(sentence)))
        if len(parts) != 1 or sentence != sentence.strip():
            return self.translate([sentence], beam)[0], [None] * len(spans)
        [source] = parts
        [found] = self._run([source], beam, return_attention=True)
        target, attention = list(found.hypotheses[0]), list(found.attention[0])
        if self.prefix and target[:1] == [self.prefix]:
            target, attention = target[1:], attention[-len(target) + 1 :]
        text = self._text(found)
        if len(attention) != len(target) or not self.tokenizer.decode(target).startswith(text):
            return text, [None] * len(spans)
        origins = [max(range(len(row)), key=row.__getitem__) - len(self.before) for row in attention]
        sources, targets = self._extents(source), self._extents(target)
        located: list[Span | None] = []
        for start, end in spans:
            first, last = len(self.alphabet.fit(sentence[:start])), len(self.alphabet.fit(sentence[:end]))
            pieces = {at for at, (begin, stop) in enumerate(sources) if begin < last and stop > first}
            run = _longest_run([at for at, origin in enumerate(origins) if origin in pieces])
            located.append(self._words(text, targets[run[0]][0], targets[run[-1]][1]) if run else None)
        return text, located

    def _extents(self, pieces: list[str]) -> list[Span]:
        """Return where each piece stands in the text of them all."""
        ends = [0, *(len(self.tokenizer.decode(pieces[:count])) for count in range(1, len(pieces) + 1))]
        return list(pairwise(ends))

    def _words(self, text: str, start: int, end: int) -> Span | None:
        """Return a span without the space around it, and with the whole of its first and last word."""
        inner = text[start:end].strip()
        if not inner:
            return None
        start = text.index(inner, start)
        end = start + len(inner)
        if spaced(self.target):
            before, after = _WORD_BEFORE.search(text, 0, start), _WORD_AFTER.match(text, end)
            start, end = before.start() if before else start, after.end() if after else end
        return start, end

    def _pieces(self, text: str) -> Iterable[list[str]]:
        """Yield the word pieces of a text, in several lists if one would be too long."""
        pieces = self.tokenizer.encode(text) if len(text) <= _MAX_CHARACTERS else None
        if pieces is None or (len(pieces) > MAX_PIECES and len(text) > 1):
            for half in halves(text):
                yield from self._pieces(half)
        elif pieces:
            yield pieces

    def _run(self, pieces: list[list[str]], beam: int, **more: Any) -> list[Any]:
        """Return the engine's results for some sentences of pieces."""
        if not pieces:
            return []
        # Small inputs are spread over the threads too.
        share = min(MAX_BATCH // beam, sum(map(len, pieces)) // self.threads + 1)
        try:
            return list(
                self.engine.translate_batch(
                    [[*self.before, *sentence, *self.after] for sentence in pieces],
                    target_prefix=[[self.prefix]] * len(pieces) if self.prefix else None,
                    max_batch_size=max(_MIN_BATCH_TOKENS, share),
                    batch_type="tokens",
                    beam_size=beam,
                    length_penalty=_LENGTH_PENALTY,
                    max_decoding_length=_MAX_OUTPUT_PIECES,
                    replace_unknowns=True,
                    **more,
                )
            )
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"the model {self.label} failed ({error})", hint="Try --device cpu, or a smaller beam"
            ) from error

    def _text(self, found: Any) -> str:
        pieces = list(found.hypotheses[0])
        if self.prefix and pieces[:1] == [self.prefix]:
            pieces = pieces[1:]
        return self.tokenizer.decode(pieces).strip()


def load(folder: Path, settings: Settings, plan: Plan, *, hint: str) -> Any:
    """Load the CTranslate2 model in a folder; raises PackageError, whose hint ends with `hint`."""
    import ctranslate2

    _share_heap()
    try:
        return ctranslate2.Translator(
            str(folder),
            device=settings.device,
            compute_type=settings.compute,
            inter_threads=plan.inter,
            intra_threads=plan.intra,
        )
    except (RuntimeError, ValueError) as error:
        raise PackageError(
            f"the model cannot be loaded ({error})",
            where=str(folder),
            hint=f"If the device or compute type is not at fault, {hint}",
        ) from error


def halves(text: str) -> tuple[str, str]:
    """Cut a text of two characters or more near its middle, after a stop, a comma or a space."""
    middle, reach = len(text) / 2, len(text) / 4
    for pattern in _CUTS:
        ends = [found.end() for found in pattern.finditer(text)]
        near = [end for end in ends if abs(end - middle) <= reach]
        if near:
            cut = min(near, key=lambda end: abs(end - middle))
            return text[:cut].strip(), text[cut:].strip()
    return text[: len(text) // 2], text[len(text) // 2 :]


def _share_heap() -> None:
    """Have all threads share one heap, where the C library is glibc, before the engine starts its own.

    The engine leaves large holes in each heap: left alone, a process grew from 109 to 142 MB over 10,000
    sentences. Fixed thresholds of malloc would help as well, but they halve the speed.
    """
    if "MALLOC_ARENA_MAX" not in os.environ and (mallopt := _of_libc("mallopt")):
        mallopt(_M_ARENA_MAX, 1)


def _give_back() -> None:
    """Have the C library give memory that is free back to the system; it takes a millisecond or two."""
    if trim := _of_libc("malloc_trim"):
        trim(0)


@cache
def _of_libc(name: str) -> Callable[..., int] | None:
    """Return a function of the C library, None where there is none of that name or this is not Linux."""
    found: Callable[..., int] | None = None
    if sys.platform.startswith("linux"):
        found = getattr(ctypes.CDLL(None), name, None)
    return found


def _longest_run(places: Sequence[int]) -> list[int]:
    """Return the longest stretch of consecutive numbers among some in order, the first of equals."""
    best: list[int] = []
    run: list[int] = []
    for place in places:
        run = [*run, place] if run and place == run[-1] + 1 else [place]
        if len(run) > len(best):
            best = run
    return best
