"""Translation by Argos packages, run on CTranslate2 directly.

argostranslate's own API translates a sentence at a time and finds the sentences with a splitter that it
downloads; so only its packages are used, and its search options, which makes the translations the same.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.config import Settings
from pipeline.errors import NoModelError, PackageError, TranslationError
from pipeline.translate import models
from pipeline.translate.codes import spaced
from pipeline.translate.engine import Pair
from pipeline.translate.models import Package
from pipeline.translate.tokens import Alphabet, Tokenizer, tokenizer

MAX_BATCH_TOKENS = 1024
_MIN_BATCH_TOKENS = 128
# Packages were trained on sentences; past some 100 to 150 pieces they repeat themselves or lose the end.
MAX_PIECES = 100
# More characters than that cannot be so few pieces, and need not be cut up to be counted.
_MAX_CHARACTERS = 12 * MAX_PIECES
_MAX_OUTPUT_PIECES = 3 * MAX_PIECES
# As argostranslate has it.
_LENGTH_PENALTY = 0.2
_MOST_BATCHES_AT_ONCE = 8

# Where a sentence that is too long is cut, best first.
_CUTS = tuple(map(re.compile, (r"[.!?;:…。！？；；]+[\"”»’)\]]*\s*", r"[,،、，–—]\s*", r"\s+")))


class ArgosTranslator:
    """Translates with the installed packages and those that ship with exonym, through English if need be.

    Models are loaded at their first use and kept. `inter_threads` and `intra_threads` override what the
    settings say. Calls from several threads are safe.
    """

    name = "argos"

    def __init__(
        self, settings: Settings, *, inter_threads: int | None = None, intra_threads: int | None = None
    ) -> None:
        self.settings = settings
        self._threads = _threads(
            settings.inter_threads if inter_threads is None else inter_threads,
            settings.intra_threads if intra_threads is None else intra_threads,
        )
        self._loaded: dict[Package, _Model] = {}
        self._digests: dict[Package, str] = {}
        self._lock = Lock()

    def pairs(self) -> frozenset[Pair]:
        """Return every direction the packages on this machine allow, directly or through English."""
        direct = {package.pair for package in models.installed(self.settings)}
        through = {
            Pair(first.source, second.target)
            for first in direct
            for second in direct
            if first.target == second.source == "en" and first.source != second.target
        }
        return frozenset(direct | through)

    def supports(self, source: str, target: str) -> bool:
        """Return whether a package for this direction is at hand, or two that meet in English."""
        return bool(self._find(source, target))

    def version(self, source: str, target: str) -> str:
        """Return engine, package versions with a digest of their content, and the beam size."""
        route = self._route(source, target)
        for package in route:
            if package not in self._digests:
                self._digests[package] = models.digest(package)
        packages = "+".join(f"{p.pair}-{p.version}-{self._digests[p]}" for p in route)
        return f"{self.name}/{packages}/beam{self.settings.beam}"

    def placeholder(self, source: str, target: str) -> str:
        """Return the pattern that most packages copy: a capital X with a number."""
        return "X{}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Translate every sentence by itself; one that is too long for the model is cut and rejoined.

        Space around a sentence stays, and a sentence that is all space stays as it is. Raises
        NoModelError if no package fits, PackageError or TranslationError if one cannot be run.
        """
        results = list(sentences)
        for package in self._route(source, target):
            results = self._model(package).translate(results, beam=self.settings.beam)
        return results

    def _find(self, source: str, target: str) -> list[Package]:
        """Return the packages that take `source` to `target`, in turn; empty if there is no way."""
        packages = models.installed(self.settings)
        if direct := models.match(packages, source, target):
            return [direct]
        first = models.match(packages, source, "en")
        second = models.match(packages, "en", target)
        return [first, second] if first and second and first.from_code != second.to_code else []

    def _route(self, source: str, target: str) -> list[Package]:
        route = self._find(source, target)
        if not route:
            raise NoModelError(
                f"no package to translate {source} into {target} is installed",
                hint=f"Install one with: exonym models install {source} {target}. "
                "Without it, names are still found and linked in the source text",
            )
        return route

    def _model(self, package: Package) -> _Model:
        with self._lock:
            if package not in self._loaded:
                self._loaded[package] = _load(package, self.settings, self._threads)
            return self._loaded[package]


@dataclass
class _Model:
    """One package, loaded."""

    package: Package
    tokenizer: Tokenizer
    alphabet: Alphabet
    engine: Any
    threads: int
    joint: str = field(init=False)

    def __post_init__(self) -> None:
        self.joint = " " if spaced(self.package.to_code) else ""

    def translate(self, sentences: Sequence[str], beam: int) -> list[str]:
        """Translate sentences, all in one call of the engine."""
        cut = [list(self._pieces(self.alphabet.fit(sentence.strip()))) for sentence in sentences]
        outputs = iter(self._run([pieces for parts in cut for pieces in parts], beam))
        results = []
        for sentence, parts in zip(sentences, cut, strict=True):
            text = self.joint.join(next(outputs) for _ in parts)
            core = sentence.strip()
            results.append(sentence.replace(core, text, 1) if core and parts else sentence)
        return results

    def _pieces(self, text: str) -> Iterable[list[str]]:
        """Yield the word pieces of a text, in several lists if one would be too long."""
        pieces = self.tokenizer.encode(text) if len(text) <= _MAX_CHARACTERS else None
        if pieces is None or (len(pieces) > MAX_PIECES and len(text) > 1):
            for half in halves(text):
                yield from self._pieces(half)
        elif pieces:
            yield pieces

    def _run(self, pieces: list[list[str]], beam: int) -> list[str]:
        if not pieces:
            return []
        prefix = self.package.target_prefix
        # Small inputs are spread over the threads too.
        share = sum(map(len, pieces)) // self.threads + 1
        try:
            translations = self.engine.translate_batch(
                pieces,
                target_prefix=[[prefix]] * len(pieces) if prefix else None,
                max_batch_size=max(_MIN_BATCH_TOKENS, min(MAX_BATCH_TOKENS, share)),
                batch_type="tokens",
                beam_size=beam,
                length_penalty=_LENGTH_PENALTY,
                max_decoding_length=_MAX_OUTPUT_PIECES,
                replace_unknowns=True,
            )
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"the model {self.package.pair} failed ({error})", hint="Try --device cpu, or a smaller beam"
            ) from error
        return [self._text(translation.hypotheses[0]) for translation in translations]

    def _text(self, pieces: list[str]) -> str:
        prefix = self.package.target_prefix
        if prefix and pieces and pieces[0] == prefix:
            pieces = pieces[1:]
        return self.tokenizer.decode(pieces).strip()


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


def _load(package: Package, settings: Settings, threads: tuple[int, int]) -> _Model:
    """Load a package, or raise PackageError."""
    import ctranslate2

    folder = models.folder(package, settings)
    try:
        engine = ctranslate2.Translator(
            str(folder / "model"),
            device=settings.device,
            compute_type=settings.compute,
            inter_threads=threads[0],
            intra_threads=threads[1],
        )
    except (RuntimeError, ValueError) as error:
        raise PackageError(
            f"the package {package.pair} cannot be loaded ({error})",
            where=str(folder),
            hint="If the device or compute type is not at fault, install it again: "
            f"exonym models install {package.from_code} {package.to_code}",
        ) from error
    return _Model(
        package=package,
        tokenizer=tokenizer(folder, package.from_code, package.to_code),
        alphabet=Alphabet(Path(folder, "model")),
        engine=engine,
        threads=threads[0],
    )


def _threads(inter: int, intra: int) -> tuple[int, int]:
    """Return how many batches run at once, and on how many threads each; 0 asks to choose.

    Several batches of one thread are faster than one batch of several: 1.8 times on two cores.
    """
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        cores = os.cpu_count() or 1
    inter = inter or max(1, min(_MOST_BATCHES_AT_ONCE, cores // max(1, intra)))
    return inter, intra or max(1, cores // inter)
